import { z } from 'zod'
import { type Fact, unknown } from '../../policies/facts.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import { readFact } from './read-fact.ts'

/** Which repositories another App's installation was given. */
export type SelectionReader = (org: string, installationId: number) => Promise<Fact<ReadonlySet<number>>>

/** By what it may be read: our App's own installation may not, on no plan. */
export interface SelectionAccess {
  /** An App of the enterprise's own, installed on the enterprise. */
  readonly enforcer?: { readonly enterprise: string; readonly octokit: Octokit }
  /**
   * With a classic token of an organization owner. GitHub describes that it may; some are refused. It is a risk of its own,
   * so it is never the first choice.
   */
  readonly asPerson?: Octokit
}

export const nobodyMay =
  'GitHub tells which repositories another App is given to only to an App of the enterprise, or to a classic token'

/** Asks whoever may, in the order of how little else they may. */
export function createSelectionReader({ enforcer, asPerson }: SelectionAccess): SelectionReader {
  return async (org, installationId) => {
    const whys: string[] = []
    for (const read of [enforcer && throughEnterprise(enforcer), asPerson && asClassicToken(asPerson)]) {
      if (read === undefined) continue
      const found = await read(org, installationId)
      if (found.known) return found
      whys.push(found.why)
    }
    return unknown(whys.length === 0 ? nobodyMay : whys.join('; '))
  }
}

const listed = z.object({ id: z.number() })

const idsOf = async (listing: Promise<readonly { readonly id: number }[]>): Promise<ReadonlySet<number>> =>
  new Set((await listing).map(({ id }) => id))

function throughEnterprise({
  enterprise,
  octokit,
}: NonNullable<SelectionAccess['enforcer']>): SelectionReader {
  const client = createApiClient(octokit)
  const route =
    'GET /enterprises/{enterprise}/apps/organizations/{org}/installations/{installation_id}/repositories'
  return (org, installationId) =>
    readFact('the repositories of an App, through the enterprise,', () =>
      idsOf(client.list(route, { enterprise, org, installation_id: installationId }, listed)),
    )
}

function asClassicToken(octokit: Octokit): SelectionReader {
  const client: ApiClient = createApiClient(octokit)
  const route = 'GET /user/installations/{installation_id}/repositories'
  return async (org, installationId) => {
    const owns = await readFact('the membership of the owner of the classic token', () =>
      isOwner(client, org),
    )
    if (!owns.known) return owns
    // GitHub lists what both the App and the person reach; only an owner reaches everything.
    if (!owns.value)
      return unknown('the classic token is not of an organization owner, so it does not see all')
    return readFact('the repositories of an App, with the classic token,', () =>
      idsOf(client.list(route, { installation_id: installationId }, listed, 'repositories')),
    )
  }
}

async function isOwner(client: ApiClient, org: string): Promise<boolean> {
  const schema = z.object({ role: z.string(), state: z.string() })
  const { role, state } = await client.get('GET /user/memberships/orgs/{org}', { org }, schema)
  return role === 'admin' && state === 'active'
}
