import { z } from 'zod'
import { auditSession } from '../database/audit-sessions.ts'
import { admitIdentity } from '../database/identity/admit-identity.ts'
import {
  type IdentityConnection,
  listConnections,
  listOpenConnections,
  readConnection,
} from '../database/identity/connections.ts'
import { recordProvisioned } from '../database/provisioning/audit-provisioning.ts'
import { readCarried } from '../database/identity/link-identity.ts'
import {
  beginSingleSignOn,
  closeRequest,
  findRequest,
  keepAnswer,
  requestOf,
  takeAnswer,
  takeSingleSignOn,
} from '../database/identity/pending-single-sign-ons.ts'
import { listSignInDomains, organizationOfDomain } from '../database/identity/sign-in-domains.ts'
import type { Sealer } from '../database/sealed.ts'
import { readSealed } from '../database/sealed-values.ts'
import { endSession, openSession, readStandings, usualLimits } from '../database/sessions.ts'
import type { Store } from '../database/store.ts'
import { transactOrder } from '../database/transact-order.ts'
import { demandVouched } from '../enforcement/identity/admission.ts'
import type {
  CompanyBack,
  CompanyDoor,
  CompanyOutcome,
  CompanyRefusal,
} from '../enforcement/identity/company-door.ts'
import { domainOf } from '../enforcement/identity/email-domain.ts'
import { SignOnRefused } from '../enforcement/identity/refusal.ts'
import { oidcSettings, samlSettings, type Shown } from '../enforcement/identity/settings.ts'
import { roleOf } from '../enforcement/members/roles-of.ts'
import { type OidcProvider, openOidcProvider } from '../single-sign-on/oidc.ts'
import { openSamlProvider, type SamlProvider } from '../single-sign-on/saml.ts'

export interface CompanyDoorParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly now: () => Date
}

/** Where a connection's client secret is kept. */
export const clientSecretOf = (connection: string) => ({ kind: 'oidc-client-secret', owner: connection })

export const oidcCallback = (connection: string): string => `/sign-in/oidc/${connection}`
export const samlCallback = (connection: string): string => `/sign-in/saml/${connection}`
export const samlMetadata = (connection: string): string => `/sign-in/saml/${connection}/metadata`

/** Lets people in by their company's identity provider. */
export function createCompanyDoor(parts: CompanyDoorParts): CompanyDoor {
  const { store, now } = parts
  const oidc = createOidcProviders(parts)
  return {
    listed: async () => {
      const all = await listOpenConnections(store)
      const doors = all.filter(({ settings }) => shared.parse(settings).isListed)
      return { isAny: all.length > 0, doors: doors.slice(0, 8).map(({ id, name }) => ({ id, name })) }
    },
    find: (email) => find(store, email),
    begin: async (id, goesTo, base) => {
      const connection = await readConnection(store, id)
      if (!connection || connection.kind === 'scim') return undefined
      return orRefusal(async () => {
        const pending = await beginSingleSignOn(store, id, goesTo, now())
        const { state, browser, requestId } = pending
        if (connection.kind === 'saml')
          return { url: await samlOf(parts, connection, base).authorizeUrl(requestId, state), browser }
        const provider = await oidc(connection)
        return {
          url: await provider.authorizeUrl({ ...pending, redirectUrl: base + oidcCallback(id) }),
          browser,
        }
      })
    },
    finishOidc: (id, url, back) =>
      orRefusal(async () => {
        const connection = await readConnection(store, id)
        const state = url.searchParams.get('state') ?? ''
        const taken =
          connection && (await takeSingleSignOn(store, id, { state, browser: back.browser }, now()))
        if (!connection || connection.kind !== 'oidc' || !taken) throw stale()
        const provider = await oidc(connection)
        // What is asked for is said again by us, so that no parameter of the address counts but those of the protocol.
        const shown = await provider.finish({ ...taken, state, redirectUrl: '' }, url)
        return admit(parts, connection, shown, back, taken.goesTo)
      }),
    takeSaml: (id, response, relayState, base) =>
      orRefusal(async () => {
        const connection = await readConnection(store, id)
        const request = connection && (await requestOf(store, relayState))
        if (!connection || connection.kind !== 'saml' || request === undefined) throw stale()
        const { shown, assertionId, requestId } = await samlOf(parts, connection, base).check(response)
        if (requestId !== request) throw stale()
        const ticket = await keepAnswer(store, id, { state: relayState, assertionId, arrived: shown }, now())
        if (ticket === undefined) throw stale()
        return { ticket }
      }),
    finishSaml: (ticket, back) =>
      orRefusal(async () => {
        const taken = await takeAnswer(store, { ticket, browser: back.browser })
        const connection = taken && (await readConnection(store, taken.connection))
        if (!connection) throw stale()
        return admit(parts, connection, readShown(taken.arrived), back, taken.goesTo)
      }),
    metadata: async (id, base) => {
      const connection = await readConnection(store, id)
      return connection?.kind === 'saml' ? samlOf(parts, connection, base).metadata() : undefined
    },
    carried: (cookie) => readCarried(store, cookie, usualLimits, now()),
  }
}

