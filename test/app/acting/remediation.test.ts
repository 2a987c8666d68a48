import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { random } from '../../../scanner/engine/sample.ts'
import { withToken } from '../../github/simulated.ts'
import { readDetails } from '../../github/world/details.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, type ActingCompany, actingCompany, enforcingPolicy } from './acting-company.ts'

const databases = useDatabases()

const branch = 'gatehouse/remove-env-files'
const policy = enforcingPolicy.replace('connections: true', 'remediation: true')
const secret = random('base62', 32)
const settings = '{\n\t"model": "opus",\n\t"permissions": { "allow": ["Bash(ls)"] }\n}\n'

const company = (files: Readonly<Record<string, string>>): Promise<ActingCompany> =>
  actingCompany({
    policy,
    repositories: { web: true },
    files: { web: files },
    permissions: { contents: 'write' },
  })

const pullsOf = ({ repository }: ActingCompany) => readDetails(repository('web')).pulls

const gitOf = async ({ github, repository }: ActingCompany) => github.git.of(repository('web'))

/** Changed paths with their letter, as git shows them. */
async function changesOf(acme: ActingCompany): Promise<readonly string[]> {
  const git = await gitOf(acme)
  const shown = await git.run(['diff', '--name-status', '--no-renames', `main...${branch}`])
  return shown
    .trim()
    .split('\n')
    .map((line) => line.replace('\t', ' '))
}

const writesOf = ({ github }: ActingCompany): readonly (string | undefined)[] =>
  github.calls
    .filter(({ isWrite, operationId }) => isWrite && operationId !== 'apps/redeliver-webhook-delivery')
    .map(({ operationId }) => operationId)

const byAda = ({ github, ada }: ActingCompany) => withToken(github, github.addClassicToken(ada, ['repo']))
const web = { owner: 'acme', repo: 'web' }

test('one pull request takes tracked environment files out, follows its base, and is put away when it is merged', async () => {
  const acme = await company({
    '.env': `API_TOKEN=${secret}\nPORT=3000\n`,
    'api/.env.production': `export DB_PASSWORD='${secret}'\n`,
    '.gitignore': 'dist\n!.env\n',
    '.claude/settings.json': settings,
  })
  const program = await acting(databases, acme)
  const [pull, ...more] = pullsOf(acme)
  expect(more).toEqual([])
  expect(pull).toMatchObject({ state: 'open', headRef: branch, baseRef: 'main' })
  expect(await changesOf(acme)).toEqual([
    'M .claude/settings.json',
    'D .env',
    'A .env.example',
    'M .gitignore',
    'A api/.env.example',
    'D api/.env.production',
  ])
  const git = await gitOf(acme)
  const added = await git.run(['diff', '--diff-filter=AM', `main...${branch}`])
  expect(added).not.toContain(secret)
  expect(added).toMatch(/^\+API_TOKEN=$/m)
  expect(await git.run(['show', `${branch}:.claude/settings.json`])).toBe(
    '{\n\t"model": "opus",\n\t"permissions": {\n\t\t"allow": [\n\t\t\t"Bash(ls)"\n\t\t],\n\t\t"deny": [\n\t\t\t"Read(**/.env)",\n\t\t\t"Read(**/.env.*)"\n\t\t]\n\t}\n}\n',
  )
  expect(pull!.body).toMatch(/2 environment files[^]*stays in history[^]*allowManagedPermissionRulesOnly/)
  expect(`${pull!.title}${pull!.body}`).not.toMatch(/production|PASSWORD/)

  const once = writesOf(acme).length
  await acme.github.pushCommit(acme.repository('web'), { files: { 'README.md': '# Web\n' } })
  await program.settled()
  await program.swept()
  // What it is made from is as it was.
  expect(writesOf(acme)).toHaveLength(once)
  await acme.github.pushCommit(acme.repository('web'), { files: { '.gitignore': 'dist\nout\n' } })
  await program.settled()
  expect(pullsOf(acme)).toHaveLength(1)
  expect(await (await gitOf(acme)).run(['show', `${branch}:.gitignore`])).toBe(
    'dist\nout\n.env\n.env.*\n!.env.example\n',
  )

  await byAda(acme).pulls.merge({ ...web, pull_number: pull!.number })
  await program.settled()
  expect((await (await gitOf(acme)).refs()).has(`refs/heads/${branch}`)).toBe(false)
  await program.swept()
  expect(pullsOf(acme)).toHaveLength(1)
  const made = await program.store.database.selectFrom('made_things').selectAll().execute()
  expect(made).toMatchObject([{ kind: 'pull-request', details: { outcome: 'merged' } }])
  expect(made[0]!.removed_at).not.toBeNull()
  const kinds = (await program.kinds('acme')).filter((kind) => kind.startsWith('effect.'))
  expect(kinds.filter((kind) => kind === 'effect.planned')).toHaveLength(
    kinds.filter((kind) => /applied|already-so|failed|withdrawn/.test(kind)).length,
  )
})

