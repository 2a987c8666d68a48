import type { Subject } from '../auth/authorize.ts'
import type { Route } from '../description/route.ts'
import { fullName } from '../world/lookups.ts'
import type { Incoming } from './exchange.ts'
import type { GitHub } from './github.ts'
import type { Reply } from './reply.ts'

/** From a name that a repository had, GitHub redirects to its id. */
export function movedTo(
  { world }: GitHub,
  { method, url }: Incoming,
  { params, operation }: Route,
  { repository }: Subject,
): Reply | undefined {
  const name = `${params['owner']}/${params['repo']}`
  if (repository === undefined || fullName(world, repository).toLowerCase() === name.toLowerCase())
    return undefined
  const rest = operation.path.replace('/repos/{owner}/{repo}', '')
  const filled = rest.replaceAll(/\{(\w+)\}/g, (_, one: string) => encodeURIComponent(params[one] ?? ''))
  const target = `${world.urls.api}/repositories/${repository.id}${filled}${url.search}`
  const status = method === 'GET' || method === 'HEAD' ? 301 : 307
  const body = {
    message: 'Moved Permanently',
    url: target,
    documentation_url: 'https://docs.github.com/rest',
  }
  return { status, body, headers: { location: target } }
}
