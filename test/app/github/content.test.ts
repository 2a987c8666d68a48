import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { known } from '../../../policies/facts.ts'
import { isProfileName, profiles } from '../../github/profiles.ts'
import { withToken, refusal } from '../../github/simulated.ts'
import { editDetails } from '../../github/world/details.ts'
import { listAll, opened, reading, writesOf } from './opened.ts'

const run = promisify(execFile)

describe('texts', () => {
  test('come by their blobs, large ones one by one, and neither binary nor huge ones', async () => {
    const { github, acme, organization } = await opened()
    const large = `# ${'x'.repeat(700_000)}`
    github.addRepository(acme, {
      name: 'shop',
      files: {
        '.github/workflows/small.yml': 'on: push\n',
        '.github/workflows/same.yml': 'on: push\n',
        '.github/workflows/large.yml': large,
        '.github/workflows/huge.yml': 'y'.repeat(1_100_000),
        '.github/workflows/binary.yml': new Uint8Array([0, 1, 2, 255]),
      },
    })
    const [shop] = await listAll(organization)
    const files = shop!.workflows.known ? shop!.workflows.value : []
    expect(files).toHaveLength(5)
    const texts = await organization.readTexts(shop!, files)
    const text = (name: string) =>
      texts.known && texts.value.get(files.find((one) => one.path.endsWith(`/${name}`))!.oid)
    expect(text('small.yml')).toBe('on: push\n')
    expect(text('same.yml')).toBe('on: push\n')
    expect(text('large.yml')).toBe(large)
    expect(text('huge.yml')).toBeUndefined()
    expect(text('binary.yml')).toBeUndefined()
    expect(github.calls.filter(({ operationId }) => operationId === 'git/get-blob')).toHaveLength(1)
  })

  test('more than one query holds come all the same', async () => {
    const { github, acme, organization } = await opened()
    const files = Object.fromEntries(
      Array.from({ length: 120 }, (_, index) => [`.github/workflows/w${index}.yml`, `on: push # ${index}`]),
    )
    github.addRepository(acme, { name: 'shop', files })
    const [shop] = await listAll(organization)
    const texts = await organization.readTexts(shop!, shop!.workflows.known ? shop!.workflows.value : [])
    expect(texts.known && texts.value.size).toBe(120)
  })
})

test('a file is read with its commit; a missing one is none, and one in a repository that is not ours unknown', async () => {
  const { github, acme, organization } = await opened()
  const policy = github.addRepository(acme, {
    name: 'policy',
    files: { 'gatehouse.yml': 'version: 1', 'a/b': 'c' },
  })
  github.addRepository(acme, { name: 'empty' })
  const commit = await (await github.git.of(policy)).commitId('main')
  expect(await organization.readFile('policy', 'gatehouse.yml')).toEqual(
    known({ text: 'version: 1', oid: expect.stringMatching(/^[0-9a-f]{40}$/), commit }),
  )
  expect(await organization.readFile('policy', 'missing.yml')).toEqual(known(null))
  expect(await organization.readFile('policy', 'a')).toEqual(known(null))
  expect(await organization.readFile('empty', 'gatehouse.yml')).toEqual(known(null))
  expect(await organization.readFile('nowhere', 'gatehouse.yml')).toMatchObject({
    known: false,
    why: expect.stringContaining('NOT_FOUND'),
  })
})

