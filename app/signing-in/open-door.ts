import { z } from 'zod'
import { auditSession } from '../database/audit-sessions.ts'
import { organizationsHere } from '../database/organizations-here.ts'
import { recordPerson } from '../database/people.ts'
import { beginSignIn, takeSignIn, type TakenSignIn } from '../database/pending-sign-ins.ts'
import { readCarried } from '../database/identity/link-identity.ts'
import { passCompanyDoor } from './pass-company-door.ts'
import type { Sealer } from '../database/sealed.ts'
import { forgetSealed, readSealed } from '../database/sealed-values.ts'
import {
  endSession,
  openSession,
  readStandings,
  recordMemberships,
  tokensOf,
  usualLimits,
} from '../database/sessions.ts'
import type { Store } from '../database/store.ts'
import { transactOrder } from '../database/transact-order.ts'
import type { ComingBack, Door, SignInOutcome } from '../enforcement/members/door.ts'
import type { PersonTokens, SignIn } from '../enforcement/sign-in.ts'
import { openSignIn } from '../github/sign-in/open-sign-in.ts'
import { webAddressOf } from '../github/web-address.ts'
import { isIssuer } from '../github/sign-in/is-issuer.ts'
import type { HostAccess } from '../host-access.ts'
import type { Looker } from './look-at-github.ts'
import { readHost, recordHost } from '../database/organizations.ts'

export interface SignInParts {
  readonly store: Store
  readonly hosts: readonly HostAccess[]
  readonly sealer: Sealer
  readonly now: () => Date
  readonly signal: AbortSignal
  /** Asks GitHub what somebody can read; never throws. */
  readonly look: (looker: Looker) => Promise<void>
  /** Hears of what who runs Gatehouse has to correct. */
  readonly onProblem: (host: string, error: string) => void
}

/** Lets people in by their accounts of the GitHub hosts. */
export function createDoor(parts: SignInParts): Door {
  const { store, hosts, now } = parts
  return {
    hosts: () =>
      hosts
        .filter(({ current }) => current()?.signIn !== undefined)
        .map(({ host }) => ({ name: host.name, origin: new URL(webAddressOf(host.apiUrl)).origin })),
    begin: async (name, goesTo, callback, purpose) => {
      const signIn = signInOf(parts, name)
      if (!signIn) return undefined
      const pending = await beginSignIn(store, await recordHost(store, name), goesTo, now(), purpose)
      const { state, codeVerifier, browser } = pending
      return { url: signIn.authorizeUrl({ state, codeVerifier, redirectUrl: callback }), browser }
    },
    finish: (back) => finish(parts, back),
    leave: async (cookie) => {
      const ended = await transactOrder(store, async (unit) => {
        const over = await endSession(unit, { cookie }, now())
        if (over) await auditSession(unit, 'session.ended', over.person, now(), { why: 'they signed out' })
        return over
      })
      if (ended) await forgetTokens(parts, ended.id)
    },
  }
}

export function signInOf(
  { hosts, now, signal }: Pick<SignInParts, 'hosts' | 'now' | 'signal'>,
  name: string,
): SignIn | undefined {
  const access = hosts.find(({ host }) => host.name === name)
  const client = access?.current()?.signIn
  if (!access || !client) return undefined
  return openSignIn({ apiUrl: access.host.apiUrl, client, signal, now: () => now().getTime() })
}

async function finish(parts: SignInParts, back: ComingBack): Promise<SignInOutcome> {
  const { store, now, onProblem } = parts
  const taken = await takeSignIn(store, back, now())
  if (!taken) return { kind: 'stale' }
  const { host, codeVerifier, goesTo } = taken
  const { name } = (await readHost(store, host)) ?? { name: '' }
  const apiUrl = parts.hosts.find((access) => access.host.name === name)?.host.apiUrl
  if (apiUrl !== undefined && !isIssuer(back.issuer, apiUrl)) return { kind: 'other-issuer', goesTo }
  if (back.code === undefined) return { kind: 'denied', goesTo }
  const signIn = signInOf(parts, name)
  if (!signIn) return { kind: 'misconfigured' }
  const granted = await signIn.exchange({ code: back.code, codeVerifier, redirectUrl: back.callback })
  if (granted.kind === 'misconfigured') onProblem(name, granted.error)
  if (granted.kind === 'misconfigured') return { kind: 'misconfigured' }
  if (granted.kind !== 'granted') return { kind: granted.kind, goesTo }
  const outcome = await admit(parts, { signIn, host, tokens: granted.tokens, back, goesTo, taken })
  if (outcome.kind !== 'signed-in') await signIn.revoke(granted.tokens.accessToken)
  return outcome
}

