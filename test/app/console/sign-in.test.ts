import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()
const door = async (options?: { publicUrl: string }) => openDoor((await databases.create()).store, options)

interface Me {
  readonly login: string
  readonly csrfToken: string
  readonly roles: readonly { readonly role: string; readonly seesAll: boolean }[]
}
const me = async (at: Browser): Promise<Me | undefined> => {
  const answer = await at.get('/api/v1/me')
  return answer.status === 200 ? JSON.parse(answer.text) : undefined
}

test('people come in by GitHub, as what they are there', async () => {
  const { ada, bob, browser, signIn } = await door()
  const page = await browser().get('/sign-in?to=/repositories')
  expect(page.text).toContain('name="to" value="/repositories"')
  expect(page.cookies).toEqual([])
  expect(await me(await signIn(ada))).toMatchObject({
    login: 'ada',
    roles: [{ role: 'owner', seesAll: true }],
  })
  expect(await me(await signIn(bob))).toMatchObject({
    login: 'bob',
    roles: [{ role: 'member', seesAll: false }],
  })
})

test('they go on to where they wanted to go, if that is here', async () => {
  const { ada, browser, begin, toGitHubAndBack } = await door()
  for (const [then, lands] of [
    ['/repositories?outcome=denied#top', '/repositories?outcome=denied#top'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['/api/v1/me', '/'],
    ['/%0d%0aset-cookie: a=b', '/'],
    ['javascript:alert(1)', '/'],
  ] as const) {
    const at = browser()
    const back = await toGitHubAndBack(await begin(at, then), ada)
    expect([then, (await at.get(back)).location]).toEqual([then, lands])
  }
})

test('who is nobody there is told so, and nothing is kept of them', async () => {
  const { eve, browser, begin, toGitHubAndBack, store } = await door()
  const at = browser()
  const answer = await at.get(await toGitHubAndBack(await begin(at), eve))
  expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('nothing for you here')])
  expect(at.cookies.size).toBe(0)
  expect(await store.database.selectFrom('sessions').selectAll().execute()).toEqual([])
})

test('a sign-in is its own browser’s, works once, and not for long', async () => {
  const { ada, browser, begin, toGitHubAndBack, clock } = await door()
  const [own, other] = [browser(), browser()]
  await begin(other)
  const back = await toGitHubAndBack(await begin(own), ada)
  expect((await other.get(back)).status).toBe(400)
  expect((await own.get(back)).status).toBe(303)
  const replay = await own.get(back)
  expect([replay.status, replay.text]).toEqual([400, expect.stringContaining('is over')])
  const late = browser()
  const old = await toGitHubAndBack(await begin(late), ada)
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  expect((await late.get(old)).status).toBe(400)
  expect((await browser().get('/sign-in/callback?state=x&code=y')).status).toBe(400)
})

test('an answer that says it is from another GitHub is not taken up, and its code goes nowhere', async () => {
  const { ada, browser, begin, toGitHubAndBack, github } = await door()
  const answered = async (issuer: string) => {
    const at = browser()
    const back = await toGitHubAndBack(await begin(at), ada)
    const asked = github.calls.length
    const { status, text } = await at.get(`${back}&iss=${encodeURIComponent(issuer)}`)
    return { status, text, calls: github.calls.length - asked }
  }
  const own = new URL(github.apiUrl).origin
  expect((await answered(`${own}/login/oauth`)).status).toBe(303)
  for (const issuer of [
    'https://git.evil.example/login/oauth',
    `${own}.evil.example/login/oauth`,
    'none',
    '',
  ])
    expect(await answered(issuer)).toEqual({
      status: 400,
      text: expect.stringContaining('Another GitHub answered'),
      calls: 0,
    })
})

test('who comes in gets a new session, whatever the browser brought, and the old one is over', async () => {
  const { ada, browser, signIn } = await door()
  const planted = browser()
  planted.cookies.set('gatehouse', 'a'.repeat(43))
  await signIn(ada, planted)
  const first = planted.cookies.get('gatehouse')!
  expect(first).not.toBe('a'.repeat(43))
  await signIn(ada, planted)
  const stolen = browser()
  stolen.cookies.set('gatehouse', first)
  expect(await me(stolen)).toBeUndefined()
  expect(await me(planted)).toMatchObject({ login: 'ada' })
})

test('a session ends by itself, and by signing out, and its token at GitHub with it', async () => {
  const { ada, signIn, clock, store, github } = await door()
  const hour = 60 * 60_000
  const idle = await signIn(ada)
  clock.now = new Date(clock.now.getTime() + 7 * hour)
  expect(await me(idle)).toBeDefined()
  clock.now = new Date(clock.now.getTime() + 9 * hour)
  expect(await me(idle)).toBeUndefined()
  const out = await signIn(ada)
  const cookie = out.cookies.get('gatehouse')!
  const kept = () =>
    store.database.selectFrom('sealed_values').select('owner').where('kind', '=', 'person-tokens').execute()
  const before = (await kept()).length
  expect((await out.post('/sign-out', new URLSearchParams(), { origin: 'http://evil.example' })).status).toBe(
    403,
  )
  expect((await out.post('/sign-out', new URLSearchParams())).location).toBe('/sign-in')
  expect(await kept()).toHaveLength(before - 1)
  out.cookies.set('gatehouse', cookie)
  expect(await me(out)).toBeUndefined()
  expect(github.calls.filter(({ path }) => path.endsWith('/token')).length).toBeGreaterThan(0)
})

test('a change needs the session’s token, and comes from a page of ours', async () => {
  const { ada, signIn } = await door()
  const at = await signIn(ada)
  const { csrfToken } = (await me(at))!
  const recheck = async (headers: Readonly<Record<string, string>>) =>
    (await at.post('/api/v1/repositories/recheck', { repositories: ['1'] }, headers)).status
  expect(await recheck({})).toBe(403)
  expect(await recheck({ 'x-csrf-token': 'a'.repeat(43) })).toBe(403)
  expect(await recheck({ 'x-csrf-token': csrfToken, origin: 'http://evil.example' })).toBe(403)
  expect(await recheck({ 'x-csrf-token': csrfToken, 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await recheck({ 'x-csrf-token': csrfToken, 'sec-fetch-site': 'same-origin' })).toBe(202)
})

test('with HTTPS the cookies are bound to this host and never sent in the clear', async () => {
  const { begin, browser } = await door({ publicUrl: 'https://gatehouse.acme.example' })
  const { cookies } = await begin(browser())
  expect(cookies).toEqual([
    expect.stringMatching(
      /^__Host-gatehouse-sign-in=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ])
})

test('a forged cookie, and one that is none, are nobody’s', async () => {
  const { browser } = await door()
  for (const value of ['', 'x', 'a'.repeat(43), "' or 1=1", 'a'.repeat(500)]) {
    const at = browser()
    at.cookies.set('gatehouse', value)
    expect((await at.get('/api/v1/me')).status).toBe(401)
  }
})

test('people sign in with several browsers at once', async () => {
  const { store } = await databases.create()
  const { ada, bob, signIn } = await openDoor(store)
  const browsers = await Promise.all([ada, ada, bob, ada].map((user) => signIn(user)))
  const answers = await Promise.all(browsers.map((at) => at.get('/api/v1/me')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
})
