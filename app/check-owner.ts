import type { Config } from './config.ts'
import type { Store } from './database/store.ts'
import type { OwnerCheck, Ownership } from './enforcement/attestations/owner-check.ts'
import type { GatehouseOwnerCheck } from './enforcement/owners/gatehouse-owner.ts'
import type { LookedAtHost } from './github/open-host.ts'
import { openHostOnce } from './open-host-once.ts'

/** Nobody waits longer for a person's statement to be checked; it is kept all the same, as one that was not. */
const longestMs = 15_000

/** Asks the organization's GitHub host, with our App's credentials, who somebody is. */
export const createOwnerCheck =
  (config: Config, store: Store): OwnerCheck =>
  (organization, login) =>
    asked(config, store, organization, (github, opened) => github.readOwnership(opened, login))

/** The same of a Gatehouse owner: a member of one of the policy's teams, or an owner of the organization where it names none. */
export const createGatehouseOwnerCheck =
  (config: Config, store: Store): GatehouseOwnerCheck =>
  (organization, teams, login) =>
    asked(config, store, organization, (github, opened) =>
      teams === undefined
        ? github.readOwnership(opened, login)
        : github.readTeamOwnership(opened, teams, login),
    )

const unknown = (why: string): Ownership => ({ state: 'unknown', why })

type Opened = Parameters<LookedAtHost['readOwnership']>[0]

async function asked(
  config: Config,
  store: Store,
  { id, hostId, login, installation: { installationId } }: Parameters<OwnerCheck>[0],
  ask: (github: LookedAtHost, opened: Opened) => Promise<Ownership>,
): Promise<Ownership> {
  try {
    const github = await openHostOnce(config, store, hostId, AbortSignal.timeout(longestMs))
    if (!github) return unknown('the credentials of our App on its host are not at hand')
    return await ask(github, { id, login, installationId })
  } catch {
    // What they say is kept all the same, with the doubt.
    return unknown('GitHub could not be asked')
  }
}
