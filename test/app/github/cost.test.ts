import { describe, expect, test } from 'vitest'
import type { GitHubOrganization } from '../../../app/enforcement/github.ts'
import { isProfileName, profiles, type ProfileName } from '../../github/profiles.ts'
import type { Call } from '../../github/server/call.ts'
import { hour } from '../../github/clock.ts'
import { editDetails } from '../../github/world/details.ts'
import { createMemory, listAll, opened, organizationReading, writesOf } from './opened.ts'

const names = Object.keys(profiles).filter(isProfileName)
const count = 40

/** An organization of many kinds of repositories: archived, empty, with workflows, protected, with rules. */
async function crowd(profile: ProfileName) {
  const made = await opened(undefined, { profile, limits: { secondary: false } })
  const { github, acme, ada } = made
  for (let index = 0; index < count; index += 1) {
    const repository = github.addRepository(acme, {
      name: `r${index}`,
      ...(index % 10 !== 9 && {
        files: { a: 'b', ...(index % 3 === 0 && { '.github/workflows/ci.yml': 'on: push' }) },
      }),
      archived: index % 10 === 1,
      topics: ['shop'],
      collaborators: [[ada, 'read']],
    })
    if (index % 4 === 0)
      editDetails(repository).protections.set('main', {
        required_pull_request_reviews: { required_approving_review_count: 2 },
      })
    if (index % 5 === 0) github.addSecret(repository, { name: 'KEY' })
  }
  return made
}

/** Everything that a sweep reads of an organization, texts too. */
async function sweep(organization: GitHubOrganization): Promise<void> {
  await organization.readOrganization(organizationReading)
  for (const snapshot of await listAll(organization)) {
    await organization.readRepository(snapshot)
    if (snapshot.workflows.known && snapshot.workflows.value.length > 0)
      await organization.readTexts(snapshot, snapshot.workflows.value)
  }
}

const limited = (calls: readonly Call[]): readonly Call[] =>
  calls.filter(({ operationId }) => operationId !== 'apps/create-installation-access-token')
const charged = (calls: readonly Call[]): readonly Call[] =>
  limited(calls).filter((call) => call.charged || call.operationId === 'graphql/query')

/** What GitHub answers otherwise than on the one before; `npm run proof` goes through the others too. */
const told: ReadonlySet<string> = new Set(['free', 'ghec', 'ghes-oldest'])

describe.each(names.filter((name) => process.env['PROOF'] !== undefined || told.has(name)))(
  'on %s',
  (profile) => {
    test('a first sweep takes at most ten requests a repository, one without changes next to none, and neither writes', async () => {
      const { github, organization } = await crowd(profile)
      await sweep(organization)
      const first = limited(github.calls).length
      expect(first / count).toBeLessThanOrEqual(10)
      expect(first / count).toBeGreaterThan(5)
      expect(github.calls.filter(({ status }) => status >= 400)).toEqual([])
      expect(github.calls.flatMap(({ unknownQuery }) => unknownQuery)).toEqual([])

      github.calls.length = 0
      const snapshots = await listAll(organization)
      for (const snapshot of snapshots) await organization.readRepository(snapshot)
      await organization.readOrganization(organizationReading)
      expect(charged(github.calls).length / count).toBeLessThanOrEqual(0.1)
      expect(writesOf(github)).toEqual([])
    })
  },
)

test('the dearest repository is asked for ten times over REST and once by a query, each for something else', async () => {
  const { github, organization } = await crowd('ghec')
  const snapshots = await listAll(organization)
  const asked = []
  for (const snapshot of snapshots) {
    github.calls.length = 0
    await organization.readRepository(snapshot)
    if (snapshot.workflows.known && snapshot.workflows.value.length > 0)
      await organization.readTexts(snapshot, snapshot.workflows.value)
    asked.push(limited(github.calls).map(({ operationId }) => operationId))
  }
  const dearest = asked.toSorted((a, b) => b.length - a.length)[0]
  expect(dearest).toEqual([
    'actions/list-repo-secrets',
    'dependabot/list-repo-secrets',
    'codespaces/list-repo-secrets',
    'agents/list-repo-secrets',
    'actions/list-repo-variables',
    'repos/list-deploy-keys',
    'repos/list-collaborators',
    'repos/get-branch-rules',
    'repos/list-branches',
    'repos/get-branch-protection',
    // It has a limit of its own, in points.
    'graphql/query',
  ])
})

