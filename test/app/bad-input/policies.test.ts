import { expect, test } from 'vitest'
import { readOrganizationFindings } from '../../../app/database/organization-findings.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import { readPolicies } from '../../../app/database/policies.ts'
import { wantedEvents } from '../../../app/github/events.ts'
import { simulated } from '../../github/simulated.ts'
import type { Repository } from '../../github/world/entities.ts'
import { useDatabases } from '../database/test-database.ts'
import { manifestPermissions } from '../end-to-end/reached-company.ts'
import { running } from '../end-to-end/running.ts'

const databases = useDatabases()

const good = `version: 1
groups:
  - name: shops
    match: ['*/shop']
    access: deny
`

/** Two organizations with a policy each, governed. */
async function governed() {
  const github = await simulated({ profile: 'ghec' })
  const ada = github.addUser({ login: 'ada' })
  const policyOf = new Map<string, Repository>()
  const app = github.addApp({
    slug: 'gatehouse',
    owner: ada,
    permissions: manifestPermissions('ghec'),
    events: wantedEvents.map(({ name }) => name),
  })
  for (const login of ['acme', 'labs']) {
    const owner = github.addOrganization({ login, owners: [ada] })
    github.addInstallation({ app, on: owner })
    github.addRepository(owner, { name: 'shop', files: { 'README.md': '# shop\n' } })
    policyOf.set(
      login,
      github.addRepository(owner, {
        name: 'gatehouse',
        visibility: 'private',
        files: { 'gatehouse.yml': good },
      }),
    )
  }
  const { store, connection } = await databases.create()
  const program = await running({ store, connection }, { github, app })
  await program.swept()
  const idOf = async (login: string): Promise<string> =>
    (await listOrganizations(store, 'everything')).find((one) => one.login === login)!.id
  return {
    ...program,
    push: async (login: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> => {
      await github.pushCommit(policyOf.get(login)!, { files })
      await program.settled()
    },
    policies: async (login: string) => readPolicies(store, await idOf(login)),
    findings: async (login: string) =>
      (await readOrganizationFindings(store, 'everything', await idOf(login))).map(({ found }) => found),
  }
}

const anchors = [
  'a: &a [x]',
  ...'bcdefgh'.split('').map((name, index) => {
    const above = 'abcdefgh'[index]!
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${above}`).join(',')}]`
  }),
].join('\n')

test('a policy that cannot be taken leaves the last valid one in force, and says where it is wrong', async () => {
  const program = await governed()
  const outcomeOf = async (name: string) => (await program.repository(name)).decision?.outcome
  expect(await outcomeOf('acme/shop')).toBe('denied')
  const bad: readonly (readonly [what: string, file: string | Buffer, where: RegExp])[] = [
    ['anchors that multiply', `version: 1\n${anchors}\n`, /gatehouse\.yml:2:4: /],
    ['huge globs', `version: 1\nscanning: {ignore: ['${'{a,b}'.repeat(40)}']}\n`, /gatehouse\.yml:2:\d+: /],
    ['deep nesting', `version: 1\ngroups: ${'['.repeat(100_000)}\n`, /gatehouse\.yml:2:\d+: /],
    [
      'ten megabytes',
      `version: 1\n${'# x\n'.repeat(2_621_440)}`,
      /gatehouse\.yml of gatehouse is larger than 1 MiB/,
    ],
    [
      'a megabyte less',
      `version: 1\n${'# x\n'.repeat(200_000)}`,
      /gatehouse\.yml:1:1: .*larger than \d+ characters/,
    ],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(`${good}# `), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('\n')]),
      /gatehouse\.yml of gatehouse is no text in UTF-8/,
    ],
    ['zero bytes', Buffer.from('version: 1\n\0\0\0'), /gatehouse\.yml of gatehouse is no text in UTF-8/],
    ['nothing', '', /gatehouse\.yml:1:1: /],
    ['escapes of a terminal', 'version: 1\n"\\e[31mred\\e[0m": 1\n', /gatehouse\.yml:2:1: /],
  ]
  for (const [what, file, where] of bad) {
    await program.push('acme', { 'gatehouse.yml': file })
    const { last, valid } = await program.policies('acme')
    expect(last?.state, what).toMatch(/^(?:invalid|unreadable)$/)
    expect(last?.problems.join('\n'), what).toMatch(where)
    expect(valid?.source?.file.text, what).toBe(good)
    expect((await program.findings('acme')).join('\n'), what).toMatch(where)
    // oxlint-disable-next-line no-control-regex -- what a finding must not hold
    expect((await program.findings('acme')).join('\n'), what).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
    expect(await outcomeOf('acme/shop'), what).toBe('denied')
  }
  // The other organization goes on, and this one as soon as its policy is put right.
  await program.push('labs', { 'gatehouse.yml': good.replace('deny', 'allow') })
  expect(await outcomeOf('labs/shop')).toBe('allowed')
  await program.push('acme', { 'gatehouse.yml': good.replace('deny', 'allow') })
  expect(await outcomeOf('acme/shop')).toBe('allowed')
})