test('what was found is looked at until it is fixed, though nobody reaches the repository any more', async () => {
  const acme = await actingCompany({
    policy: enforcingPolicy.replace(
      'connections: true',
      'connections: true\n  remediation: true\nconditions: { noTrackedEnvFiles: { severity: low } }',
    ),
    repositories: { web: true },
    files: { web: { '.env': 'PORT=3000\n' } },
    permissions: { contents: 'write' },
  })
  const program = await acting(databases, acme)
  // Somebody takes the connection away by hand.
  acme.claude.repositoryIds.delete(acme.repository('web').id)
  await program.swept()
  expect(acme.connected()).toEqual([])
  await byAda(acme).pulls.merge({ ...web, pull_number: pullsOf(acme)[0]!.number })
  await program.settled()
  const { database } = program.store
  const files = () =>
    database.selectFrom('findings').where('rule', '=', 'dotenv-file').select('state').execute()
  expect(await files()).toEqual([{ state: 'gone' }])
  const [decision] = await database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'repository_id')
    .where('name', '=', 'web')
    .select('outcome')
    .execute()
  expect(decision).toEqual({ outcome: 'allowed' })
})

test('what a person closes is not opened again for the same files, and what they add to its branch is theirs', async () => {
  const acme = await company({ '.env': `API_TOKEN=${secret}\n` })
  const program = await acting(databases, acme)
  const [pull] = pullsOf(acme)
  await byAda(acme).pulls.update({ ...web, pull_number: pull!.number, state: 'closed' })
  await program.settled()
  expect((await (await gitOf(acme)).refs()).has(`refs/heads/${branch}`)).toBe(false)
  await acme.github.pushCommit(acme.repository('web'), { files: { '.env': `API_TOKEN=${secret}2\n` } })
  await program.settled()
  await program.swept()
  expect(pullsOf(acme)).toHaveLength(1)

  await acme.github.pushCommit(acme.repository('web'), { files: { '.env.local': `API_TOKEN=${secret}\n` } })
  await program.settled()
  expect(pullsOf(acme)).toHaveLength(2)
  expect(await changesOf(acme)).toContain('D .env.local')
  expect(await changesOf(acme)).not.toContain('D .env')
  const theirs = await acme.github.pushCommit(acme.repository('web'), { branch, files: { 'a.txt': 'a\n' } })
  await acme.github.pushCommit(acme.repository('web'), { files: { '.gitignore': 'dist\n' } })
  await program.settled()
  await program.swept()
  expect(await (await gitOf(acme)).commitId(`refs/heads/${branch}`)).toBe(theirs)
})

test('without the permission a person is asked, and nothing is tried', async () => {
  const acme = await actingCompany({
    policy,
    repositories: { web: true },
    files: { web: { '.env': `API_TOKEN=${secret}\n` } },
  })
  const program = await acting(databases, acme)
  expect(writesOf(acme)).toEqual([])
  const [organization] = await listOrganizations(program.store, 'everything')
  const open = await readOpenEffects(program.store, 'everything', organization!.id)
  expect(open.map(({ state, problem }) => ({ state, problem }))).toEqual([
    { state: 'manual', problem: expect.stringContaining('contents: write') },
  ])
})
