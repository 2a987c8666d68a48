import { expect, test } from 'vitest'
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
  const { csrfToken } = JSON.parse((await at.get('/api/v1/me')).text)
  const headers = { 'x-csrf-token': String(csrfToken), 'sec-fetch-site': 'same-origin' }
  return method === 'POST' ? at.post(url, { reason: 'why' }, headers) : at.delete(url, headers)
}

test('every route as every role, and as another organization’s owner: nothing fails, and nothing is shown', async () => {
  const { store } = await databases.create()
  const { ada, bob, browser, signIn, organization, otherOrganization } = await openDoor(store)
  const people = { ada: await signIn(ada), bob: await signIn(bob) }
  const routes = await everyRoute()
  expect(routes.length).toBeGreaterThan(30)
  for (const route of routes) {
    // Signing out is a route as well.
    if (route.path.includes('/sessions/')) continue
    const name = `${route.method} ${route.path}`
    const stranger = await (route.method === 'GET'
      ? ask(browser(), route, organization)
      : browser().post(route.path.replaceAll(/\{\w+\}/g, '1'), {}))
    expect([name, stranger.status]).toEqual([name, 401])
    for (const [login, at] of Object.entries(people)) {
      const { status, text } = await ask(at, route, organization)
      expect([name, login, status < 500, status < 500 || text]).toEqual([name, login, true, true])
      if (!route.path.includes('{organization}')) continue
      const elsewhere = await ask(at, route, otherOrganization)
      expect([name, login, elsewhere.status < 300]).toEqual([name, login, false])
      expect([name, elsewhere.text.includes('globex')]).toEqual([name, false])
    }
  }
})
