import { describe, expect, test } from 'vitest'
import { known } from '../../../policies/facts.ts'
import { listAll, opened, reading } from './opened.ts'

test('a repository is told of as it is, empty, archived, forked or generated', async () => {
  const { github, acme, organization } = await opened()
  const shop = github.addRepository(acme, {
    name: 'shop',
    visibility: 'internal',
    topics: ['till', 'retail'],
    isTemplate: true,
    files: {
      '.github/workflows/ci.yml': 'on: push',
      '.github/workflows/agent.md': 'engine: claude',
      '.github/workflows/notes.txt': 'no workflow',
      CODEOWNERS: '* @acme/till',
      'docs/CODEOWNERS': '* @acme/other',
    },
  })
  github.addRepository(acme, { name: 'empty' })
  github.addRepository(acme, { name: 'fork', forkOf: shop, archived: true })
  github.addRepository(acme, { name: 'made', templateOf: shop, files: { a: 'b' } })
  const all = Object.fromEntries((await listAll(organization)).map((one) => [one.name, one]))
  const head = await (await github.git.of(shop)).commitId('main')
  expect(all['shop']).toMatchObject({
    githubId: shop.id,
    visibility: 'internal',
    isArchived: false,
    isFork: false,
    defaultBranch: 'main',
    headCommit: head,
    topics: known(['till', 'retail']),
    codeowners: { known: true, value: { path: 'CODEOWNERS' } },
    origin: null,
  })
  expect(all['shop']!.workflows).toMatchObject({
    value: [{ path: '.github/workflows/agent.md' }, { path: '.github/workflows/ci.yml' }],
  })
  expect(all['empty']).toMatchObject({
    defaultBranch: null,
    headCommit: null,
    workflows: known([]),
    codeowners: known(null),
  })
  expect(all['fork']).toMatchObject({
    isFork: true,
    isArchived: true,
    origin: { kind: 'fork', githubId: shop.id },
  })
  expect(all['made']).toMatchObject({ isFork: false, origin: { kind: 'template', githubId: shop.id } })
})

test('without the permission for contents, what is in them is unknown and the rest is not', async () => {
  const { github, acme, organization } = await opened({ metadata: 'read' })
  github.addRepository(acme, {
    name: 'shop',
    files: { '.github/workflows/ci.yml': 'on: push' },
    topics: ['till'],
  })
  const [shop] = await listAll(organization)
  expect(shop).toMatchObject({ name: 'shop', topics: known(['till']) })
  expect(shop!.workflows).toMatchObject({ known: false, why: expect.stringContaining('contents: read') })
  expect(shop!.codeowners).toMatchObject({ known: false })
})

test('an installation on some repositories tells of these, even where everybody can see others', async () => {
  const { github, acme, app, installation, host } = await opened()
  github.world.installations.delete(installation.id)
  const ours = github.addRepository(acme, { name: 'ours', files: { a: 'b' } })
  const open = github.addRepository(acme, { name: 'open', visibility: 'public', files: { a: 'b' } })
  const chosen = github.addInstallation({ app, on: acme, repositories: [ours] })
  const organization = await host.openOrganization({ id: '1', login: 'acme', installationId: chosen.id })
  expect((await listAll(organization)).map(({ name }) => name)).toEqual(['ours'])
  expect(await organization.readSnapshot(ours.id)).toMatchObject({ name: 'ours' })
  expect(await organization.readSnapshot(open.id)).toBeUndefined()
})

describe('a batch', () => {
  test('that fails is halved, so that one repository stops no other and does not vanish', async () => {
    const { github, acme, organization } = await opened(reading, { limits: { secondary: false } })
    const all = Array.from({ length: 5 }, (_, index) =>
      github.addRepository(acme, { name: `r${index}`, files: { '.github/workflows/ci.yml': 'on: push' } }),
    )
    // Every query fails until only single ones are asked, and one of these fails too.
    let asked = 0
    github.faults.add({
      when: ({ operationId }) => {
        if (operationId !== 'graphql') return false
        asked += 1
        // The batch of five, its half of three, of that two, and the first alone.
        return asked <= 4
      },
      fault: { kind: 'status', status: 502 },
    })
    const snapshots = await listAll(organization)
    expect(snapshots.map(({ githubId }) => githubId)).toEqual(all.map(({ id }) => id))
    expect(snapshots.map(({ workflows }) => workflows.known)).toEqual([false, true, true, true, true])
    expect(snapshots[0]).toMatchObject({ name: 'r0', visibility: 'private' })
  })
})

