import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { leave } from '../../../app/database/leave.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import type { Store } from '../../../app/database/store.ts'
import { editDetails, readDetails } from '../../github/world/details.ts'
import type { Permissions, WorkflowRun } from '../../github/world/entities.ts'
import { actingHands } from '../chaos/acting-hands.ts'
import { useDatabases } from '../database/test-database.ts'
import { workflow } from '../end-to-end/reached-company.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

const policy = `${enforcingPolicy.replace('connections: true', 'workflows: true')}requests:\n  inheritedUntil: 2020-01-01\n`
const claude = '.github/workflows/claude.yml'
const review = '.github/workflows/review.yml'
const build = '.github/workflows/build.yml'
const plain =
  'name: Build\non: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n'

interface RunningCompany extends ActingCompany {
  /** Which of a repository's workflows are switched off. */
  readonly off: (name: string) => readonly string[]
  readonly runs: readonly WorkflowRun[]
}

/** In `api` and `app` Claude runs in workflows, one of which a person has switched off in `api`, and one is at work. */
async function runningCompany(permissions: Permissions): Promise<RunningCompany> {
  const files = { [claude]: workflow, [review]: workflow, [build]: plain }
  const company = await actingCompany({
    policy,
    repositories: { web: false, app: false, api: false },
    files: { web: files, app: { [claude]: workflow }, api: files },
    permissions,
  })
  const { repository, github, ada } = company
  const api = editDetails(repository('api'))
  api.disabledWorkflows.add(review)
  const run = (path: string, status: WorkflowRun['status']): WorkflowRun => ({
    id: github.world.nextId(),
    path,
    name: 'A run',
    event: 'push',
    headBranch: 'main',
    headSha: '0'.repeat(40),
    actorId: ada.id,
    runNumber: 1,
    status,
    conclusion: status === 'completed' ? 'success' : null,
    createdAt: github.clock.now(),
  })
  const runs = [
    run(claude, 'in_progress'),
    run(claude, 'queued'),
    run(claude, 'completed'),
    run(build, 'queued'),
  ]
  api.workflowRuns.push(...runs)
  const off = (name: string) => [...readDetails(repository(name)).disabledWorkflows].toSorted()
  return { ...company, off, runs }
}

async function idOf(store: Store): Promise<string> {
  const [acme] = await listOrganizations(store, 'everything')
  return acme!.id
}

const open = async (store: Store) => readOpenEffects(store, 'everything', await idOf(store))

const made = async (store: Store): Promise<readonly string[]> =>
  (await store.database.selectFrom('made_things').select(['kind', 'removed_at']).orderBy('id').execute()).map(
    ({ kind, removed_at: at }) => `${kind} ${at === null ? 'ours' : 'over'}`,
  )

/** What the inventory says of a repository's workflows. */
async function shown(store: Store, name: string) {
  const { state, evidence } = await store.database
    .selectFrom('reaches')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .select(['state', 'evidence'])
    .where('name', '=', name)
    .where('path', '=', 'workflow')
    .executeTakeFirstOrThrow()
  return { state, off: evidence.filter((one) => one.includes('switched off')).toSorted() }
}

test('what runs an assistant where it may not be is switched off, stays so, and is switched on for who may and at the end', async () => {
  const company = await runningCompany({ actions: 'write' })
  const program = await acting(databases, company)
  const { off, runs, repository, ada } = company
  expect([off('web'), off('app'), off('api')]).toEqual([[], [claude], [claude, review]])
  expect(runs.map(({ status, conclusion }) => `${status} ${conclusion}`)).toEqual([
    'completed cancelled',
    'completed cancelled',
    'completed success',
    'queued null',
  ])
  expect(await made(program.store)).toEqual(['workflow ours', 'workflow ours'])
  // Its file is there, and may run again: neither connected nor gone.
  expect(await shown(program.store, 'api')).toEqual({
    state: 'possible',
    off: [
      `${claude} is switched off by Gatehouse; anyone with write access can switch it on.`,
      `${review} is switched off by a person; anyone with write access can switch it on.`,
    ],
  })
  expect(await shown(program.store, 'web')).toEqual({ state: 'connected', off: [] })

  // Somebody switches it on again, and another one is asked for and approved.
  editDetails(repository('api')).disabledWorkflows.delete(claude)
  await program.swept()
  await program.settled()
  expect(off('api')).toEqual([claude, review])
  await actingHands(program.store, { organizations: 1, want: program.wantIn }).approve(repository('app').id)
  await program.settled()
  expect(off('app')).toEqual([])
  expect((await made(program.store)).toSorted()).toEqual(['workflow ours', 'workflow over'])

  const [acme] = await listOrganizations(program.store, 'everything')
  const by = await recordPerson(program.store, acme!.hostId, ada.id, 'ada')
  expect(await leave(program.store, acme!.id, 'remove', { by, unverified: undefined }, new Date())).toBe(1)
  await program.settled()
  // A person's own doing stays.
  await expect.poll(() => off('api')).toEqual([review])
  expect(await made(program.store)).toEqual(['workflow over', 'workflow over'])
  const planned = (await program.kinds('acme')).filter((kind) => kind === 'effect.planned')
  const ended = (await program.kinds('acme')).filter((kind) =>
    /^effect\.(?:applied|already-so|withdrawn)$/.test(kind),
  )
  expect(ended).toHaveLength(planned.length)
})

test('what a process switched off that died is ours; without the permission, or where GitHub refuses, a person is asked', async () => {
  const company = await runningCompany({})
  const program = await acting(databases, company, { isAccepted: false })
  const { off, github, repository, app } = company
  await program.accept()
  expect([off('app'), off('api')]).toEqual([[], [review]])
  const problems = (await open(program.store)).map(({ state, problem }) => [state, problem])
  const lacking = expect.stringMatching(
    /lacks the permission actions: write; grant it, or disable it by hand/,
  )
  expect(problems).toEqual([
    ['manual', lacking],
    ['manual', lacking],
  ])

  const ours = [...github.world.installations.values()].find(({ appId }) => appId === app.id)!
  ours.permissions = { ...ours.permissions, actions: 'write' }
  // One was switched off by a process that died before it could say so; the other one GitHub does not let go.
  const dead = (await open(program.store)).find(
    ({ action }) => 'githubId' in action && action.githubId === repository('app').id,
  )
  await program.store.transact(async (unit) => {
    await unit.database.updateTable('effects').set({ attempts: 1 }).where('id', '=', dead!.id).execute()
    await unit.database
      .updateTable('effects')
      .set({ not_before: new Date(0) })
      .execute()
  })
  editDetails(repository('app')).disabledWorkflows.add(claude)
  github.faults.add({
    when: ({ operationId }) => operationId === 'actions/disable-workflow',
    fault: { kind: 'status', status: 422 },
  })
  await program.swept()
  await program.want([`changes:${await idOf(program.store)}`])
  await program.settled()
  expect((await open(program.store)).map(({ problem }) => problem)).toEqual([
    expect.stringMatching(
      /GitHub answers 422: it does not let this workflow be switched; disable it by hand/,
    ),
  ])
  expect(await made(program.store)).toEqual(['workflow over'])
  const done = await program.store.database
    .selectFrom('effects')
    .select('state')
    .where('id', '=', dead!.id)
    .executeTakeFirstOrThrow()
  expect(done.state).toBe('applied')
})