test.each(Object.keys(profiles).filter(isProfileName))(
  'a clone on %s is of one repository and good for its contents alone',
  async (profile) => {
    const { github, acme, organization } = await opened(reading, { profile })
    const shop = github.addRepository(acme, { name: 'shop', files: { 'README.md': 'the shop' } })
    github.addRepository(acme, { name: 'vault', files: { 'README.md': 'the vault' } })
    const snapshot = (await listAll(organization)).find(({ name }) => name === 'shop')!
    github.renameRepository(shop, 'store')
    const { url, token } = await organization.openClone(snapshot)
    expect(url).toBe(`${github.webUrl}/acme/store.git`)
    const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-clone-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const authorization = `Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
    await run('git', ['-c', `http.extraHeader=${authorization}`, 'clone', '-q', url, folder])
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('the shop')
    const narrow = withToken(github, token)
    expect(
      await refusal(narrow.request('GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'vault' })),
    ).toMatchObject({ status: 404 })
    expect(
      await refusal(narrow.request('GET /repos/{owner}/{repo}/keys', { owner: 'acme', repo: 'store' })),
    ).toMatchObject({ status: 403 })
    expect(writesOf(github)).toEqual([])
  },
)

describe("GitHub's own secret scanning", () => {
  test('is read with places and without secrets', async () => {
    const { github, acme, organization } = await opened()
    const shop = github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const blobSha = 'a'.repeat(40)
    github.addSecretAlert(shop, {
      secretType: 'stripe_api_key',
      secretTypeName: 'Stripe API Key',
      secret: 'canary',
      validity: 'active',
      locations: [
        {
          path: '.env',
          startLine: 3,
          endLine: 3,
          startColumn: 1,
          endColumn: 9,
          blobSha,
          commitSha: 'b'.repeat(40),
        },
      ],
    })
    const [snapshot] = await listAll(organization)
    const alerts = await organization.readSecretAlerts(snapshot!)
    expect(alerts).toEqual(
      known([
        {
          number: 1,
          type: 'stripe_api_key',
          state: 'open',
          resolution: null,
          validity: 'active',
          places: [{ path: '.env', line: 3, blob: blobSha }],
        },
      ]),
    )
    github.calls.length = 0
    expect(await organization.readSecretAlerts(snapshot!)).toEqual(alerts)
    expect(github.calls.filter(({ charged }) => charged)).toEqual([])
  })

  test('is unknown without the permission', async () => {
    const { github, acme, organization } = await opened({ metadata: 'read', contents: 'read' })
    github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const [snapshot] = await listAll(organization)
    expect(await organization.readSecretAlerts(snapshot!)).toMatchObject({
      known: false,
      why: expect.stringContaining('secret_scanning_alerts: read'),
    })
  })
})

test('of rules and the older protection, the stricter counts', async () => {
  const { github, acme, organization } = await opened()
  const made = ['none', 'older', 'rules', 'both', 'empty'].map((name) =>
    github.addRepository(acme, { name, ...(name !== 'empty' && { files: { a: 'b' } }) }),
  )
  const protect = (index: number, count: number) =>
    editDetails(made[index]!).protections.set('main', {
      required_pull_request_reviews: { required_approving_review_count: count },
    })
  const rule = (index: number, count: number) =>
    editDetails(made[index]!).rulesets.push({
      id: github.world.nextId(),
      name: 'reviews',
      target: 'branch',
      enforcement: 'active',
      bypassActors: [],
      conditions: null,
      rules: [
        {
          type: 'pull_request',
          parameters: {
            required_approving_review_count: count,
            dismiss_stale_reviews_on_push: false,
            require_code_owner_review: false,
            require_last_push_approval: false,
            required_review_thread_resolution: false,
          },
        },
      ],
      createdAt: 0,
      updatedAt: 0,
    })
  protect(1, 1)
  rule(2, 2)
  protect(3, 1)
  rule(3, 3)
  const found: Record<string, unknown> = {}
  for (const snapshot of await listAll(organization))
    found[snapshot.name] = (await organization.readRepository(snapshot)).branchProtection
  expect(found).toEqual({
    none: known({ protected: false, reviews: 0 }),
    older: known({ protected: true, reviews: 1 }),
    rules: known({ protected: true, reviews: 2 }),
    both: known({ protected: true, reviews: 3 }),
    empty: known({ protected: false, reviews: 0 }),
  })
})

test('who sees a repository, and which teams administer it', async () => {
  const { github, acme, organization } = await opened()
  const shop = github.addRepository(acme, { name: 'shop', visibility: 'internal', files: { a: 'b' } })
  const till = github.addTeam(acme, { name: 'Till' })
  const desk = github.addTeam(acme, { name: 'Desk' })
  till.repositories.set(shop.id, 'admin')
  desk.repositories.set(shop.id, 'write')
  const [snapshot] = await listAll(organization)
  expect(await organization.readAdminTeams(snapshot!)).toEqual(known(['acme/till']))
  expect(await organization.readVisibility('shop')).toEqual(known('internal'))
  expect(await organization.readVisibility('nowhere')).toEqual(known(null))
})