interface Admission {
  readonly signIn: SignIn
  /** Our id. */
  readonly host: string
  readonly tokens: PersonTokens
  readonly back: ComingBack
  readonly goesTo: string
  readonly taken: TakenSignIn
}

/** Whoever is somebody in an organization that is governed here gets a session; of others nothing is kept. */
async function admit(
  parts: SignInParts,
  { signIn, host, tokens, back, goesTo, taken }: Admission,
): Promise<SignInOutcome> {
  const { store, sealer, now } = parts
  const who = await signIn.whoIs(tokens.accessToken)
  const seen = await signIn.organizationsOf(tokens.accessToken)
  if (who.kind !== 'person' || seen.kind !== 'known') return { kind: 'unavailable', goesTo }
  const { githubId, login, avatarUrl } = who.person
  const at = now()
  const found = (await organizationsHere(store, host, seen.organizations)).flatMap(({ organization, role }) =>
    role === 'admin' || role === 'member' ? [{ organization, role }] : [],
  )
  const person = await recordPerson(store, host, githubId, login)
  const isSomebody =
    found.length > 0 || (await readStandings(store, person, at)).some(({ granted }) => granted !== null)
  if (!isSomebody)
    return { kind: 'stranger', login, isBehindSingleSignOn: seen.behindSingleSignOn.length > 0 }
  const carried =
    back.cookie === undefined ? undefined : await readCarried(store, back.cookie, usualLimits, at)
  const entered = await transactOrder(store, async (unit) => {
    const company = await passCompanyDoor(unit, { person, found, carried, taken, at })
    if (company.kind !== 'passed') return company
    const before = back.cookie === undefined ? undefined : await endSession(unit, { cookie: back.cookie }, at)
    await recordMemberships(unit, person, found, at)
    const session = {
      person,
      avatarUrl,
      agent: back.agent,
      tokens: JSON.stringify(tokens),
      identity: company.identity,
      at,
    }
    const after = await openSession(unit, sealer, session)
    await auditSession(unit, 'session.opened', person, at)
    return { kind: 'passed' as const, opened: after, ended: before }
  })
  if (entered.kind !== 'passed') return entered
  const { opened, ended } = entered
  if (ended) await forgetTokens(parts, ended.id)
  // Whoever sees their repositories at once need not wonder where they are; where it takes longer, it goes on by itself.
  await Promise.race([parts.look({ session: opened.id, person }), pass(longestWaitMs)])
  return { kind: 'signed-in', cookie: opened.cookie, goesTo }
}

const longestWaitMs = 3000
const pass = (ms: number): Promise<void> => new Promise((done) => void setTimeout(done, ms).unref())

const kept = z.object({ accessToken: z.string() })

/** Ends a person's token at GitHub, and forgets it here whether GitHub hears it or not. */
async function forgetTokens(parts: SignInParts, session: string): Promise<void> {
  const { store, sealer } = parts
  const tokens = await readSealed(store, sealer, tokensOf(session))
  await store.transact((unit) => forgetSealed(unit, tokensOf(session)))
  const row = await store.database
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'person_id')
    .innerJoin('hosts', 'hosts.id', 'people.host_id')
    .select('hosts.name')
    .where('sessions.id', '=', session)
    .executeTakeFirst()
  const read = tokens && kept.safeParse(JSON.parse(tokens.reveal()))
  if (row && read?.success === true) await signInOf(parts, row.name)?.revoke(read.data.accessToken)
}