const shared = z.object({
  isListed: z.boolean().default(true),
  provisioning: z.enum(['on-sign-in', 'scim-only']).default('on-sign-in'),
})
/** As `takeSaml` wrote it. */
const keptShown = z.object({
  subject: z.string(),
  email: z.string().optional(),
  isEmailVerified: z.boolean(),
  displayName: z.string().optional(),
  groups: z.array(z.string()),
  claims: z.record(z.string(), z.array(z.string())),
})

function readShown(arrived: unknown): Shown {
  const { email, displayName, ...rest } = keptShown.parse(arrived)
  return { email, displayName, ...rest }
}

const stale = (): SignOnRefused =>
  new SignOnRefused(
    'sso-stale',
    'It was begun more than ten minutes ago, in another browser, or it has been used already.',
  )

/** What a person can act on becomes a page; anything else is ours and fails. */
async function orRefusal<Result>(work: () => Promise<Result>): Promise<Result | CompanyRefusal> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof SignOnRefused)) throw error
    return { kind: 'company-refused', code: error.code, why: error.message }
  }
}

/** Providers are remembered with what they said of themselves until the connection changes. */
function createOidcProviders({
  store,
  sealer,
}: CompanyDoorParts): (connection: IdentityConnection) => Promise<OidcProvider> {
  const known = new Map<string, { readonly changedAt: number; readonly provider: OidcProvider }>()
  return async ({ id, changedAt, settings }) => {
    const before = known.get(id)
    if (before?.changedAt === changedAt.getTime()) return before.provider
    const secret = await readSealed(store, sealer, clientSecretOf(id))
    const provider = openOidcProvider(oidcSettings.parse(settings), secret?.reveal() ?? '')
    known.set(id, { changedAt: changedAt.getTime(), provider })
    return provider
  }
}

const samlOf = (
  { store, now }: CompanyDoorParts,
  { id, settings }: IdentityConnection,
  base: string,
): SamlProvider =>
  openSamlProvider({
    settings: samlSettings.parse(settings),
    entityId: base + samlMetadata(id),
    answerUrl: base + samlCallback(id),
    requests: {
      find: (request) => findRequest(store, id, request, now()),
      close: (request) => closeRequest(store, id, request),
    },
  })

async function find(
  store: Store,
  email: string,
): Promise<{ readonly id: string } | { readonly why: string }> {
  const domain = domainOf(email)
  if (domain === undefined) return { why: 'That is not an e-mail address.' }
  const organization = await organizationOfDomain(store, domain)
  const all = organization === undefined ? [] : await listConnections(store, organization)
  const connection = all.find(({ kind, endedAt }) => kind !== 'scim' && endedAt === null)
  if (connection) return { id: connection.id }
  return {
    why: `No organization here has verified ${domain} and connected an identity provider. Its Gatehouse owner does both in Settings.`,
  }
}

async function admit(
  { store, sealer, now }: CompanyDoorParts,
  { id, organization, settings }: IdentityConnection,
  shown: Shown,
  back: CompanyBack,
  goesTo: string,
): Promise<CompanyOutcome> {
  demandVouched(shown, await listSignInDomains(store, organization))
  const at = now()
  const { provisioning } = shared.parse(settings)
  return transactOrder(store, async (unit) => {
    const admitted = await admitIdentity(unit, { id, provisioning }, shown, at)
    const { identity, person, isLinked } = admitted
    if (back.cookie !== undefined) await endSession(unit, { cookie: back.cookie }, at)
    const { cookie } = await openSession(unit, sealer, {
      person,
      avatarUrl: null,
      agent: back.agent,
      tokens: undefined,
      identity,
      at,
    })
    const roles = (await readStandings(unit, person, at)).map((standing) => roleOf(standing))
    await auditSession(unit, 'session.opened', person, at, { connection: id })
    await recordProvisioned(unit, { connection: id, organization }, [], admitted.roles, at)
    const isAuditor = roles.length > 0 && roles.every((role) => role === 'auditor')
    // What GitHub lets somebody see is believed for minutes, so whoever is linked goes on through it; it asks nothing of them.
    const next = isAuditor ? ('console' as const) : isLinked ? ('github' as const) : ('link' as const)
    return { kind: 'signed-in', cookie, goesTo, next }
  })
}
