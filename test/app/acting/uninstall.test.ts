import { expect, test } from 'vitest'
import { readOpenEffects } from '../../../app/database/effects.ts'
import { recordMade } from '../../../app/database/made-things.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { recordPerson } from '../../../app/database/people.ts'
import type { MadeKind } from '../../../app/enforcement/leaving/made-thing.ts'
import { run } from '../../cli/run.ts'
import { addressOf } from '../database/address-of.ts'
import { useDatabases } from '../database/test-database.ts'
import { acting, actingCompany } from './acting-company.ts'

const databases = useDatabases()

/** A company in which Gatehouse has made one of each, and of which somebody has removed a label by hand. */
async function madeCompany() {
  const company = await actingCompany({ repositories: { web: true, api: false } })
  const { github } = company
  const { world } = github
  const ada = [...world.users.values()].find(({ login }) => login === 'ada')!
  const token = github.addClassicToken(ada, ['repo', 'admin:org'])
  const ask = async (method: string, path: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${github.apiUrl}${path}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const answer: Record<string, unknown> = JSON.parse(await response.text())
    return answer
  }
  const ruleset = { name: 'no-env', target: 'branch', enforcement: 'active', rules: [{ type: 'deletion' }] }
  const { id: rulesetId } = await ask('POST', '/orgs/acme/rulesets', ruleset)
  await ask('PUT', '/orgs/acme/properties/schema/claude-access', { value_type: 'string' })
  const { number } = await ask('POST', '/repos/acme/web/issues', { title: 'Access' })
  await ask('POST', '/repos/acme/web/labels', { name: 'gatehouse', color: '000000' })
  const ours = [...world.installations.values()].find(({ appId }) => appId === company.app.id)!
  const permissions = {
    ...ours.permissions,
    issues: 'write',
    organization_administration: 'write',
    organization_custom_properties: 'admin',
  } as const
  ours.permissions = permissions
  const created = await databases.create()
  const program = await acting({ create: async () => created }, company)
  const { store } = created
  const [acme] = await listOrganizations(store, 'everything')
  await recordPerson(store, acme!.hostId, ada.id, 'ada')
  const web = await store.database
    .selectFrom('repositories')
    .select('id')
    .where('name', '=', 'web')
    .executeTakeFirstOrThrow()
  const made: readonly (readonly [MadeKind, string, boolean])[] = [
    ['ruleset', String(rulesetId), false],
    ['property', 'claude-access', false],
    ['issue', String(number), true],
    ['label', 'gatehouse', true],
    ['label', 'by-hand', true],
    ['status', 'gatehouse', true],
  ]
  await store.transact(async (unit) => {
    for (const [kind, reference, isInWeb] of made)
      await recordMade(
        unit,
        { organization: acme!.id, repository: isInWeb ? web.id : null, kind, reference },
        new Date(),
      )
  })
  const variables = { DATABASE_URL: addressOf(created.connection), MODE: 'enforce' }
  const uninstall = (...args: readonly string[]) => run(['uninstall', ...args], { variables })
  const open = () => readOpenEffects(store, 'everything', acme!.id)
  return { company, program, store, acme: acme!.id, ask, uninstall, open, ours, permissions }
}

test('leaving lists what was made, takes it away, claims nothing that it may not see, and ends with what is left', async () => {
  const { company, program, store, acme, ask, uninstall, open, ours, permissions } = await madeCompany()
  const listed = await uninstall('--plan')
  expect(listed).toMatchObject({ code: 4, stderr: '' })
  expect(listed.stdout).toContain('acme: 6 things that Gatehouse made')
  for (const shown of ['the organization claude-access', 'acme/web gatehouse', 'Uninstall the App: '])
    expect(listed.stdout).toContain(shown)
  expect(await uninstall('--remove')).toMatchObject({ code: 2, stderr: expect.stringContaining('--by') })
  expect(await uninstall('--remove', '--hand-over', '--by', 'ada')).toMatchObject({ code: 2 })

  // What may not be read or changed is not to be taken for gone.
  const others = Object.entries(permissions).filter(([name]) => !/^(?:issues|pull_requests)$/.test(name))
  ours.permissions = Object.fromEntries(others)
  await program.swept()
  expect((await uninstall('--remove', '--by', 'ada')).stdout).toContain('Ordered for acme: 5 changes.')
  await expect
    .poll(async () =>
      (await open()).map(
        ({ state, action, problem }) =>
          `${state} ${'reference' in action ? action.reference : ''} ${problem}`,
      ),
    )
    .toEqual([
      expect.stringMatching(/^manual 1 .*could not be read/),
      expect.stringMatching(/^manual gatehouse .*lacks the permission/),
    ])
  expect((await uninstall('--plan')).stdout).toContain('acme: 3 things that Gatehouse made')
  expect(await ask('GET', '/orgs/acme/properties/schema')).toEqual([])
  expect(await ask('GET', '/orgs/acme/rulesets')).toEqual([])

  ours.permissions = permissions
  await program.swept()
  await store.database
    .updateTable('effects')
    .set({ not_before: new Date(0) })
    .where('finished_at', 'is', null)
    .execute()
  await program.want([`changes:${acme}`])
  await expect.poll(async () => (await open()).length).toBe(0)
  expect(await ask('GET', '/repos/acme/web/issues/1')).toMatchObject({ state: 'closed' })
  expect(await ask('GET', '/repos/acme/web/labels/gatehouse')).toMatchObject({ status: '404' })
  const left = await uninstall('--plan')
  expect(left.stdout).toContain('acme: 1 thing that Gatehouse made')
  expect(left.stdout).toContain('GitHub keeps')
  // Nothing new is made, also where it was wanted.
  company.claude.repositoryIds.add(company.repository('api').id)
  await program.swept()
  await program.settled()
  expect(company.connected()).toEqual(['api', 'web'])

  await uninstall('--hand-over', '--by', 'ada')
  await expect.poll(async () => (await uninstall()).code).toBe(0)
  // Asked for again, it does nothing twice.
  expect((await uninstall('--remove', '--by', 'ada')).stdout).toContain('0 changes')
  await uninstall('--stay', '--by', 'ada')
  await program.swept()
  await program.settled()
  await expect.poll(company.connected).toEqual(['web'])
})
