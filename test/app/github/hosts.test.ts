import { expect, test } from 'vitest'
import { hour } from '../../github/clock.ts'
import { company } from '../../github/simulated.ts'
import { createMemory, listAll, opened, openFor, reading } from './opened.ts'

test('two hosts on which our installation has the same number never see the token of each other', async () => {
  const one = await company(reading)
  const two = await company(reading)
  expect(one.installation.id).toBe(two.installation.id)
  one.github.addRepository(one.acme, { name: 'of-one', files: { a: 'b' } })
  two.github.addRepository(two.acme, { name: 'of-two', files: { a: 'b' } })
  const memory = createMemory()
  const place = { login: 'acme', installationId: one.installation.id }
  const hosts = await Promise.all([one, two].map(({ github, app }) => openFor(github, app, { memory })))
  const [first, second] = await Promise.all(
    hosts.map((host, index) => host.openOrganization({ ...place, id: String(index) })),
  )
  // At once, so that their requests for tokens are under way together.
  const [ofOne, ofTwo] = await Promise.all([listAll(first!), listAll(second!)])
  expect(ofOne.map(({ name }) => name)).toEqual(['of-one'])
  expect(ofTwo.map(({ name }) => name)).toEqual(['of-two'])
  for (const { github } of [one, two]) {
    expect(github.calls.filter(({ status }) => status === 401)).toEqual([])
    expect(
      github.calls.filter(({ operationId }) => operationId === 'apps/create-installation-access-token'),
    ).toHaveLength(1)
  }
})

test('our installations are told with what they may, suspended ones too, people and enterprises left out', async () => {
  const { github, host, app, installation, ada } = await opened({ metadata: 'read' })
  const other = github.addOrganization({ login: 'other', owners: [ada] })
  const suspended = github.addInstallation({ app, on: other, repositories: [] })
  suspended.suspendedAt = github.clock.now()
  github.addInstallation({ app, on: ada })
  expect(await host.listInstallations()).toEqual([
    {
      installationId: installation.id,
      githubId: installation.target.id,
      login: 'acme',
      isSuspended: false,
      selection: 'all',
      permissions: { metadata: 'read' },
    },
    expect.objectContaining({
      installationId: suspended.id,
      login: 'other',
      isSuspended: true,
      selection: 'selected',
    }),
  ])
})

test('a token that ended or was taken away is replaced, and many requests at once ask for one', async () => {
  const { github, acme, organization } = await opened()
  github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
  await Promise.all([listAll(organization), listAll(organization), listAll(organization)])
  const minted = () =>
    github.calls.filter(
      ({ operationId, status }) => operationId === 'apps/create-installation-access-token' && status === 201,
    ).length
  expect(minted()).toBe(1)
  github.clock.advance(2 * hour)
  expect(await listAll(organization)).toHaveLength(1)
  expect(minted()).toBe(2)
  github.world.credentials.clear()
  expect(await listAll(organization)).toHaveLength(1)
  expect(minted()).toBe(3)
})

test('a permission that was given is used once our installations are listed again', async () => {
  const { github, acme, organization, host, installation } = await opened({
    metadata: 'read',
    contents: 'read',
  })
  github.addRepository(acme, { name: 'shop', files: { a: 'b' } })
  const [snapshot] = await listAll(organization)
  const keys = async () => (await organization.readRepository(snapshot!)).reach.deployKeys.known
  expect(await keys()).toBe(false)
  installation.permissions = { ...installation.permissions, administration: 'read' }
  await host.listInstallations()
  expect(await keys()).toBe(true)
})

test('every request is told to the listener, without names in it', async () => {
  const heard: string[] = []
  const onRequest = ({
    operation,
    status,
    isCharged,
    milliseconds,
  }: {
    operation: string
    status: number
    isCharged: boolean
    milliseconds: number
  }) => {
    expect(milliseconds).toBeGreaterThan(0)
    heard.push(`${operation} ${status} ${isCharged}`)
  }
  const { github, acme, organization } = await opened(reading, {}, { onRequest })
  github.addRepository(acme, { name: 'keys-of-the-shop', files: { a: 'b' } })
  const [snapshot] = await listAll(organization)
  await organization.readRepository(snapshot!)
  await organization.readRepository(snapshot!)
  expect(heard).toContain('POST /app/installations/{}/access_tokens 201 true')
  expect(heard).toContain('POST /graphql 200 true')
  expect(heard).toContain('GET /repositories/{}/keys 200 true')
  expect(heard).toContain('GET /repositories/{}/keys 304 false')
  expect(heard.join()).not.toContain('shop')
})
