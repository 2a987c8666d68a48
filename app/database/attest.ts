import { sql } from 'kysely'
import type { Attestation } from '../enforcement/attestations/attestation.ts'
import { readAttestation, type StatementInput } from '../enforcement/attestations/read-attestation.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { recordAttestation } from './attestations.ts'
import { recordPerson } from './people.ts'
import type { Store } from './store.ts'

/** Who states something: somebody who is known by their login, or anybody by both. */
export interface Stating {
  readonly login: string
  /** GitHub's numeric id. */
  readonly githubId?: number
}

export type AttestResult =
  | { readonly ok: true; readonly attestation: Attestation }
  | { readonly ok: false; readonly problem: string }

/** Records what somebody states of an organization. */
export async function attest(
  store: Store,
  organization: Pick<KnownOrganization, 'id' | 'hostId'>,
  who: Stating,
  input: Omit<StatementInput, 'by'>,
  now: Date,
): Promise<AttestResult> {
  // Read before anybody is made known: a slip leaves no trace of a person.
  const tried = readAttestation({ ...input, by: '' }, now)
  if (!tried.ok) return tried
  const by = await findPerson(store, organization.hostId, who)
  if (by === undefined) {
    const problem = `Nobody called ${who.login} is known here yet. Give their numeric id of GitHub as well.`
    return { ok: false, problem }
  }
  const attestation = { ...tried.attestation, by }
  await store.transact((unit) => recordAttestation(unit, organization.id, attestation))
  return { ok: true, attestation }
}

async function findPerson(
  store: Store,
  host: string,
  { login, githubId }: Stating,
): Promise<string | undefined> {
  if (githubId !== undefined) return recordPerson(store, host, githubId, login)
  const row = await store.database
    .selectFrom('people')
    .innerJoin('person_names', 'person_names.person_id', 'people.id')
    .select('people.id')
    .where('host_id', '=', host)
    .where(sql<boolean>`lower(login) = ${login.toLowerCase()}`)
    .executeTakeFirst()
  return row?.id
}
