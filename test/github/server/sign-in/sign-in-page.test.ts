import { expect, test } from 'vitest'
import { company, withToken } from '../../simulated.ts'
import type { Simulator } from '../simulator.ts'

const callback = 'http://127.0.0.1:1/callback'

async function withPage(rest: Readonly<Record<string, string>> = {}) {
  const { github, acme, ada } = await company()
  const bob = github.addUser({ login: 'bob', name: '<b>Bob</b> "& Sons"' })
  acme.members.set(bob.id, 'member')
  github.addTeam(acme, { name: 'Security', members: [bob] })
  const app = github.addApp({ slug: 'console', owner: acme, callbackUrls: [callback] })
  const query = { client_id: app.clientId, redirect_uri: callback, state: 'a & "b"', ...rest }
  const address = `${github.webUrl}/login/oauth/authorize?${new URLSearchParams(query).toString()}`
  const response = await fetch(address, { redirect: 'manual' })
  return { github, ada, bob, app, query, response, text: await response.text() }
}

const press = (github: Simulator, fields: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(`${github.webUrl}/login/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
  })

const whereTo = (response: Response): URL => new URL(response.headers.get('location') ?? 'about:blank')

test('the page lists who is there, with what they are, and no bots, as text', async () => {
  const { response, text } = await withPage()
  expect(response.status).toBe(200)
  expect([...text.matchAll(/name="person" value="([^"]+)"/g)].map(([, login]) => login)).toEqual([
    'ada',
    'bob',
  ])
  expect(text).toContain('owner of acme')
  expect(text).toContain('member of acme (Security)')
  expect(text).toContain('&lt;b&gt;Bob&lt;/b&gt; &quot;&amp; Sons&quot;')
  expect(text).not.toContain('<script')
  expect(response.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:1;")
})

test('who is suggested comes first, and is chosen', async () => {
  const { text } = await withPage({ login: 'bob' })
  expect(text).toMatch(/value="bob"\s+required\s+checked/)
  expect(text.indexOf('value="bob" required')).toBeLessThan(text.indexOf('value="ada" required'))
})

test('who agrees comes back as who they chose, with all that was asked', async () => {
  const { github, app, bob, query, text } = await withPage()
  const kept = Object.fromEntries(
    [...text.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value?.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    ]),
  )
  expect(kept).toEqual(query)
  const back = whereTo(await press(github, { ...query, person: 'bob', decision: 'authorize' }))
  expect(back.searchParams.get('state')).toBe(query.state)
  const response = await fetch(`${github.webUrl}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code: back.searchParams.get('code') ?? '',
    }),
  })
  const { access_token: token }: { access_token: string } = JSON.parse(await response.text())
  expect((await withToken(github, token).users.getAuthenticated()).data.id).toBe(bob.id)
})

test('who cancels comes back without a code, and who is nobody is asked again', async () => {
  const { github, query } = await withPage()
  const back = whereTo(await press(github, { ...query, person: 'bob', decision: 'cancel' }))
  expect(back.searchParams.get('error')).toBe('access_denied')
  expect(back.searchParams.has('code')).toBe(false)
  for (const person of ['', 'nobody', 'console[bot]', 'acme'])
    expect((await press(github, { ...query, person, decision: 'authorize' })).status).toBe(200)
})

test('who is signed in is asked again only where the App wants it so', async () => {
  const { github, ada, query } = await withPage()
  github.browser.user = ada
  const ask = (rest: Readonly<Record<string, string>>) =>
    fetch(`${github.webUrl}/login/oauth/authorize?${new URLSearchParams({ ...query, ...rest }).toString()}`, {
      redirect: 'manual',
    })
  expect((await ask({})).status).toBe(302)
  expect((await ask({ prompt: 'select_account' })).status).toBe(200)
})

test('a challenge that GitHub does not take is refused', async () => {
  for (const rest of [
    { code_challenge: 'a'.repeat(43) },
    { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' },
    { code_challenge: 'short', code_challenge_method: 'S256' },
  ])
    expect((await withPage(rest)).response.status).toBe(400)
})
