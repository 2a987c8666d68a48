import type { Config } from '../config.ts'
import type { SealSettings } from '../database/open-sealer.ts'
import { readOrganization } from '../database/organizations.ts'
import { isPersonOf } from '../database/people.ts'
import type { Store } from '../database/store.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import type { ReadTicket } from '../enforcement/requests/ticket.ts'
import { AppError } from '../../scanner/errors.ts'
import type { OpenOrganization } from './open-organization.ts'

/** What everything that people order through the API is done with. */
export interface Acting {
  readonly config: Pick<
    Config,
    | 'ceiling'
    | 'policyRepository'
    | 'dataFolder'
    | 'writeLimits'
    | 'hosts'
    | 'enterpriseApp'
    | 'claudeApiUrl'
    | 'publicUrl'
  > &
    SealSettings
  readonly store: Store
  readonly open: OpenOrganization
  /** undefined: this process can read no tickets of other systems. */
  readonly readTicket: ReadTicket | undefined
  readonly now: () => Date
}

/** Somebody as GitHub knows them. */
export interface Actor {
  readonly id: string
  readonly login: string
}

/** Who orders something of an organization. Programs with tokens of an organization, and people of another host, order nothing. */
export async function actorIn(store: Store, viewer: Viewer, organization: KnownOrganization): Promise<Actor> {
  const { person: id, login } = viewer
  if (id === null || login === null || !(await isPersonOf(store, organization.hostId, id)))
    throw new AppError('not-allowed', 'Only a person whom the organization’s GitHub host knows may do this.')
  return { id, login }
}

export async function knownOrganization(store: Store, id: string): Promise<KnownOrganization> {
  const organization = await readOrganization(store, 'everything', id)
  if (organization) return organization
  throw new AppError('not-there', 'There is no such organization that you can see.')
}
