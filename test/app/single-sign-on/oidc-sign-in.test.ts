import { expect, test } from 'vitest'
import { enforceConnection } from '../../../app/database/identity/enforcement.ts'
import { useDatabases } from '../database/test-database.ts'
import type { Browser } from '../console/open-door.ts'
import { base, openCompany } from './company.ts'
import { clientId, startOidcPeer } from './oidc-peer.ts'
import { sealSecret } from './seal-secret.ts'

const databases = useDatabases()

async function company() {
  const { store } = await databases.create()
  const opened = await openCompany(store)
  await opened.signIn(opened.ada)
  const peer = await startOidcPeer(`${base}/sign-in/oidc/1`)
  const connection = await opened.connect('oidc', { issuer: peer.issuer, clientId })
  await sealSecret(store, opened, connection)
  await opened.verify('acme.example')
  peer.people['kim'] = { email: 'kim@acme.example', email_verified: true, name: 'Kim', groups: ['Audit'] }
  peer.people['ada'] = { email: 'ada@acme.example', email_verified: true, name: 'Ada', groups: ['Owners'] }
  for (const [position, [name, role]] of (
    [
      ['Audit', 'auditor'],
      ['Owners', 'owner'],
    ] as const
  ).entries())
    await store.database
      .insertInto('role_mappings')
      .values({ connection_id: connection, position, source: 'group', name, role })
      .execute()
  const come = async (at: Browser, account: string, to = '/') => {
    peer.account = account
    const begun = await opened.beginByCompany(at, { email: 'somebody@acme.example', to })
    const back = await peer.visit(opened.onward(begun))
    return at.get(back.pathname + back.search)
  }
  return { ...opened, store, peer, connection, come }
}

test('an auditor without an account of GitHub comes by their company’s door, and approves nothing', async () => {
  const { come, browser, roles } = await company()
  const at = browser()
  const answer = await come(at, 'kim', '/audit')
  expect([answer.status, answer.location]).toEqual([303, '/audit'])
  expect(await roles(at)).toEqual(['auditor'])
})

test('somebody is linked with their account of GitHub by having proven both in one browser', async () => {
  const { store, come, browser, roles, ada, bob, toGitHubAndBack, idOf, github } = await company()
  const at = browser()
  const answer = await come(at, 'ada')
  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Link your GitHub account')])
  expect(await roles(at)).toEqual([])
  const host = new URL(github.apiUrl).host
  const link = async (who: Browser, user: typeof ada) => {
    const begun = await who.post('/sign-in', new URLSearchParams({ host, to: '/', link: 'yes' }), {
      'sec-fetch-site': 'same-origin',
    })
    return who.get(await toGitHubAndBack(begun, user))
  }
  expect((await link(at, ada)).status).toBe(303)
  expect(await roles(at)).toEqual(['owner'])
  const identity = await store.database.selectFrom('identities').selectAll().executeTakeFirstOrThrow()
  expect([identity.person_id, identity.linked_at !== null]).toEqual([await idOf('ada'), true])
  // Next time the company's door leads to the same person.
  const again = browser()
  expect((await come(again, 'ada')).text).toContain('Go on through GitHub')
  expect(await roles(again)).toEqual(['owner'])
  // Another account is not theirs.
  expect((await link(again, bob)).text).toContain('sso-other-account')
  expect((await store.database.selectFrom('identities').select('person_id').execute()).length).toBe(1)
})

