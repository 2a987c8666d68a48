import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readOpenEffects } from '../../../app/database/effects.ts'
import type { Store } from '../../../app/database/store.ts'
import type { EffectKind } from '../../../app/enforcement/effects/effect-action.ts'
import type { Permissions, Secret } from '../../github/world/entities.ts'
import { actingHands } from '../chaos/acting-hands.ts'
import { useDatabases } from '../database/test-database.ts'
import { workflow } from '../end-to-end/reached-company.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

const policy = `${enforcingPolicy.replace('connections: true', 'secrets: true')}requests:\n  inheritedUntil: 2020-01-01\n`
const write: Permissions = { organization_secrets: 'write', organization_codespaces_secrets: 'write' }

interface SharingCompany extends ActingCompany {
  /** Names of the repositories that get a secret. */
  readonly get: (secret: Secret) => readonly string[]
  readonly key: Secret
  readonly login: Secret
  readonly all: Secret
}

/** Its credentials of Claude go to selected repositories, and one to all; `api` has one of its own and hands another one on. */
async function sharingCompany(permissions: Permissions): Promise<SharingCompany> {
  const company = await actingCompany({
    policy,
    repositories: { web: false, app: false, api: false },
    files: {
      api: {
        '.github/workflows/claude.yml': workflow.replaceAll('secrets.ANTHROPIC_API_KEY', 'secrets.BOT_KEY'),
      },
    },
    permissions,
  })
  const { github, acme, repository } = company
  const [web, app, api] = ['web', 'app', 'api'].map(repository)
  const selected = { repositories: [web!, app!, api!] }
  const key = github.addSecret(acme, { name: 'ANTHROPIC_API_KEY', ...selected })
  const login = github.addSecret(acme, { name: 'CLAUDE_CODE_OAUTH_TOKEN', store: 'codespaces', ...selected })
  const all = github.addSecret(acme, { name: 'CLAUDE_API_KEY', visibility: 'all' })
  // It may be anything.
  github.addSecret(acme, { name: 'AWS_ROLE_TO_ASSUME', ...selected })
  github.addSecret(api!, { name: 'ANTHROPIC_API_KEY' })
  github.addSecret(api!, { name: 'BOT_KEY' })
  github.addSecret(api!, { name: 'OTHER_KEY' })
  const get = ({ repositoryIds }: Secret) =>
    [...repositoryIds].map((id) => github.world.repositories.get(id)!.name).toSorted()
  return { ...company, get, key, login, all }
}

async function open(store: Store) {
  const [acme] = await listOrganizations(store, 'everything')
  return readOpenEffects(store, 'everything', acme!.id)
}

const finals = async (store: Store, kind: EffectKind): Promise<readonly string[]> =>
  (
    await store.database
      .selectFrom('effects')
      .select('state')
      .where('kind', '=', kind)
      .where('finished_at', 'is not', null)
      .orderBy('id')
      .execute()
  ).map(({ state }) => state)

test('a credential is taken from who may not have it, taken again, and given back to who may; the rest is left to people', async () => {
  const company = await sharingCompany(write)
  const program = await acting(databases, company)
  const { github, key, login, get, repository } = company
  expect([get(key), get(login)]).toEqual([['web'], ['web']])
  expect(await program.reaches('acme/app')).toMatchObject({ secret: 'connected' })
  expect(await finals(program.store, 'drop-secret')).toEqual(Array.from({ length: 4 }, () => 'applied'))
  const steps = (await open(program.store)).map(({ state, repository: of, problem }) => [
    state,
    of !== null,
    problem,
  ])
  expect(steps).toEqual(
    expect.arrayContaining([
      ['manual', true, expect.stringContaining('delete ANTHROPIC_API_KEY in the settings of the repository')],
      [
        'manual',
        true,
        expect.stringMatching(/^a workflow hands a secret to an assistant.*look what it is for/),
      ],
      ['manual', false, expect.stringContaining('set CLAUDE_API_KEY again for selected repositories')],
    ]),
  )
  expect(steps).toHaveLength(3)

  // Somebody puts one back, and another one is asked for and approved.
  const sent = github.calls.length
  key.repositoryIds.add(repository('api').id)
  await program.swept()
  await program.settled()
  expect(get(key)).toEqual(['web'])
  await actingHands(program.store, { organizations: 1, want: program.wantIn }).approve(repository('app').id)
  await program.settled()
  expect([get(key), get(login)]).toEqual([
    ['app', 'web'],
    ['app', 'web'],
  ])
  const changed = github.calls.slice(sent).filter(({ operationId }) => operationId?.includes('-org-secret'))
  expect(changed.filter(({ isWrite }) => isWrite)).toHaveLength(3)

  // What a person has done is seen, and what is none of ours stays as it is.
  company.all.visibility = 'selected'
  await program.store.database
    .updateTable('effects')
    .set({ not_before: new Date(0) })
    .where('finished_at', 'is', null)
    .execute()
  const [acme] = await listOrganizations(program.store, 'everything')
  await program.want([`changes:${acme!.id}`])
  await program.settled()
  expect(await open(program.store)).toHaveLength(2)
  login.repositoryIds.delete(repository('web').id)
  await program.swept()
  await program.settled()
  expect(get(login)).toEqual(['app'])
})

test('without the permission a person is asked, and what a process sent that died is told as done, and given back', async () => {
  const company = await sharingCompany({ organization_secrets: 'write' })
  const program = await acting(databases, company, { isAccepted: false })
  const { github, key, login, get, repository } = company
  const dead = (await open(program.store)).filter(({ action }) => action.kind === 'drop-secret')
  expect(dead).toHaveLength(4)
  await program.store.database
    .updateTable('effects')
    .set({ attempts: 1 })
    .where(
      'id',
      'in',
      dead.map(({ id }) => id),
    )
    .execute()
  key.repositoryIds.delete(repository('app').id)
  await program.accept()
  expect([get(key), get(login)]).toEqual([['web'], ['api', 'app', 'web']])
  expect(await finals(program.store, 'drop-secret')).toEqual(['applied', 'applied'])
  const manual = (await open(program.store)).filter(({ action }) => action.kind === 'drop-secret')
  expect(manual.map(({ state, problem }) => [state, problem])).toEqual(
    Array.from({ length: 2 }, () => [
      'manual',
      expect.stringMatching(/lacks the permission organization_codespaces_secrets: write; grant it, or take/),
    ]),
  )
  const removals = github.calls.filter(
    ({ operationId }) => operationId === 'actions/remove-selected-repo-from-org-secret',
  )
  expect(removals).toHaveLength(1)
  await actingHands(program.store, { organizations: 1, want: program.wantIn }).approve(repository('app').id)
  await program.settled()
  expect(get(key)).toEqual(['app', 'web'])
})
