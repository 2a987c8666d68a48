import type { Attestation } from '../enforcement/attestations/attestation.ts'
import type { OwnerCheck, Ownership } from '../enforcement/attestations/owner-check.ts'
import { readAttestation, type StatementInput } from '../enforcement/attestations/read-attestation.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { recordAttestation } from './attestations.ts'
import { findPerson, type NamedPerson } from './people.ts'
import type { Store } from './store.ts'
import { transactOrder } from './transact-order.ts'

export type AttestResult =
  | { readonly ok: true; readonly attestation: Attestation }
  | { readonly ok: false; readonly problem: string }

/**
 * Records what somebody states of an organization. Only an owner can, so GitHub is asked whether they are one: who is none is
 * refused, and where GitHub cannot say, the record says that it is not known.
 * @param check undefined: nobody can ask GitHub here
 */
export async function attest(
  store: Store,
  organization: Pick<KnownOrganization, 'id' | 'hostId' | 'login' | 'installation'>,
  who: NamedPerson,
  input: Omit<StatementInput, 'by'>,
  now: Date,
  check?: OwnerCheck,
): Promise<AttestResult> {
  // Read before anybody is made known: a slip leaves no trace of a person.
  const tried = readAttestation({ ...input, by: '' }, now)
  if (!tried.ok) return tried
  const ownership = await (check?.(organization, who.login) ?? notAsked)
  const problem = problemOf(ownership, who, organization.login)
  if (problem !== undefined) return { ok: false, problem }
  const known = ownership.state === 'owner' ? { ...who, githubId: ownership.githubId } : who
  const by = await findPerson(store, organization.hostId, known)
  if (by === undefined) {
    return {
      ok: false,
      problem: `Nobody called ${who.login} is known here yet. Give their numeric id of GitHub as well.`,
    }
  }
  const attestation = {
    ...tried.attestation,
    by,
    ...(ownership.state === 'unknown' && { unverified: ownership.why }),
  }
  await transactOrder(store, (unit) => recordAttestation(unit, organization.id, attestation))
  return { ok: true, attestation }
}

const notAsked: Ownership = { state: 'unknown', why: 'GitHub was not asked' }

/** Why somebody may not state anything; undefined: they may. */
function problemOf(
  ownership: Ownership,
  { login, githubId }: NamedPerson,
  organization: string,
): string | undefined {
  if (ownership.state === 'no-owner')
    return `GitHub says that ${login} is no owner of ${organization}. Only an owner can see what is stated here.`
  if (ownership.state === 'owner' && githubId !== undefined && githubId !== ownership.githubId)
    return `GitHub knows ${login} by the number ${ownership.githubId}, and not by ${githubId}.`
  return undefined
}
