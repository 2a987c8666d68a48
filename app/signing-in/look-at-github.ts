import { z } from 'zod'
import { organizationsHere } from '../database/organizations-here.ts'
import type { Sealer } from '../database/sealed.ts'
import { readSealed, writeSealed } from '../database/sealed-values.ts'
import { createSecret } from '../database/secret.ts'
import { holdSession, lockTokens, recordMemberships, tokensOf } from '../database/sessions.ts'
import type { Store } from '../database/store.ts'
import { claimLook, forgetLooks, recordLook } from '../database/visible-repositories.ts'
import type { SeenOrganizations, SignIn } from '../enforcement/sign-in.ts'

export interface LookParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly now: () => Date
  /** undefined: nobody can sign in with that host now. */
  readonly signInOf: (host: string) => SignIn | undefined
}

/** A session whose person's token is used. */
export interface Looker {
  readonly session: string
  readonly person: string
}

/** What somebody can read on GitHub is asked again after so long, while they use Gatehouse. */
const againMs = 5 * 60_000
/** A token that ends within this is exchanged first. */
const soonMs = 60_000

/**
 * Asks GitHub, as a person, what they are and what they can read, and records it. What could not be read grants nothing: what was
 * recorded before stands until it is too old to be believed.
 */
export async function lookAtGitHub(parts: LookParts, { session, person }: Looker): Promise<void> {
  const { store, now, signInOf } = parts
  const at = now()
  if (!(await claimLook(store, session, new Date(at.getTime() - againMs), at))) return
  const host = await store.database
    .selectFrom('people')
    .innerJoin('hosts', 'hosts.id', 'host_id')
    .select(['hosts.id', 'name'])
    .where('people.id', '=', person)
    .executeTakeFirst()
  const signIn = host && signInOf(host.name)
  const token = signIn && (await usableToken(parts, session, signIn))
  if (!host || !signIn || token === undefined) return
  const seen = await signIn.organizationsOf(token)
  if (seen.kind === 'refused') await store.transact((unit) => forgetLooks(unit, person))
  if (seen.kind !== 'known') return
  await recordRoles(store, { person, host: host.id }, seen, at)
  await lookIntoEach(parts, { person, host: host.id, signIn, token }, seen, at)
}

type Known = Extract<SeenOrganizations, { kind: 'known' }>

/** Where a role could not be read, what is known of it stands until it is too old. */
async function recordRoles(
  store: Store,
  { person, host }: { readonly person: string; readonly host: string },
  seen: Known,
  at: Date,
): Promise<void> {
  if (seen.organizations.some(({ role }) => role === 'unknown')) return
  const found = await organizationsHere(store, host, seen.organizations)
  const roles = found.flatMap(({ organization, role }) =>
    role === 'admin' || role === 'member' ? [{ organization, role }] : [],
  )
  await store.transact((unit) => recordMemberships(unit, person, roles, at))
}

interface Looking {
  readonly person: string
  readonly host: string
  readonly signIn: SignIn
  readonly token: string
}

async function lookIntoEach(
  { store }: LookParts,
  { person, host, signIn, token }: Looking,
  seen: Known,
  at: Date,
): Promise<void> {
  for (const { organization, installationId, role } of await organizationsHere(
    store,
    host,
    seen.organizations,
  )) {
    // Who owns it there sees all of it here.
    if (role === 'admin') continue
    const ids: number[] = []
    const end = await signIn.repositoriesOf(token, installationId, (page) => void ids.push(...page))
    if (end === 'whole') await store.transact((unit) => recordLook(unit, { person, organization }, ids, at))
    else if (end !== 'unknown') await store.transact((unit) => forgetLooks(unit, person, organization))
  }
}

const kept = z.object({
  accessToken: z.string(),
  expiresAt: z.coerce.date().optional(),
  refreshToken: z.string().optional(),
})

/** A session's token of GitHub, exchanged for a new one where it ends. A refresh token is good once: one after the other. */
function usableToken(
  { store, sealer, now }: LookParts,
  session: string,
  signIn: SignIn,
): Promise<string | undefined> {
  return store.transact(async (unit) => {
    await lockTokens(unit, session)
    const sealed = await readSealed(unit, sealer, tokensOf(session))
    if (!sealed) return undefined
    const tokens = kept.parse(JSON.parse(sealed.reveal()))
    if (tokens.expiresAt === undefined || tokens.expiresAt.getTime() - now().getTime() > soonMs)
      return tokens.accessToken
    if (tokens.refreshToken === undefined) return undefined
    const granted = await signIn.refresh(tokens.refreshToken)
    if (granted.kind !== 'granted') return undefined
    const fresh = granted.tokens
    // Whoever signed out meanwhile leaves nothing behind.
    if (!(await holdSession(unit, session))) return void (await signIn.revoke(fresh.accessToken))
    await writeSealed(unit, sealer, tokensOf(session), createSecret(JSON.stringify(fresh)))
    return fresh.accessToken
  })
}
