import { bindingsOf } from '../database/identity/enforcement.ts'
import { type CarriedIdentity, linkIdentity } from '../database/identity/link-identity.ts'
import { useRecoveryCode } from '../database/identity/recovery-codes.ts'
import { endSessionsOf } from '../database/members.ts'
import type { TakenSignIn } from '../database/pending-sign-ins.ts'
import { readStandings } from '../database/sessions.ts'
import type { Unit } from '../database/store.ts'
import type { CompanyRefusal } from '../enforcement/identity/company-door.ts'

export interface Passing {
  /** Our id of the account that GitHub has just shown. */
  readonly person: string
  readonly found: readonly { readonly organization: string }[]
  /** What the browser's session shows of an identity. */
  readonly carried: CarriedIdentity | undefined
  readonly taken: Pick<TakenSignIn, 'linksIdentity' | 'recovery'>
  readonly at: Date
}

/**
 * What their company says to somebody whom GitHub has just shown: it links the identity that the same browser has proven, if that was
 * what they came for, and refuses who has to come by the company's door, unless they did, or are an owner with a recovery code.
 */
export async function passCompanyDoor(
  unit: Unit,
  { person, found, carried, taken, at }: Passing,
): Promise<{ readonly kind: 'passed'; readonly identity: string | undefined } | CompanyRefusal> {
  const isLinking = taken.linksIdentity !== null
  // The session of when it was begun, still open in this browser: nobody is linked with what another has proven.
  if (isLinking && carried?.identity !== taken.linksIdentity)
    return refused(
      'sso-stale',
      'The session of your company’s sign-in is over, or is another one than when you began.',
    )
  if (isLinking && carried) {
    if (!(await linkIdentity(unit, carried, person, at)))
      return refused(
        'sso-other-account',
        'Your company’s identity is linked to another GitHub account, or this account to another identity.',
      )
    if (carried.person !== person) await endSessionsOf(unit, carried.person, at)
  }
  const isOwn = carried !== undefined && (isLinking || carried.person === person)
  const identity = isOwn ? carried.identity : undefined
  const standings = await readStandings(unit, person, at)
  const organizations = [...found, ...standings].map(({ organization }) => organization)
  const bindings = await bindingsOf(unit, person, organizations)
  if (
    bindings.length === 0 ||
    (isOwn && bindings.some(({ connection }) => connection === carried.connection))
  )
    return { kind: 'passed', identity }
  if (taken.recovery === null)
    return refused(
      'sso-required',
      `${bindings.map(({ name }) => name).join(', ')} is enforced for you: sign in by it first, and go on through GitHub from there.`,
    )
  const of = bindings.map(({ organization }) => organization)
  if (await useRecoveryCode(unit, person, of, taken.recovery, at)) return { kind: 'passed', identity }
  return refused('sso-recovery-refused', 'The recovery code is none of yours, or has been used.')
}

const refused = (code: CompanyRefusal['code'], why: string): CompanyRefusal => ({
  kind: 'company-refused',
  code,
  why,
})
