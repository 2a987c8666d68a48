import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Answer, Browser } from '../console/open-door.ts'
import { useDatabases } from '../database/test-database.ts'
import { base, openCompany } from './company.ts'
import { assertionOf, encoded, idp, requestIn, responseOf, type Said, samlPeer } from './saml-peer.ts'

const databases = useDatabases()
const answerUrl = `${base}/sign-in/saml/1`
const entityId = `${answerUrl}/metadata`

async function company() {
  const { store } = await databases.create()
  const opened = await openCompany(store)
  await opened.signIn(opened.ada)
  const peer = samlPeer()
  const connection = await opened.connect('saml', {
    entityId: idp,
    signInUrl: 'https://idp.acme.example/sso',
    certificates: [samlPeer().certificate, peer.certificate],
  })
  await opened.verify('acme.example')
  await store.database
    .insertInto('role_mappings')
    .values({ connection_id: connection, position: 0, source: 'group', name: 'Audit', role: 'auditor' })
    .execute()
  const begin = async (at: Browser) =>
    requestIn(opened.onward(await opened.beginByCompany(at, { connection })))
  const said = (inResponseTo: string, wrong: Partial<Said> = {}): Said => ({
    nameId: 'kim-1',
    email: 'kim@acme.example',
    groups: ['Audit', 'Everybody'],
    issuer: idp,
    audience: entityId,
    recipient: answerUrl,
    inResponseTo,
    assertionId: `_${randomBytes(16).toString('hex')}`,
    from: -5,
    until: 120,
    ...wrong,
  })
  const send = (at: Browser, xml: string, relayState: string): Promise<Answer> =>
    at.post('/sign-in/saml/1', new URLSearchParams({ SAMLResponse: encoded(xml), RelayState: relayState }))
  return { ...opened, store, peer, begin, said, send }
}

test('somebody comes by a signed assertion that answers their own request, with the newer of two certificates', async () => {
  const { browser, begin, said, send, peer, roles } = await company()
  const at = browser()
  const { id, relayState } = await begin(at)
  const xml = peer.sign(responseOf(assertionOf(said(id)), id))
  const sent = await send(at, xml, relayState)
  expect([sent.status, sent.location]).toEqual([303, expect.stringContaining('/sign-in/saml?ticket=')])
  // Another browser that learns of the ticket gets nothing by it.
  const thief = browser()
  await begin(thief)
  expect((await thief.get(sent.location ?? '')).text).toContain('sso-stale')
  expect((await at.get(sent.location ?? '')).status).toBe(303)
  expect(await roles(at)).toEqual(['auditor'])
  expect((await at.get('/sign-in/saml/1/metadata')).text).toContain(`entityID="${entityId}"`)
})

test('every other assertion is refused, whatever is wrong with it', async () => {
  const { store, browser, begin, said, send, peer } = await company()
  const stranger = samlPeer()
  const good = (id: string, wrong: Partial<Said> = {}): string =>
    peer.sign(responseOf(assertionOf(said(id, wrong)), id))
  const forged = (id: string): string => assertionOf(said(id, { nameId: 'ada-1', assertionId: '_forged' }))
  const attacks: Readonly<Record<string, (id: string) => string>> = {
    'no signature': (id) => responseOf(assertionOf(said(id)), id),
    'signature taken away': (id) => good(id).replace(/<Signature[\s\S]*<\/Signature>/, ''),
    'another key': (id) => stranger.sign(responseOf(assertionOf(said(id)), id)),
    'SHA-1': (id) => peer.sign(responseOf(assertionOf(said(id)), id), 'rsa-sha1'),
    'changed afterwards': (id) => good(id).replace('kim-1', 'ada-1'),
    'wrapped: a forged one before it': (id) =>
      good(id).replace('<saml:Assertion', `${forged(id)}<saml:Assertion`),
    'wrapped: the signed one inside of a forged one': (id) => {
      const signed = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(good(id))?.[0] ?? ''
      return responseOf(forged(id).replace('</saml:Assertion>', `${signed}</saml:Assertion>`), id)
    },
    'wrapped: the signed one in extensions': (id) => {
      const signed = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(good(id))?.[0] ?? ''
      return responseOf(`<samlp:Extensions>${signed}</samlp:Extensions>${forged(id)}`, id)
    },
    'another audience': (id) => good(id, { audience: 'https://other.example/metadata' }),
    'another recipient': (id) => good(id, { recipient: 'https://other.example/acs' }),
    'another issuer': (id) => good(id, { issuer: 'https://other.example/metadata' }),
    expired: (id) => good(id, { from: -600, until: -120 }),
    'of the future': (id) => good(id, { from: 300, until: 600 }),
    unsolicited: (id) => peer.sign(responseOf(assertionOf(said('')), undefined)) + (id === '' ? ' ' : ''),
    'the answer to another request': () => good('_of-another'),
    'a document type': (id) => `<!DOCTYPE r [<!ENTITY e "x">]>${good(id)}`,
    'no XML': () => 'hello',
  }
  for (const [name, attack] of Object.entries(attacks)) {
    const at = browser()
    const { id, relayState } = await begin(at)
    const answer = await send(at, attack(id), relayState)
    expect([name, answer.status, answer.location]).toEqual([name, 403, undefined])
    expect([name, /sso-(?:not-proven|stale)/.test(answer.text)]).toEqual([name, true])
  }
  expect(await store.database.selectFrom('identities').select('id').execute()).toEqual([])
})

test('an assertion is taken once, in the browser whose request it answers, and leads to no other site', async () => {
  const { browser, begin, said, send, peer } = await company()
  const at = browser()
  const first = await begin(at)
  const assertion = said(first.id)
  const xml = peer.sign(responseOf(assertionOf(assertion), first.id))
  // Put into another browser's sign-in, it is not the answer to that one's request.
  const other = await begin(browser())
  expect((await send(at, xml, other.relayState)).text).toContain('sso-stale')
  const again = await begin(at)
  const fresh = peer.sign(responseOf(assertionOf(said(again.id, { assertionId: '_once' })), again.id))
  expect((await send(at, fresh, again.relayState)).status).toBe(303)
  expect((await send(at, fresh, again.relayState)).status).toBe(403)
  // The same assertion id for a later request: a provider that repeats itself is not believed.
  const third = await begin(at)
  const repeated = peer.sign(responseOf(assertionOf(said(third.id, { assertionId: '_once' })), third.id))
  expect((await send(at, repeated, third.relayState)).text).toContain('sso-stale')
  for (const relayState of ['https://evil.example/', '//evil.example', third.relayState.slice(1)]) {
    const answer = await send(at, xml, relayState)
    expect([relayState, answer.status, answer.location]).toEqual([relayState, 403, undefined])
  }
})

test('a comment in a name or address cuts nothing off', async () => {
  const { store, browser, begin, said, send, peer } = await company()
  const at = browser()
  const { id, relayState } = await begin(at)
  const xml = peer.sign(
    responseOf(
      assertionOf(said(id, { nameId: 'kim-1<!-- -->.evil', email: 'kim@acme.example<!-- -->.evil.example' })),
      id,
    ),
  )
  const sent = await send(at, xml, relayState)
  const answer = sent.status === 303 ? await at.get(sent.location ?? '') : sent
  expect([answer.status, answer.text]).toEqual([
    403,
    expect.stringContaining('acme.example.evil.example is not among'),
  ])
  expect(await store.database.selectFrom('identities').select('subject').execute()).toEqual([])
})
