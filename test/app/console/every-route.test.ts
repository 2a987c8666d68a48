import { expect, test } from 'vitest'
import { tokenScopes } from '../../../app/enforcement/members/permissions.ts'
import { apiDescription } from '../../../build/api-description.ts'
import { useDatabases } from '../database/test-database.ts'
import { type Answer, type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()

interface Route {
  readonly method: string
  readonly path: string
}

async function everyRoute(): Promise<readonly Route[]> {
  const { paths }: { paths: Record<string, object> } = JSON.parse(await apiDescription())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  )
}

/** With bodies that say nothing right: what is asked is who may ask at all, and that nothing fails. */
async function ask(at: Browser, { method, path }: Route, organization: string): Promise<Answer> {
  const url = path
    .replace('{organization}', organization)
    .replace('{fingerprint}', `g1:${'0'.repeat(40)}`)
    .replaceAll(/\{\w+\}/g, '1')
  if (method === 'GET') return at.get(url)
  const { csrfToken = '' } = JSON.parse((await at.get('/api/v1/me')).text)
  const headers = { 'x-csrf-token': String(csrfToken), 'sec-fetch-site': 'same-origin' }
  if (method === 'DELETE') return at.delete(url, headers)
  const send = method === 'PUT' ? at.put : method === 'PATCH' ? at.patch : at.post
  return send(url, { reason: 'why' }, headers)
}

/** A program that sends its token with everything. */
function withToken(at: Browser, token: string): Browser {
  const authorization = `Bearer ${token}`
  return {
    ...at,
    get: (url) => at.get(url, { authorization }),
    post: (url, body) => at.post(url, body, { authorization }),
    put: (url, body) => at.put(url, body, { authorization }),
    patch: (url, body) => at.patch(url, body, { authorization }),
    delete: (url) => at.delete(url, { authorization }),
  }
}

test('every route as every role, and as another organization’s owner: nothing fails, and nothing is shown', async () => {
  const { store } = await databases.create()
  const { ada, bob, eve, browser, signIn, organization, otherOrganization } = await openDoor(store)
  const owner = await signIn(ada)
  const { csrfToken } = JSON.parse((await owner.get('/api/v1/me')).text)
  const order = (what: string, body: Readonly<Record<string, unknown>>): Promise<Answer> =>
    owner.post(`/api/v1/organizations/${organization}/${what}`, body, { 'x-csrf-token': csrfToken })
  await order('members', { login: 'eve', role: 'auditor' })
  const made = await order('tokens', { name: 'SIEM', scopes: [...tokenScopes], days: 1 })
  const people = {
    owner,
    member: await signIn(bob),
    auditor: await signIn(eve),
    program: withToken(browser(), JSON.parse(made.text).token),
  }
  const all = await everyRoute()
  const isReading = ({ method }: Route): boolean => method === 'GET'
  // A stream of what was ordered would go on for as long as that takes.
  const routes = [...all.filter(isReading), ...all.filter((route) => !isReading(route))]
  expect(routes.length).toBeGreaterThan(30)
  for (const route of routes) {
    // Signing out is a route as well.
    if (route.path.includes('/sessions/')) continue
    const name = `${route.method} ${route.path}`
    const stranger = await ask(browser(), route, organization)
    expect([name, stranger.status]).toEqual([name, 401])
    for (const [login, at] of Object.entries(people)) {
      const { status, text } = await ask(at, route, organization)
      expect([name, login, status < 500, status < 500 || text]).toEqual([name, login, true, true])
      const isOrder = route.method !== 'GET' && login === 'program'
      expect([name, isOrder && status < 300]).toEqual([name, false])
      if (!route.path.includes('{organization}')) continue
      const elsewhere = await ask(at, route, otherOrganization)
      expect([name, login, elsewhere.status < 300]).toEqual([name, login, false])
      expect([name, elsewhere.text.includes('globex')]).toEqual([name, false])
    }
  }
})
