import { expect, test } from 'vitest'
import { useDatabases } from '../database/test-database.ts'
import { receiver } from '../notifications/receiver.ts'
import { type Answer, type Browser, openDoor } from './open-door.ts'

const databases = useDatabases()
const bodyOf = ({ text }: Answer) => Object(JSON.parse(text))

async function door() {
  const { store } = await databases.create()
  const opened = await openDoor(store)
  const of = (rest: string) => `/api/v1/organizations/${opened.organization}/${rest}`
  const csrf = async (at: Browser) => ({
    'x-csrf-token': String(bodyOf(await at.get('/api/v1/me')).csrfToken),
  })
  const post = async (at: Browser, rest: string, body: Readonly<Record<string, unknown>>) =>
    at.post(of(rest), body, await csrf(at))
  const drop = async (at: Browser, rest: string) => at.delete(of(rest), await csrf(at))
  return { ...opened, of, post, drop }
}

test('an owner sets a receiver up and tests it; its secret is given to nobody', async () => {
  const { ada, eve, signIn, of, post, drop, clock } = await door()
  let status = 401
  const { url, received } = await receiver((_, response) => void response.writeHead(status).end())
  const secret = ['a', 'signing', 'secret', 'of', 'a', 'test'].join('-')
  const settings = { kind: 'webhook', url }
  const wanted = { name: 'SOAR', settings, secret }
  // Where the log goes is not for a browser that somebody has left open.
  clock.now = new Date(Date.now() - 20 * 60_000)
  expect((await post(await signIn(ada), 'sinks', wanted)).status).toBe(403)
  clock.now = new Date()
  const owner = await signIn(ada)
  expect(
    (await post(owner, 'sinks', { ...wanted, settings: { kind: 'webhook', url: 'ftp://a' } })).status,
  ).toBe(400)
  expect((await post(owner, 'sinks', { ...wanted, secret: undefined })).status).toBe(400)
  const { id } = bodyOf(await post(owner, 'sinks', wanted))
  expect((await post(owner, 'sinks', wanted)).status).toBe(409)
  expect(bodyOf(await post(owner, `sinks/${id}/test`, {}))).toMatchObject({
    isReached: false,
    code: 'not-accepted',
  })
  status = 204
  expect(bodyOf(await post(owner, `sinks/${id}/test`, {}))).toMatchObject({ isReached: true, code: null })
  expect(received.at(-1)?.body).toContain('"labels":["test"]')

  const listed = await owner.get(of('sinks'))
  expect(bodyOf(listed).items).toMatchObject([
    { id, name: 'SOAR', hasSecret: true, settings: { kind: 'webhook' } },
  ])
  expect(listed.text).not.toContain(secret)
  expect((await owner.get(of('audit-events'))).text).not.toContain(secret)

  // Auditors read how it goes, and order nothing.
  await post(owner, 'members', { login: 'eve', role: 'auditor' })
  const auditor = await signIn(eve)
  for (const rest of ['sinks', `sinks/${id}/dead-letters`])
    expect([rest, (await auditor.get(of(rest))).status]).toEqual([rest, 200])
  for (const rest of ['sinks', `sinks/${id}/test`, `sinks/${id}/replay`])
    expect([rest, (await post(auditor, rest, rest === 'sinks' ? wanted : {})).status]).toEqual([rest, 403])
  expect((await drop(auditor, `sinks/${id}`)).status).toBe(403)

  expect((await drop(owner, `sinks/${id}`)).status).toBe(200)
  expect((await drop(owner, `sinks/${id}`)).status).toBe(404)
  expect(bodyOf(await owner.get(of('sinks'))).items).toEqual([])
  const kinds = bodyOf(await owner.get(of('audit-events?order=oldest'))).items.map(
    ({ kind }: { kind: string }) => kind,
  )
  expect(kinds.filter((kind: string) => kind.startsWith('sink.'))).toEqual([
    'sink.added',
    'sink.tested',
    'sink.tested',
    'sink.ended',
  ])
})
