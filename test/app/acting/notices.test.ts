import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { withToken } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import type { Issue, Repository } from '../../github/world/entities.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany } from './acting-company.ts'

const databases = useDatabases()

const policy = (mode: string, more = ''): string => `version: 1
mode: ${mode}
default: deny
changes: { connections: true }
requests: { inheritedUntil: 2027-03-31 }
${more}groups:
  - { name: web, match: ['acme/web*'], access: allow }
  - { name: apps, match: ['acme/app*'], access: approval, approval: { by: [acme/security] } }
`

const issuesOf = (repository: Repository): readonly Issue[] => readDetails(repository).issues
const follow = async ({ github, repository, ada }: ActingCompany, text: string): Promise<void> => {
  await github.pushCommit(repository('gatehouse'), { files: { 'gatehouse.yml': text }, sender: ada })
}
const writes = ({ github }: ActingCompany) =>
  github.calls.filter(({ isWrite, operationId }) => isWrite && operationId?.startsWith('issues/') === true)

test('owners are told by one issue, which follows what is decided, is closed when it is right, and stays closed where a person closed it', async () => {
  const codeowners = { '.github/CODEOWNERS': '* @acme/old-team\n' }
  const company = await actingCompany({
    policy: policy('notify'),
    repositories: { web: true, app: true, old: true, public: true, gone: true, off: true },
    files: { old: codeowners },
  })
  const { repository } = company
  repository('public').visibility = 'public'
  repository('gone').archived = true
  repository('off').hasNoIssues = true
  const program = await acting(databases, company)
  const [acme] = await listOrganizations(program.store, 'everything')

  const [told, ...more] = issuesOf(repository('old'))
  expect(more).toEqual([])
  expect(told).toMatchObject({
    state: 'open',
    labels: ['gatehouse'],
    title: 'Claude may not reach this repository by the policy',
  })
  expect(told!.body).toMatch(
    /nothing is taken away[^]*Wanted: [^]*Owners: @acme\/old-team[^]*\/gatehouse request acme\/old/,
  )
  expect(issuesOf(repository('app'))).toMatchObject([{ state: 'open' }])
  for (const name of ['web', 'public', 'gone', 'off']) expect(issuesOf(repository(name))).toEqual([])
  // Where nothing can be written a person has to tell.
  const manual = (await readOpenEffects(program.store, 'everything', acme!.id)).filter(
    ({ state }) => state === 'manual',
  )
  expect(manual.map(({ action, problem }) => `${action.kind}: ${problem}`).toSorted()).toEqual([
    expect.stringMatching(/^owner-notice: .*switched off/),
    expect.stringMatching(/^owner-notice: it is archived/),
    expect.stringMatching(/^owner-notice: it is public/),
  ])
  // What issues say is not in the log.
  const { rows } = await sql<{
    text: string
  }>`select data::text as text from audit_events where kind = 'effect.planned'`.execute(
    program.store.database,
  )
  expect(rows.map(({ text }) => text).join('')).not.toContain('What stands against it')

  // The same is said once, also by a process that died before it had recorded what it did.
  const once = writes(company).length
  await program.store.database.deleteFrom('made_things').where('kind', '=', 'issue').execute()
  await program.swept()
  await program.settled()
  expect(writes(company)).toHaveLength(once)
  const again = await program.store.database.selectFrom('made_things').select('kind').execute()
  // Of two repositories, and the list of what is left to people.
  expect(again.filter(({ kind }) => kind === 'issue')).toHaveLength(3)

  // It is enforced from now on: who needs an approval has until March, the rest is gone.
  await follow(company, policy('enforce', 'safety: { removals: 100 }\n'))
  await expect.poll(company.connected).toEqual(['app', 'web'])
  await expect.poll(() => issuesOf(repository('old'))[0]!.state).toBe('closed')
  expect(issuesOf(repository('old'))[0]!.title).toBe('Claude was disconnected from this repository')
  expect(issuesOf(repository('app'))).toMatchObject([
    { state: 'open', title: 'Claude is disconnected from this repository on 2027-04-01 (UTC)' },
  ])
  // A person who has read it closes it, and it stays so while it says the same.
  const byAda = withToken(company.github, company.github.addClassicToken(company.ada, ['repo']))
  const app = { owner: 'acme', repo: 'app', issue_number: issuesOf(repository('app'))[0]!.number }
  await byAda.issues.update({ ...app, state: 'closed' })
  await program.swept()
  await program.settled()
  expect(issuesOf(repository('app'))).toMatchObject([{ state: 'closed' }])
  const made = await program.store.database
    .selectFrom('made_things')
    .select(['kind', 'reference', 'removed_at'])
    .execute()
  expect(made.filter(({ kind }) => kind === 'label').length).toBe(3)
  expect(made.filter(({ kind, removed_at: at }) => kind === 'issue' && at === null)).toHaveLength(2)
})

test('in quiet hours nobody is told, and what is taken is taken; switched off, nothing is said at all', async () => {
  // Quiet for the next hours, whenever this runs.
  const hour = (ahead: number): string => new Date(Date.now() + ahead * 3_600_000).toISOString().slice(11, 16)
  const quiet = `notifications: { quietHours: { from: '${hour(-2)}', to: '${hour(3)}', timeZone: UTC } }\n`
  const company = await actingCompany({
    policy: policy('enforce', `safety: { removals: 100 }\n${quiet}`),
    repositories: { web: true, app: true, old: true },
  })
  const program = await acting(databases, company)
  const [acme] = await listOrganizations(program.store, 'everything')
  await expect.poll(company.connected).toEqual(['app', 'web'])
  await program.settled()
  const open = await readOpenEffects(program.store, 'everything', acme!.id)
  expect(open.map(({ action }) => action.kind)).toEqual(expect.arrayContaining(['owner-notice']))
  for (const { notBefore } of open) expect(notBefore.getTime()).toBeGreaterThan(Date.now() + 3_600_000)
  expect(writes(company)).toEqual([])
  await follow(company, policy('enforce', 'notifications: { issues: false }\n'))
  await expect.poll(async () => (await readOpenEffects(program.store, 'everything', acme!.id)).length).toBe(0)
  expect(writes(company)).toEqual([])
})
