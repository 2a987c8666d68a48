import { z } from 'zod'
import type { PropertyValue } from '../../../policies/facts.ts'
import type { PropertyDefinition } from '../../enforcement/access-property/access-property.ts'
import type { PropertyOfRepository, PropertyWriter } from '../../enforcement/github-writes.ts'
import { type ApiClient, createApiClient, type Octokit } from '../api-client.ts'
import { readFact, statusOf } from '../read-fact.ts'
import { refused } from './refused.ts'

/** So many are asked for one by one; for more, the list of all of the organization is the cheaper way. */
const mostSingly = 200

const definition = z
  .object({
    value_type: z.string(),
    required: z.boolean().nullish(),
    description: z.string().nullish(),
    allowed_values: z.array(z.string()).nullish(),
    values_editable_by: z.string().nullish(),
    source_type: z.string().nullish(),
  })
  .transform((one): PropertyDefinition => ({
    type: one.value_type,
    values: one.allowed_values ?? [],
    isEditableInRepositories: one.values_editable_by === 'org_and_repo_actors',
    isOfOrganization: one.source_type !== 'enterprise',
    isRequired: one.required ?? false,
    description: one.description ?? '',
  }))
const value = z.union([z.string(), z.array(z.string()), z.null()])
const single = z.object({ name: z.string(), custom_properties: z.record(z.string(), value).nullish() })
const listed = z.object({
  repository_id: z.number(),
  repository_name: z.string(),
  properties: z.array(z.object({ property_name: z.string(), value })),
})

/** Custom properties of one organization. Source: GitHub's OpenAPI description, `orgs/custom-properties-for-repos-*`. */
export function createPropertyWriter(octokit: Octokit, org: string): PropertyWriter {
  const client = createApiClient(octokit)
  const send = async (route: string, parameters: Readonly<Record<string, unknown>>): Promise<void> => {
    try {
      await octokit.request(route, { org, ...parameters })
    } catch (error) {
      throw refused(error)
    }
  }
  return {
    readDefinition: (name) =>
      readFact(`the custom property ${name}`, async () => {
        try {
          return await client.get(`GET ${schema}/{name}`, { org, name }, definition)
        } catch (error) {
          if (statusOf(error) !== 404) throw error
          // So GitHub answers too where our App may not look: then it does not let the list be read either.
          await octokit.request(`GET ${schema}`, { org })
          return null
        }
      }),
    define: (name, { type, values, isEditableInRepositories, isRequired, description }) =>
      send(`PUT ${schema}/{name}`, {
        name,
        value_type: type,
        required: isRequired,
        description,
        allowed_values: values,
        values_editable_by: isEditableInRepositories ? 'org_and_repo_actors' : 'org_actors',
      }),
    read: (name, githubIds) =>
      readFact('values of custom properties', () =>
        githubIds.length > mostSingly
          ? readAll(client, org, name, new Set(githubIds))
          : readSingly(client, name, githubIds),
      ),
    set: (name, repositories, wanted) =>
      send('PATCH /orgs/{org}/properties/values', {
        repository_names: repositories,
        properties: [{ property_name: name, value: wanted }],
      }),
  }
}

const schema = '/orgs/{org}/properties/schema'

async function readSingly(
  client: ApiClient,
  name: string,
  githubIds: readonly number[],
): Promise<ReadonlyMap<number, PropertyOfRepository>> {
  const found = new Map<number, PropertyOfRepository>()
  for (const id of githubIds) {
    try {
      const read = await client.get('GET /repositories/{id}', { id }, single)
      found.set(id, { name: read.name, value: read.custom_properties?.[name] ?? null })
    } catch (error) {
      if (statusOf(error) !== 404) throw error
    }
  }
  return found
}

async function readAll(
  client: ApiClient,
  org: string,
  name: string,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, PropertyOfRepository>> {
  const all = await client.list('GET /orgs/{org}/properties/values', { org }, listed)
  const valueIn = (properties: z.output<typeof listed>['properties']): PropertyValue =>
    properties.find((one) => one.property_name === name)?.value ?? null
  return new Map(
    all
      .filter(({ repository_id: id }) => wanted.has(id))
      .map((one) => [one.repository_id, { name: one.repository_name, value: valueIn(one.properties) }]),
  )
}
