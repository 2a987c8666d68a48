import { z } from 'zod'
import { type Fact, known, unknown } from '../../../policies/facts.ts'
import type { SecretWriter } from '../../enforcement/github-writes.ts'
import type { SharedSecretFact } from '../../enforcement/inventory/facts.ts'
import type { SecretStore } from '../../enforcement/inventory/facts.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { readFact, statusOf } from '../read-fact.ts'
import { readRepositories, sharedSecret } from '../read-shared-secrets.ts'
import { type StorePlace, storePlaces } from '../secret-stores.ts'

const named = z.object({ name: z.string() })

/** Source: GitHub's OpenAPI description, `remove-selected-repo-from-org-secret` and its like. @param org the organization's login */
export function createSecretWriter(octokit: Octokit, org: string): SecretWriter {
  const client = createApiClient(octokit)
  const change = (method: 'PUT' | 'DELETE', store: SecretStore, name: string, id: number) =>
    answerTo(`what GitHub says to a change of who gets ${name}`, async () => {
      const route = `${method} /orgs/{org}/${placeOf(store).path}/{name}/repositories/{id}`
      await octokit.request(route, { org, name, id })
    })
  return {
    read: (store, name) =>
      readFact(`the organization's ${name}`, async (): Promise<SharedSecretFact | null> => {
        const { path, field } = placeOf(store)
        // The list, because 404 of one may as well say that our App may not look.
        const all = await client.list(`GET /orgs/{org}/${path}`, { org }, sharedSecret, field)
        const one = all.find((listed) => listed.name === name)
        if (!one) return null
        const repositories: SharedSecretFact['repositories'] =
          one.visibility === 'selected'
            ? known(await readRepositories(client, org, path, name))
            : unknown('all of a kind get it')
        return { store, name, visibility: one.visibility, repositories }
      }),
    take: ({ store, name }, id) => change('DELETE', store, name, id),
    give: ({ store, name }, id) => change('PUT', store, name, id),
    namesOf: (id, store) =>
      readFact(`the repository's names of secrets`, async () => {
        const { path, field } = placeOf(store)
        const all = await client.list(`GET /repositories/{id}/${path}`, { id }, named, field)
        return new Set(all.map(({ name }) => name))
      }),
  }
}

const placeOf = (store: SecretStore): StorePlace => storePlaces.find((one) => one.store === store)!

/** GitHub's 409 is said of what is not given to selected repositories any more. */
async function answerTo(what: string, send: () => Promise<void>): Promise<Fact<null>> {
  try {
    return await readFact(what, async () => {
      await send()
      return null
    })
  } catch (error) {
    const status = statusOf(error)
    if (status !== 409 && status !== 422) throw error
    return unknown(
      `GitHub answers ${status}: it is not given to selected repositories, or the repository is not the organization's`,
    )
  }
}