test('it is enforced after an owner has come through it and two can come otherwise, and locks nobody out', async () => {
  const {
    store,
    come,
    browser,
    roles,
    ada,
    bob,
    signIn,
    begin,
    toGitHubAndBack,
    github,
    organization,
    connection,
    idOf,
    codes,
    clock,
  } = await company()
  await signIn(bob)
  const enforce = (enforcedFor: 'people' | 'everybody', of: readonly string[], by: string) =>
    enforceConnection(store, { organization, connection, enforcedFor, of, by, at: clock.now })
  const [adaId, bobId] = [await idOf('ada'), await idOf('bob')]
  await expect(enforce('people', [bobId], adaId)).rejects.toThrow('not come through this connection')
  const host = new URL(github.apiUrl).host
  const at = browser()
  await come(at, 'ada')
  const begun = await at.post('/sign-in', new URLSearchParams({ host, to: '/', link: 'yes' }), {
    'sec-fetch-site': 'same-origin',
  })
  await at.get(await toGitHubAndBack(begun, ada))
  await expect(enforce('people', [bobId], adaId)).rejects.toThrow('0 of the 2 owners')
  const [code = ''] = await codes('ada')
  await store.database
    .insertInto('members')
    .values({
      organization_id: organization,
      person_id: bobId,
      role: 'owner',
      granted_by: adaId,
      granted_at: clock.now,
    })
    .execute()
  const [bobCode = ''] = await codes('bob')
  await expect(enforce('everybody', [], adaId)).rejects.toThrow('step by step')
  expect(await enforce('people', [bobId], adaId)).toBe(1)
  // An hour later the proof is too old to go further.
  clock.now = new Date(clock.now.getTime() + 61 * 60_000)
  await expect(enforce('everybody', [], adaId)).rejects.toThrow('not come through this connection')
  // GitHub alone does not let them in any more; a recovery code does, once, and everybody hears of it.
  const alone = browser()
  const refused = await alone.get(await toGitHubAndBack(await begin(alone), bob))
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('sso-required')])
  expect(await roles(alone)).toBe(undefined)
  // Neither does a token of GitHub, which shows nothing of the company's door.
  const authorization = `Bearer ${github.addClassicToken(bob, ['read:org'])}`
  const byToken = await browser().get('/api/v1/me', { authorization })
  expect([byToken.status, byToken.text]).toEqual([403, expect.stringContaining('is enforced for you')])
  const withCode = async (given: string) => {
    const who = browser()
    const asked = await who.post('/sign-in', new URLSearchParams({ host, to: '/', recovery: given }), {
      'sec-fetch-site': 'same-origin',
    })
    return who.get(await toGitHubAndBack(asked, bob))
  }
  expect((await withCode(code)).text).toContain('sso-recovery-refused')
  expect((await withCode(bobCode.toLowerCase())).status).toBe(303)
  expect((await withCode(bobCode)).text).toContain('sso-recovery-refused')
  const used = await store.database
    .selectFrom('audit_events')
    .select('kind')
    .where('kind', '=', 'recovery-code.used')
    .execute()
  expect(used).toHaveLength(1)
  // Whoever is not among them comes as before.
  expect(await roles(await signIn(ada))).toEqual(['owner'])
})

test('who is not vouched for is told the domain and what to do', async () => {
  const { come, browser, peer, store } = await company()
  peer.people['mal'] = { email: 'mal@evil.example', email_verified: true }
  peer.people['una'] = { email: 'una@acme.example', email_verified: false }
  peer.people['two'] = { email: 'ada@acme.example,mal@evil.example', email_verified: true }
  peer.people['non'] = {}
  for (const [account, code, word] of [
    ['mal', 'sso-domain-not-verified', 'evil.example is not among'],
    ['una', 'sso-email-unverified', 'acme.example'],
    ['two', 'sso-no-email', 'not one plain address'],
    ['non', 'sso-no-email', 'no e-mail address'],
  ] as const) {
    const at = browser()
    const answer = await come(at, account)
    expect([account, answer.status, answer.text.includes(code), answer.text.includes(word)]).toEqual([
      account,
      403,
      true,
      true,
    ])
    expect(at.cookies.has('gatehouse')).toBe(false)
  }
  expect(await store.database.selectFrom('identities').selectAll().execute()).toEqual([])
})

test('a sign-in is its own browser’s and connection’s, works once, and its address leads nowhere else', async () => {
  const { browser, beginByCompany, onward, peer, connect, clock } = await company()
  const at = browser()
  const back = await peer.visit(
    onward(await beginByCompany(at, { email: 'kim@acme.example', to: '//evil.example/' })),
  )
  const path = back.pathname + back.search
  const other = browser()
  await beginByCompany(other, { email: 'kim@acme.example' })
  expect((await other.get(path)).text).toContain('sso-stale')
  expect((await at.get(path)).location).toBe('/')
  expect((await at.get(path)).text).toContain('sso-stale')
  // Mix-up: what one provider began is not taken at another's address, nor with another's name.
  const second = await connect('oidc', { issuer: 'http://127.0.0.1:9', clientId })
  const mixed = browser()
  const mine = await peer.visit(onward(await beginByCompany(mixed, { connection: '1' })))
  expect((await mixed.get(mine.pathname.replace('/1', `/${second}`) + mine.search)).text).toContain(
    'sso-stale',
  )
  const named = browser()
  const theirs = await peer.visit(onward(await beginByCompany(named, { connection: '1' })))
  theirs.searchParams.set('iss', 'https://other.example')
  expect((await named.get(theirs.pathname + theirs.search)).text).toContain('sso-not-proven')
  const late = browser()
  const slow = await peer.visit(onward(await beginByCompany(late, { connection: '1' })))
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  expect((await late.get(slow.pathname + slow.search)).text).toContain('sso-stale')
  const unknown = await beginByCompany(browser(), { email: 'kim@nowhere.example' })
  expect([unknown.status, unknown.text]).toEqual([400, expect.stringContaining('verified nowhere.example')])
})
