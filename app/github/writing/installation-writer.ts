import { z } from 'zod'
import { unknown } from '../../../policies/facts.ts'
import {
  type InstallationState,
  type InstallationWriter,
  type NamedRepository,
  WriteRefused,
} from '../../enforcement/github-writes.ts'
import { type ApiClient, createApiClient, type Octokit, pageSize } from '../api-client.ts'
import { readFact, refusalOf } from '../read-fact.ts'
import { nobodyMay } from '../selections.ts'

/** Who may change other Apps' installations; each with a guard and a permit of the writer's own. */
export interface InstallationMeans {
  readonly enforcer?: { readonly enterprise: string; readonly octokit: Octokit }
  readonly asPerson?: Octokit
}

/** @param org the organization's login */
export function createInstallationWriter(
  { enforcer, asPerson }: InstallationMeans,
  org: string,
): InstallationWriter {
  if (enforcer) return throughEnterprise(enforcer, org)
  return asPerson ? asClassicToken(asPerson) : nobody
}

const refused = async (): Promise<never> => {
  throw new Error(nobodyMay)
}

const nobody: InstallationWriter = {
  means: 'none',
  read: async () => unknown(nobodyMay),
  listAll: async () => unknown(nobodyMay),
  add: refused,
  remove: refused,
  selectOnly: refused,
}

const listed = z
  .object({ id: z.number(), name: z.string() })
  .transform(({ id, name }): NamedRepository => ({ githubId: id, name }))
const added = z.array(listed)
const installation = z.object({ id: z.number(), repository_selection: z.enum(['all', 'selected']) })

const organizations = '/enterprises/{enterprise}/apps/installable_organizations'
const base = '/enterprises/{enterprise}/apps/organizations/{org}/installations'

/** An App of the enterprise's own. Source: GitHub's OpenAPI description, `enterprise-apps/*`. */
function throughEnterprise(
  { enterprise, octokit }: NonNullable<InstallationMeans['enforcer']>,
  org: string,
): InstallationWriter {
  const client = createApiClient(octokit)
  const at = { enterprise, org }
  const change = async (route: string, id: number, body: object): Promise<unknown> =>
    refusing(async () => (await octokit.request(route, { ...at, installation_id: id, ...body })).data)
  return {
    means: 'enterprise-app',
    read: (id) =>
      readFact('the repositories of an App, through the enterprise,', async () => {
        const all = await client.list(`GET ${base}`, at, installation)
        const found = all.find((one) => one.id === id)
        if (!found) throw new Error(`the installation ${id} is not there any more`)
        const repositories = await client.list(
          `GET ${base}/{installation_id}/repositories`,
          { ...at, installation_id: id },
          listed,
        )
        return { selection: found.repository_selection, repositories }
      }),
    listAll: () =>
      readFact('the repositories of the organization, through the enterprise,', () =>
        client.list(`GET ${organizations}/{org}/accessible_repositories`, at, listed),
      ),
    add: async (id, repositories) => {
      const answer = await change(`PATCH ${base}/{installation_id}/repositories/add`, id, {
        repositories: namesOf(repositories),
      })
      // Whoever calls reads the installation too: what the answer does not say is seen then.
      return added.safeParse(answer).data
    },
    remove: async (id, repositories) => {
      await change(`PATCH ${base}/{installation_id}/repositories/remove`, id, {
        repositories: namesOf(repositories),
      })
    },
    selectOnly: async (id, repositories) => {
      await change(`PATCH ${base}/{installation_id}/repositories`, id, {
        repository_selection: 'selected',
        repositories: namesOf(repositories),
      })
    },
  }
}

const namesOf = (repositories: readonly NamedRepository[]): readonly string[] =>
  repositories.map(({ name }) => name)

/** A classic token of an organization owner, by GitHub's description; some are refused, which is told then. */
function asClassicToken(octokit: Octokit): InstallationWriter {
  const client = createApiClient(octokit)
  const route = '/user/installations/{installation_id}/repositories'
  const each = async (
    method: string,
    id: number,
    repositories: readonly NamedRepository[],
  ): Promise<void> => {
    for (const { githubId } of repositories)
      await refusing(() =>
        octokit.request(`${method} ${route}/{repository_id}`, {
          installation_id: id,
          repository_id: githubId,
        }),
      )
  }
  return {
    means: 'classic-token',
    read: (id) =>
      readFact('the repositories of an App, with the classic token,', () =>
        readAsPerson(client, `GET ${route}`, id),
      ),
    listAll: async () => unknown(personAlone),
    // By their numbers: nobody else can come in.
    add: async (id, repositories) => {
      await each('PUT', id, repositories)
      return undefined
    },
    remove: (id, repositories) => each('DELETE', id, repositories),
    selectOnly: async () => {
      throw new WriteRefused(personAlone)
    },
  }
}

const personAlone =
  "only a person on GitHub's pages, or an App of the enterprise, can switch an App to selected repositories"

/** What GitHub would refuse again is said, and not tried again. */
async function refusing<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send()
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    throw new WriteRefused(refusal, { cause: error })
  }
}

const pageOf = z.object({
  total_count: z.number(),
  repository_selection: z.enum(['all', 'selected']).optional(),
  repositories: z.array(listed),
})

async function readAsPerson(client: ApiClient, route: string, id: number): Promise<InstallationState> {
  const repositories: NamedRepository[] = []
  let selection: InstallationState['selection'] = 'selected'
  for (let page = 1; ; page += 1) {
    const shown = await client.get(route, { installation_id: id, per_page: pageSize, page }, pageOf)
    selection = shown.repository_selection ?? selection
    repositories.push(...shown.repositories)
    if (shown.repositories.length < pageSize) return { selection, repositories }
  }
}