test('an outage is thrown, and makes no repository unknown', async () => {
  const { github, acme, organization } = await opened()
  for (let index = 0; index < 30; index += 1) github.addRepository(acme, { name: `r${index}` })
  github.faults.add({
    when: ({ operationId }) => operationId === 'graphql',
    fault: { kind: 'status', status: 502 },
  })
  await expect(listAll(organization)).rejects.toMatchObject({ status: 502 })
  expect(github.calls.filter(({ status }) => status === 502).length).toBeLessThan(10)
})

test('one that is deleted between the list and the query is left out, and the others are told of', async () => {
  const { github, acme, organization } = await opened()
  const [, gone] = ['a', 'b', 'c'].map((name) => github.addRepository(acme, { name, files: { a: 'b' } }))
  github.faults.add({
    when: ({ operationId }) => operationId === 'graphql',
    fault: { kind: 'meanwhile', happens: () => github.deleteRepository(gone!) },
    times: 1,
  })
  expect((await listAll(organization)).map(({ name }) => name)).toEqual(['a', 'c'])
})

describe('one repository', () => {
  test('is found by its id under its new name, and not where it was deleted or given away', async () => {
    const { github, acme, organization, ada } = await opened()
    const other = github.addOrganization({ login: 'other', owners: [ada] })
    const shop = github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
    const open = github.addRepository(acme, { name: 'open', visibility: 'public', files: { a: 'b' } })
    const gone = github.addRepository(acme, { name: 'gone', files: { a: 'b' } })
    github.renameRepository(shop, 'store')
    github.addRepository(acme, { name: 'shop', files: { c: 'd' } })
    github.transferRepository(open, other)
    github.deleteRepository(gone)
    expect(await organization.readSnapshot(shop.id)).toMatchObject({ githubId: shop.id, name: 'store' })
    expect(await organization.readSnapshot(open.id)).toBeUndefined()
    expect(await organization.readSnapshot(gone.id)).toBeUndefined()
  })

  test('is read by its id, so that another that took its name in between harms nothing', async () => {
    const { github, acme, organization } = await opened()
    const shop = github.addRepository(acme, {
      name: 'shop',
      files: { '.github/workflows/a.yml': 'on: push' },
    })
    github.addDeployKey(shop, { title: 'of the shop' })
    github.addSecret(shop, { name: 'OF_THE_SHOP' })
    const [snapshot] = await listAll(organization)
    github.renameRepository(shop, 'store')
    github.addRepository(acme, { name: 'shop', files: { '.github/workflows/a.yml': 'on: issues' } })
    const { reach } = await organization.readRepository(snapshot!)
    expect(reach).toMatchObject({ id: shop.id, deployKeys: { value: [{ title: 'of the shop' }] } })
    expect(reach.secrets).toEqual(known([{ store: 'actions', name: 'OF_THE_SHOP' }]))
    const texts = await organization.readTexts(
      snapshot!,
      snapshot!.workflows.known ? snapshot!.workflows.value : [],
    )
    expect(texts.known && [...texts.value.values()]).toEqual(['on: push'])
  })
})

test('what goes while the list is read moves others to pages that were read already: they are found all the same', async () => {
  const { github, acme, organization } = await opened()
  const all = Array.from({ length: 150 }, (_, index) => github.addRepository(acme, { name: `r${index}` }))
  const seen = new Set<number>()
  for await (const batch of organization.listRepositories()) {
    if (seen.size === 0) github.deleteRepository(all[0]!)
    for (const { githubId } of batch) {
      expect(seen.has(githubId)).toBe(false)
      seen.add(githubId)
    }
  }
  expect(all.slice(1).every(({ id }) => seen.has(id))).toBe(true)
})