test('an unchanged repository stays free after its token has ended, because the next tag can be computed', async () => {
  const { github, organization } = await crowd('ghec')
  const [snapshot] = await listAll(organization)
  const before = await organization.readRepository(snapshot!)
  github.clock.advance(2 * hour)
  github.calls.length = 0
  expect(await organization.readRepository(snapshot!)).toEqual(before)
  const answered = github.calls.filter(({ status }) => status !== 401)
  expect(answered.some(({ operationId }) => operationId === 'apps/create-installation-access-token')).toBe(
    true,
  )
  expect(limited(answered).map(({ status }) => status)).toEqual(limited(answered).map(() => 304))
})

test('what changed is seen, page by page', async () => {
  const { github, organization, acme } = await opened()
  const repository = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  for (let index = 0; index < 100; index += 1) github.addSecret(repository, { name: `KEY_${index}` })
  for (let index = 0; index < 100; index += 1) github.addDeployKey(repository, { title: `key ${index}` })
  const [snapshot] = await listAll(organization)
  const keysOf = async () => {
    const { reach } = await organization.readRepository(snapshot!)
    return reach.deployKeys.known ? reach.deployKeys.value.length : -1
  }
  expect(await keysOf()).toBe(100)
  // The first page stays as it is, word for word; only its links tell that there is another now.
  github.addDeployKey(repository, { title: 'one more' })
  expect(await keysOf()).toBe(101)
  github.calls.length = 0
  expect(await keysOf()).toBe(101)
  expect(limited(github.calls).filter((call) => call.charged)).toEqual([])
})

test('people are counted over many pages, and counted again when they change', async () => {
  const { github, organization, acme } = await opened(undefined, { limits: { secondary: false } })
  const people = Array.from({ length: 205 }, (_, index) => github.addUser({ login: `p${index}` }))
  const repository = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  const { collaborators } = editDetails(repository)
  for (const { id } of people.slice(0, 150)) collaborators.set(id, 'read')
  const [snapshot] = await listAll(organization)
  const readers = async () => (await organization.readRepository(snapshot!)).reach.readers
  const first = await readers()
  if (!first.known) throw new Error(first.why)
  for (const { id } of people.slice(150)) collaborators.set(id, 'read')
  expect(await readers()).toEqual({ known: true, value: first.value + 55 })
  for (const { id } of people.slice(20)) collaborators.delete(id)
  expect(await readers()).toEqual({ known: true, value: first.value - 130 })
})

test('values of variables are not remembered, and neither is anything that a file says', async () => {
  const memory = createMemory()
  const { github, organization, acme } = await opened(undefined, {}, { memory })
  const repository = github.addRepository(acme, {
    name: 'web',
    files: { '.github/workflows/ci.yml': 'on: canary-in-a-file' },
  })
  github.addVariable(repository, { name: 'REGION', value: 'canary-in-a-variable' })
  github.addVariable(acme, { name: 'REGION', value: 'canary-in-a-variable' })
  github.addSecretAlert(repository, { secretType: 'x', secretTypeName: 'X', secret: 'canary-in-an-alert' })
  const [snapshot] = await listAll(organization)
  for (let round = 0; round < 2; round += 1) {
    const { reach } = await organization.readRepository(snapshot!)
    expect(reach.secrets).toEqual({ known: true, value: [{ store: 'variables', name: 'REGION' }] })
    await organization.readOrganization(organizationReading)
    await organization.readSecretAlerts(snapshot!)
    expect(
      await organization.readTexts(snapshot!, snapshot!.workflows.known ? snapshot!.workflows.value : []),
    ).toMatchObject({ known: true })
  }
  const kept = JSON.stringify([...memory.kept.values()].flatMap((answers) => [...answers.values()]))
  expect(kept).toContain('REGION')
  expect(kept).not.toContain('canary')
})

test('what one installation was told is not told to another', async () => {
  const memory = createMemory()
  const { github, organization, host, acme, app, installation } = await opened(undefined, {}, { memory })
  const web = github.addRepository(acme, { name: 'web', files: { a: 'b' } })
  github.addDeployKey(web, { title: 'CI' })
  const [snapshot] = await listAll(organization)
  await organization.readRepository(snapshot!)
  // Installed anew, with less.
  github.world.installations.delete(installation.id)
  const anew = github.addInstallation({ app, on: acme, permissions: { metadata: 'read' } })
  const again = await host.openOrganization({ id: '1', login: 'acme', installationId: anew.id })
  expect((await again.readRepository(snapshot!)).reach.deployKeys).toMatchObject({ known: false })
  expect([...memory.kept.keys()].filter((key) => key.includes(String(anew.id)))).toHaveLength(1)
})
