import { z } from 'zod'
import { type Fact, unknown } from '../../policies/facts.ts'
import type { SharedSecretFact } from '../enforcement/inventory/facts.ts'
import type { ApiClient } from './api-client.ts'
import { readFact } from './read-fact.ts'
import type { StorePlace } from './secret-stores.ts'

export const sharedSecret = z.object({ name: z.string(), visibility: z.enum(['all', 'private', 'selected']) })
const withId = z.object({ id: z.number() })

export interface SharedSecretsReading {
  readonly org: string
  readonly place: StorePlace
  /** Names that speak of an assistant: only of these it is asked who gets them. */
  readonly isTelling: (name: string) => boolean
}

/** Secrets of one store of the organization, or its variables, that speak of an assistant, and who gets them. */
export async function readSharedSecrets(
  clients: Readonly<Record<StorePlace['field'], ApiClient>>,
  { org, place: { store, path, field }, isTelling }: SharedSecretsReading,
): Promise<readonly SharedSecretFact[]> {
  const secrets: SharedSecretFact[] = []
  const listed = await clients[field].list(`GET /orgs/{org}/${path}`, { org }, sharedSecret, field)
  for (const { name, visibility } of listed.filter((one) => isTelling(one.name))) {
    const repositories: Fact<ReadonlySet<number>> =
      visibility === 'selected'
        ? await readFact(`who gets ${name}`, () => readRepositories(clients.secrets, org, path, name))
        : unknown('all of a kind get it')
    secrets.push({ store, name, visibility, repositories })
  }
  return secrets
}

/** Numeric ids of the selected repositories that get one. @param path the store's (`StorePlace`) */
export async function readRepositories(
  client: ApiClient,
  org: string,
  path: string,
  name: string,
): Promise<ReadonlySet<number>> {
  const route = `GET /orgs/{org}/${path}/{name}/repositories`
  const listed = await client.list(route, { org, name }, withId, 'repositories')
  return new Set(listed.map(({ id }) => id))
}
