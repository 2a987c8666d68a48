import { z } from 'zod'
import { known } from '../../policies/facts.ts'
import type { RepositoryReading, RepositorySnapshot } from '../enforcement/github.ts'
import type { DeployKeyFact, SecretFact } from '../enforcement/inventory/facts.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { ConditionalRequests } from './conditional-requests.ts'
import { readBranchProtection } from './read-branch-protection.ts'
import { type Permissions, readPermitted } from './read-fact.ts'
import { readStores, type StorePlace, storePlaces, withoutValues } from './secret-stores.ts'

/** By what a repository is read. */
export interface RepositoryRequests {
  readonly octokit: Octokit
  readonly conditional: ConditionalRequests
  /** GitHub's number of our App. */
  readonly appId: number
  /** The installation's. */
  readonly granted: Permissions | undefined
  /** Whether the host is an Enterprise Server. */
  readonly isServer: boolean
}

/**
 * Reads what one repository is asked for in requests of its own. Everything is asked for by its numeric id, which GitHub's
 * redirects lead to: a name may be another repository's by then.
 *
 * Requests: five lists of names, deploy keys, people, rules, protected branches, and one more where its default branch is
 * among these. An archived one is asked for fewer stores, an empty one has no branch.
 */
export async function readRepository(
  { octokit, conditional, appId, granted, isServer }: RepositoryRequests,
  snapshot: RepositorySnapshot,
): Promise<RepositoryReading> {
  const { githubId: id, visibility, isArchived } = snapshot
  const client = createApiClient(octokit, conditional.fetch())
  const forVariables = createApiClient(octokit, conditional.fetch(withoutValues))
  const places = storePlaces
    .filter(({ isOnServer }) => isOnServer || !isServer)
    .filter(({ isUsedInArchived }) => isUsedInArchived || !isArchived)
  const administration = { administration: 'read' }
  const reading: RepositoryReading = {
    reach: {
      id,
      visibility: known(visibility),
      ...(await readStores('the repository', places, granted, (place) =>
        readStore(place.field === 'variables' ? forVariables : client, id, place),
      )),
      deployKeys: await readPermitted('the deploy keys', granted, administration, () =>
        readDeployKeys(client, id),
      ),
      readers: await readPermitted('who can read it', granted, { metadata: 'read' }, () =>
        client.count('GET /repositories/{id}/collaborators', { id }),
      ),
    },
    branchProtection: await readBranchProtection(client, granted, snapshot, appId),
  }
  await conditional.keep()
  return reading
}

const named = z.object({ name: z.string() })

async function readStore(
  client: ApiClient,
  id: number,
  { store, path, field }: StorePlace,
): Promise<readonly SecretFact[]> {
  const listed = await client.list(`GET /repositories/{id}/${path}`, { id }, named, field)
  return listed.map(({ name }) => ({ store, name }))
}

const deployKey = z.object({ id: z.number(), title: z.string(), read_only: z.boolean() })

async function readDeployKeys(client: ApiClient, id: number): Promise<readonly DeployKeyFact[]> {
  const keys = await client.list('GET /repositories/{id}/keys', { id }, deployKey)
  return keys.map(({ id: keyId, title, read_only: readOnly }) => ({ id: keyId, title, readOnly }))
}
