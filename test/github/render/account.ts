import { isoTime } from '../clock.ts'
import type { Organization, User } from '../world/entities.ts'
import type { Account } from '../world/lookups.ts'
import type { World } from '../world/world.ts'

export const nodeId = (kind: string, id: number): string =>
  `${kind}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`

/** `simple-user`: how GitHub shows any account beside something else. */
export function simpleUser(world: World, account: Account): Readonly<Record<string, unknown>> {
  const { api, web } = world.urls
  const self = `${api}/users/${encodeURIComponent(account.login)}`
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === 'Organization' ? 'O' : 'U', account.id),
    avatar_url: `${web}/avatars/${account.id}`,
    gravatar_id: '',
    url: self,
    html_url: `${web}/${account.login}`,
    followers_url: `${self}/followers`,
    following_url: `${self}/following{/other_user}`,
    gists_url: `${self}/gists{/gist_id}`,
    starred_url: `${self}/starred{/owner}{/repo}`,
    subscriptions_url: `${self}/subscriptions`,
    organizations_url: `${self}/orgs`,
    repos_url: `${self}/repos`,
    events_url: `${self}/events{/privacy}`,
    received_events_url: `${self}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: account.type !== 'Organization' && account.siteAdmin,
  }
}

/** `public-user`, and `private-user` for oneself. */
export function fullUser(world: World, user: User): Readonly<Record<string, unknown>> {
  const time = isoTime(user.createdAt)
  return {
    ...simpleUser(world, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: time,
    updated_at: time,
  }
}

export function simpleOrganization(
  world: World,
  organization: Organization,
): Readonly<Record<string, unknown>> {
  const { api, web } = world.urls
  const self = `${api}/orgs/${organization.login}`
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId('O', organization.id),
    url: self,
    repos_url: `${self}/repos`,
    events_url: `${self}/events`,
    hooks_url: `${self}/hooks`,
    issues_url: `${self}/issues`,
    members_url: `${self}/members{/member}`,
    public_members_url: `${self}/public_members{/member}`,
    avatar_url: `${web}/avatars/${organization.id}`,
    description: organization.description,
  }
}
