import { z } from 'zod'
import { type BasePermission, basePermissions, type PropertyValue } from '../../policies/facts.ts'
import type { ApiClient } from './api-client.ts'

/** What every member may do in every repository. */
export async function readBasePermission(client: ApiClient, org: string): Promise<BasePermission> {
  const schema = z.object({ default_repository_permission: z.enum(basePermissions) })
  return (await client.get('GET /orgs/{org}', { org }, schema)).default_repository_permission
}

/** For which repositories Copilot's cloud agent is switched on. */
export async function readNativeAgent(
  client: ApiClient,
  org: string,
): Promise<'none' | 'all' | ReadonlySet<number>> {
  const schema = z.object({ enabled_repositories: z.enum(['all', 'selected', 'none']) })
  const base = 'GET /orgs/{org}/copilot/coding-agent/permissions'
  const { enabled_repositories: enabled } = await client.get(base, { org }, schema)
  if (enabled !== 'selected') return enabled
  const listed = await client.list(
    `${base}/repositories`,
    { org },
    z.object({ id: z.number() }),
    'repositories',
  )
  return new Set(listed.map(({ id }) => id))
}

/** Only what is used. */
const repositoryValues = z.object({
  repository_id: z.number(),
  properties: z.array(
    z.object({ property_name: z.string(), value: z.union([z.string(), z.array(z.string()), z.null()]) }),
  ),
})

/** Values of custom properties by the repositories' numeric ids. */
export async function readProperties(
  client: ApiClient,
  org: string,
): Promise<ReadonlyMap<number, Readonly<Record<string, PropertyValue>>>> {
  const all = await client.list('GET /orgs/{org}/properties/values', { org }, repositoryValues)
  return new Map(
    all.map(({ repository_id: id, properties }) => [
      id,
      Object.fromEntries(properties.map(({ property_name: name, value }) => [name, value])),
    ]),
  )
}
