import { isoTime } from '../clock.ts'
import type { App, Enterprise, Installation } from '../world/entities.ts'
import { accountById, appOf } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { nodeId, simpleUser } from './account.ts'

type Rendered = Readonly<Record<string, unknown>>

export const enterpriseById = (world: World, id: number): Enterprise | undefined =>
  [...world.enterprises.values()].find((enterprise) => enterprise.id === id)

export const enterprise = (world: World, one: Enterprise): Rendered => ({
  id: one.id,
  slug: one.slug,
  name: one.name,
  node_id: nodeId('E', one.id),
  avatar_url: `${world.urls.web}/avatars/${one.id}`,
  description: null,
  website_url: null,
  html_url: `${world.urls.web}/enterprises/${one.slug}`,
  created_at: isoTime(one.createdAt),
  updated_at: isoTime(one.createdAt),
})

const targetOf = (world: World, { target }: Installation): Rendered =>
  target.type === 'Enterprise'
    ? enterprise(world, enterpriseById(world, target.id)!)
    : simpleUser(world, accountById(world, target.id))

/** Where a person sees it on the website. */
function pageOf(world: World, { id, target }: Installation): string {
  const { web } = world.urls
  if (target.type === 'Enterprise')
    return `${web}/enterprises/${enterpriseById(world, target.id)!.slug}/settings/installations/${id}`
  if (target.type === 'User') return `${web}/settings/installations/${id}`
  return `${web}/organizations/${accountById(world, target.id).login}/settings/installations/${id}`
}

export function installation(world: World, one: Installation): Rendered {
  const app = appOf(world, one)
  return {
    id: one.id,
    client_id: app.clientId,
    account: targetOf(world, one),
    repository_selection: one.selection,
    access_tokens_url: `${world.urls.api}/app/installations/${one.id}/access_tokens`,
    repositories_url: `${world.urls.api}/installation/repositories`,
    html_url: pageOf(world, one),
    app_id: one.appId,
    app_slug: app.slug,
    target_id: one.target.id,
    target_type: one.target.type,
    permissions: one.permissions,
    events: one.events,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: one.suspendedAt === null ? null : isoTime(one.suspendedAt),
  }
}

/** `integration`: an App. */
export function app(world: World, one: App): Rendered {
  const owner = enterpriseById(world, one.ownerId)
  return {
    id: one.id,
    client_id: one.clientId,
    slug: one.slug,
    node_id: nodeId('A', one.id),
    owner: owner ? enterprise(world, owner) : simpleUser(world, accountById(world, one.ownerId)),
    name: one.name,
    description: one.description,
    external_url: 'https://example.com',
    html_url: `${world.urls.web}/apps/${one.slug}`,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.createdAt),
    permissions: one.permissions,
    events: one.events,
  }
}
