import { z } from 'zod'
import {
  type Facts,
  factsWith,
  known,
  type PropertyValue,
  unknown,
  visibilities,
} from '../../policies/facts.ts'
import { type Octokit, type Place, statusOf } from '../github.ts'

const repositorySchema = z.object({
  full_name: z.string(),
  visibility: z.enum(visibilities),
  topics: z.array(z.string()).optional(),
})
const propertiesSchema = z.array(
  z.object({ property_name: z.string(), value: z.union([z.string(), z.array(z.string()), z.null()]) }),
)

/** What decides which group of the policy a repository belongs to; what the token cannot read is unknown. */
export async function readGroupFacts(octokit: Octokit, { owner, repo }: Place): Promise<Facts> {
  const [repository, properties] = await Promise.all([
    octokit.rest.repos.get({ owner, repo }).then(({ data }) => repositorySchema.parse(data)),
    readProperties(octokit, { owner, repo }),
  ])
  return factsWith(
    {
      repository: known(repository.full_name),
      visibility: known(repository.visibility),
      topics: known(repository.topics ?? []),
      customProperties: properties,
    },
    'a workflow does not read it',
  )
}

async function readProperties(
  octokit: Octokit,
  { owner, repo }: Pick<Place, 'owner' | 'repo'>,
): Promise<Facts['customProperties']> {
  try {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/properties/values', { owner, repo })
    const values = propertiesSchema
      .parse(data)
      .map(({ property_name, value }) => [property_name, value] as const)
    return known<Readonly<Record<string, PropertyValue>>>(Object.fromEntries(values))
  } catch (error) {
    const status = statusOf(error)
    if (status === undefined) throw error
    return unknown(`GitHub answered with ${status}`)
  }
}
