import { randomBytes } from 'node:crypto'
import { addApp } from '../world/build-apps.ts'
import type { Permissions } from '../world/entities.ts'
import { organizationByLogin } from '../world/lookups.ts'
import type { GitHub } from './github.ts'
import type { Reply } from './reply.ts'
import { page, redirect, type Browser } from './web-page.ts'

interface Manifest {
  readonly name?: string
  readonly url?: string
  readonly redirect_url?: string
  readonly callback_urls?: readonly string[]
  readonly hook_attributes?: { readonly url?: string; readonly active?: boolean }
  readonly default_permissions?: Permissions
  readonly default_events?: readonly string[]
}

/** The form that a manifest is posted to: the person agrees, and comes back with a code for the App's secrets. */
export function registerApp(
  { world }: GitHub,
  { user }: Browser,
  organization: string | undefined,
  query: URLSearchParams,
  text: string,
): Reply {
  if (user === undefined) return redirect(`${world.urls.web}/login`)
  const owner = organization === undefined ? user : organizationByLogin(world, organization)
  if (owner === undefined) return page(404, 'Not Found')
  if (owner.type === 'Organization' && owner.members.get(user.id) !== 'admin') return page(404, 'Not Found')
  const manifest: Manifest = JSON.parse(new URLSearchParams(text).get('manifest') ?? '{}')
  if (!manifest.name || !manifest.url || !manifest.redirect_url)
    return page(422, 'Manifest: name, url and redirect_url are required')
  const hook = manifest.hook_attributes?.url
  const app = addApp(world, {
    slug: manifest.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    name: manifest.name,
    owner,
    permissions: manifest.default_permissions ?? {},
    events: manifest.default_events ?? [],
    callbackUrls: manifest.callback_urls ?? [],
    ...(hook ? { webhook: { url: hook, secret: randomBytes(20).toString('hex') } } : {}),
  })
  const code = randomBytes(20).toString('hex')
  world.manifestCodes.set(code, app)
  const target = new URL(manifest.redirect_url)
  target.searchParams.set('code', code)
  const state = query.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return redirect(target.href)
}
