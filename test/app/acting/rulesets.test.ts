import { expect, test } from 'vitest'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { withToken } from '../../github/simulated.ts'
import { editDetails, readDetails } from '../../github/world/details.ts'
import { running } from '../end-to-end/running.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting } from './acting-company.ts'
import { askingCompany } from './asking-company.ts'

const databases = useDatabases()

const policyWith = (changes: string, rulesets: string): string => `version: 1
mode: enforce
default: deny
changes: { connections: true, ${changes} }
rulesets: ${rulesets}
groups:
  - name: web
    match: ['acme/web*']
    access: allow
`
const permissions = { statuses: 'write', organization_administration: 'write' } as const

/** A company in which `dev` may write to `acme/web`, and what people do there. */
async function company(policy: string, more: Partial<Parameters<typeof askingCompany>[0]> = {}) {
  const made = await askingCompany({ policy, permissions, repositories: { web: true }, ...more })
  const { github, ada, dev, repository } = made
  const web = repository('web')
  editDetails(web).collaborators.set(dev.id, 'write')
  const by = (user: typeof dev) => withToken(github, github.addClassicToken(user, ['repo'])).rest
  const where = { owner: 'acme', repo: 'web' }
  const setPolicy = (text: string) =>
    github.pushCommit(repository('gatehouse'), { files: { 'gatehouse.yml': text } })
  const propose = async (branch: string): Promise<number> => {
    await github.pushCommit(web, { branch, files: { [branch]: 'a change' }, sender: dev })
    const { data } = await by(dev).pulls.create({ ...where, head: branch, base: 'main', title: branch })
    return data.number
  }
  /** @returns the status that GitHub answers with, and what it says */
  const merge = (user: typeof dev, pull: number): Promise<string> =>
    by(user)
      .pulls.merge({ ...where, pull_number: pull })
      .then(({ status }) => `${status}`)
      .catch((error: Error & { readonly status: number }) => `${error.status} ${error.message}`)
  const write = (user: typeof dev, path: string): Promise<number> =>
    by(user)
      .repos.createOrUpdateFileContents({ ...where, path, message: 'm', content: 'QT0x' })
      .then(({ status }) => status)
      .catch(({ status }: { readonly status: number }) => status)
  return { ...made, ada, dev, web, setPolicy, propose, merge, write }
}

test('a ruleset keeps environment files out, is kept as it is wanted, and goes when it is switched off', async () => {
  const made = await company(policyWith('ruleset: true', '{}'))
  const { acme, ada, dev, write, setPolicy } = made
  const program = await acting(databases, made)
  const names = () => acme.rulesets.map(({ name, enforcement }) => `${name}, ${enforcement}`)
  // The check is not required unless somebody asks for that.
  expect(names()).toEqual(['Gatehouse: no environment files, active'])
  expect(await write(dev, 'deep/.env')).toBe(409)
  expect(await write(dev, '.env.production')).toBe(409)
  expect(await write(dev, '.env.example')).toBe(201)
  expect(await write(ada, '.env')).toBe(201)

  const sent = () =>
    made.github.calls.filter(({ isWrite, path }) => isWrite && path.includes('/rulesets')).length
  expect(sent()).toBe(1)
  const [ruleset] = acme.rulesets
  Object.assign(ruleset!, { enforcement: 'disabled', rules: [] })
  await program.swept()
  expect(await write(dev, 'other/.env')).toBe(409)
  acme.rulesets.length = 0
  await program.swept()
  await program.swept()
  expect(names()).toEqual(['Gatehouse: no environment files, active'])
  expect(sent()).toBe(3)
  const there = async () =>
    program.store.database
      .selectFrom('made_things')
      .select(['kind', 'reference'])
      .where('removed_at', 'is', null)
      .execute()
  expect(await there()).toEqual([{ kind: 'ruleset', reference: String(acme.rulesets[0]!.id) }])

  await setPolicy(policyWith('ruleset: false', '{}'))
  await program.settled()
  expect(acme.rulesets).toEqual([])
  expect(await there()).toEqual([])
})

test('while Gatehouse is out of order a required check lets nobody merge but owners, and what waited passes when it is back', async () => {
  const made = await company(policyWith('ruleset: true, status: true', '{ requireCheck: true }'))
  const { acme, ada, dev, web, propose, merge, app } = made
  const created = await databases.create()
  const program = await acting({ create: async () => created }, made)
  expect(acme.rulesets.map(({ name }) => name)).toContain('Gatehouse: required check')
  const first = await propose('one')
  await program.settled()
  expect(await merge(dev, first)).toBe('200')

  await program.stop()
  const [second, third] = [await propose('two'), await propose('three')]
  const head = readDetails(web).pulls.at(-1).headSha
  // Somebody else's status of that name is not our App's.
  await withToken(made.github, made.github.addClassicToken(dev, ['repo'])).rest.repos.createCommitStatus({
    owner: 'acme',
    repo: 'web',
    sha: head,
    state: 'success',
    context: 'gatehouse',
  })
  for (const pull of [second, third])
    expect(await merge(dev, pull)).toMatch(/^405 .*Required status check "gatehouse" is expected/s)
  expect(await merge(ada, second)).toBe('200')

  const again = await running(created, made, made.settings)
  await again.swept()
  expect(await merge(dev, third)).toBe('200')
  expect(readDetails(web).runs.every(({ appId }) => appId === app.id)).toBe(true)
})

test('where a permission or the plan is missing, a person is told what to do, once', async () => {
  const made = await company(policyWith('ruleset: true', '{ enforcement: evaluate }'), {
    means: 'classic-token',
    permissions: {},
  })
  const program = await acting(databases, made)
  const problem = async () => {
    const [acme] = await listOrganizations(program.store, 'everything')
    await program.store.database
      .updateTable('effects')
      .set({ not_before: new Date(0) })
      .execute()
    await program.want([`host:${acme!.hostId}`, `changes:${acme!.id}`])
    await program.settled()
    const open = await program.store.database
      .selectFrom('effects')
      .select(['kind', 'state', 'problem'])
      .where('finished_at', 'is', null)
      .execute()
    expect(open.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['keep-ruleset manual'])
    return open[0]!.problem
  }
  expect(await problem()).toMatch(/"Administration: write".*Or make it by hand: .*\*\*\/\.env,/s)
  const installation = [...made.github.world.installations.values()].find(
    ({ appId }) => appId === made.app.id,
  )!
  Object.assign(installation.permissions, { organization_administration: 'write' })
  // It was only the plan by now.
  expect(await problem()).toMatch(/GitHub answers 422.*Evaluate is there on Enterprise Cloud alone/s)
  expect(made.acme.rulesets).toEqual([])
  expect((await program.kinds('acme')).filter((kind) => kind === 'effect.waiting')).toHaveLength(1)
})
