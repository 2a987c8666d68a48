import type { KnownOrganization } from '../records.ts'

/** What GitHub says of a person in an organization. */
export type Ownership =
  | { readonly state: 'owner'; /** Numeric, of GitHub. */ readonly githubId: number }
  | { readonly state: 'no-owner' }
  /** `why` is in words without anything secret. */
  | { readonly state: 'unknown'; readonly why: string }

/** Asks GitHub whether somebody is an owner of an organization. Does not throw: what cannot be asked is unknown. */
export type OwnerCheck = (
  organization: Pick<KnownOrganization, 'id' | 'hostId' | 'login' | 'installation'>,
  login: string,
) => Promise<Ownership>
