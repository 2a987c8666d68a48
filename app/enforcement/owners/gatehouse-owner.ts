import type { Ownership } from '../attestations/owner-check.ts'
import type { KnownOrganization } from '../records.ts'

/**
 * Asks GitHub whether somebody is a Gatehouse owner of an organization: a member of one of the teams that its policy names
 * (`requests.owners`), or, where it names none, an owner of the organization. Does not throw: what cannot be asked is unknown.
 */
export type GatehouseOwnerCheck = (
  organization: Pick<KnownOrganization, 'id' | 'hostId' | 'login' | 'installation'>,
  teams: readonly string[] | undefined,
  login: string,
) => Promise<Ownership>
