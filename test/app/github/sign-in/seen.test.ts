import { expect, test } from 'vitest'
import { open, signingIn, tokensOf } from './signing-in.ts'

/** What a person sees of an installation. */
async function idsOf(
  signIn: Awaited<ReturnType<typeof signingIn>>['signIn'],
  token: string,
  installation: number,
) {
  const pages: number[] = []
  const ids: number[] = []
  const end = await signIn.repositoriesOf(token, installation, (page) => {
    pages.push(page.length)
    ids.push(...page)
  })
  return { end, pages, ids }
}

test('a person is in organizations as what they are, and in others not at all', async () => {
  const { github, acme, ada, bob, app, installation, signIn } = await signingIn()
  const cy = github.addUser({ login: 'cy' })
  github.addRepository(acme, { name: 'web', collaborators: [[cy, 'read']] })
  github.addRepository(acme, { name: 'open', visibility: 'public' })
  const other = github.addOrganization({ login: 'other', owners: [ada] })
  github.addRepository(other, { name: 'hidden' })
  github.addInstallation({ app, on: other })
  const rolesOf = async (user: typeof ada) => {
    const { accessToken } = await tokensOf(github, signIn, user)
    const seen = await signIn.organizationsOf(accessToken)
    return seen.kind === 'known' ? seen.organizations.map(({ login, role }) => [login, role]) : seen.kind
  }
  expect(await rolesOf(ada)).toEqual([
    ['acme', 'admin'],
    ['other', 'admin'],
  ])
  expect(await rolesOf(bob)).toEqual([['acme', 'member']])
  // An outside collaborator sees a repository and is no member.
  expect(await rolesOf(cy)).toEqual([['acme', 'none']])
  // That the world can read something makes nobody a part of it.
  expect(await rolesOf(github.addUser({ login: 'dee' }))).toEqual([])
  installation.permissions = { metadata: 'read' }
  expect(await rolesOf(bob)).toEqual([['acme', 'unknown']])
})

test('a person sees the repositories that both they and the App can see, by number', async () => {
  const { github, acme, bob, installation, signIn } = await signingIn()
  acme.defaultRepositoryPermission = 'none'
  const [web, api] = ['web', 'api', 'vault'].map((name) => github.addRepository(acme, { name }))
  const team = github.addTeam(acme, {
    name: 'Web',
    members: [bob],
    repositories: [
      [web!, 'read'],
      [api!, 'read'],
    ],
  })
  const { accessToken } = await tokensOf(github, signIn, bob)
  const ids = () => idsOf(signIn, accessToken, installation.id)
  expect(await ids()).toEqual({ end: 'whole', pages: [2], ids: [web!.id, api!.id] })
  installation.selection = 'selected'
  installation.repositoryIds.add(api!.id)
  expect(await ids()).toMatchObject({ end: 'whole', ids: [api!.id] })
  team.repositories.delete(api!.id)
  expect(await ids()).toEqual({ end: 'hidden', pages: [], ids: [] })
  expect((await idsOf(signIn, accessToken, 999)).end).toBe('hidden')
})

test('many repositories come a page at a time, and a part is never called whole', async () => {
  const { github, acme, ada, app, installation } = await signingIn()
  for (let index = 0; index < 250; index += 1) github.addRepository(acme, { name: `r${index}` })
  let left = Infinity
  const signIn = open(github, app, {
    fetch: async (input, init) => {
      left -= 1
      return left < 0 ? new Response('', { status: 502 }) : fetch(input, init)
    },
  })
  const { accessToken } = await tokensOf(github, signIn, ada)
  const all = await idsOf(signIn, accessToken, installation.id)
  expect(all).toMatchObject({ end: 'whole', pages: [100, 100, 50] })
  expect(new Set(all.ids).size).toBe(250)
  left = 2
  expect(await idsOf(signIn, accessToken, installation.id)).toMatchObject({
    end: 'unknown',
    pages: [100, 100],
  })
})

test.each([
  ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
  ['a broken answer', async () => new Response('{')],
  ['an error of its own', async () => new Response('', { status: 500 })],
  ['a limit', async () => new Response('', { status: 403, headers: { 'x-ratelimit-remaining': '0' } })],
] as const)('%s is unknown, and never that there is nothing', async (_, answer) => {
  const { github, app, installation } = await signingIn()
  const signIn = open(github, app, { fetch: answer })
  expect(await signIn.whoIs('any')).toEqual({ kind: 'unknown' })
  expect(await signIn.organizationsOf('any')).toEqual({ kind: 'unknown' })
  expect((await idsOf(signIn, 'any', installation.id)).end).toBe('unknown')
  expect(await signIn.refresh('any')).toEqual({ kind: 'unavailable' })
  expect(await signIn.revoke('any')).toBe('unavailable')
})

test('what is behind single sign-on is named, and makes no list whole', async () => {
  const { github, ada, app, installation } = await signingIn()
  const signIn = open(github, app, {
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      const headers = new Headers(response.headers)
      headers.set('x-github-sso', 'partial-results; organizations=21955855,20582480')
      return new Response(await response.text(), { status: response.status, headers })
    },
  })
  const { accessToken } = await tokensOf(github, signIn, ada)
  expect(await signIn.organizationsOf(accessToken)).toMatchObject({
    behindSingleSignOn: [21_955_855, 20_582_480],
  })
  expect((await idsOf(signIn, accessToken, installation.id)).end).toBe('unknown')
})

test('who takes back what they gave is nobody any more, and the App is told', async () => {
  const { github, bob, app, signIn } = await signingIn()
  app.webhook.url = 'http://127.0.0.1:9/'
  app.webhook.active = true
  const tokens = await tokensOf(github, signIn, bob)
  github.revokeAuthorization(app, bob)
  expect(await signIn.whoIs(tokens.accessToken)).toEqual({ kind: 'refused' })
  expect(await signIn.refresh(tokens.refreshToken ?? '')).toMatchObject({ kind: 'refused' })
  await github.webhooks.settled()
  const [told] = github.webhooks.deliveries(app.id)
  expect(told).toMatchObject({ event: 'github_app_authorization', action: 'revoked' })
  expect(JSON.parse(told!.text)).toMatchObject({ sender: { id: bob.id } })
})
