import { isoTime } from '../clock.ts'
import { readDetails } from '../world/details.ts'
import type { Comment, Issue, Label, PullRequest, Repository } from '../world/entities.ts'
import { accountById, fullName, userByLogin } from '../world/lookups.ts'
import { atLeast, roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import { nodeId, simpleUser } from './account.ts'
import { app } from './installation.ts'

type Rendered = Readonly<Record<string, unknown>>

export const apiUrl = (world: World, repository: Repository): string =>
  `${world.urls.api}/repos/${fullName(world, repository)}`
export const webUrl = (world: World, repository: Repository): string =>
  `${world.urls.web}/${fullName(world, repository)}`
const timeOrNull = (time: number | null): string | null => (time === null ? null : isoTime(time))

/** What somebody is to a repository, as GitHub says it beside their words. */
export function association(world: World, repository: Repository, userId: number): string {
  if (repository.ownerId === userId) return 'OWNER'
  if (world.organizations.get(repository.ownerId)?.members.has(userId)) return 'MEMBER'
  return atLeast(roleOf(world, userId, repository), 'triage') ? 'COLLABORATOR' : 'NONE'
}

export const label = (world: World, repository: Repository, one: Label): Rendered => ({
  id: one.id,
  node_id: nodeId('LA', one.id),
  url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(one.name)}`,
  name: one.name,
  color: one.color,
  default: false,
  // Described as text in pull requests, and as text or null elsewhere.
  description: one.description ?? '',
})

export function labelsOf(
  world: World,
  repository: Repository,
  names: readonly string[],
): readonly Rendered[] {
  const { labels } = readDetails(repository)
  return names.flatMap((name) => {
    const one = labels.find((known) => known.name.toLowerCase() === name.toLowerCase())
    return one ? [label(world, repository, one)] : []
  })
}

/** What issues and pull requests have in common. */
export function thread(world: World, repository: Repository, one: Issue): Rendered {
  const assignees = one.assignees
    .flatMap((login) => userByLogin(world, login) ?? [])
    .map((user) => simpleUser(world, user))
  return {
    id: one.id,
    node_id: nodeId('I', one.id),
    number: one.number,
    title: one.title,
    body: one.body,
    state: one.state,
    locked: false,
    active_lock_reason: null,
    user: simpleUser(world, accountById(world, one.authorId)),
    labels: labelsOf(world, repository, one.labels),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
    closed_at: timeOrNull(one.closedAt),
    author_association: association(world, repository, one.authorId),
  }
}

/** `issue`; a pull request is one as well. */
export function issue(world: World, repository: Repository, one: Issue | PullRequest): Rendered {
  const self = `${apiUrl(world, repository)}/issues/${one.number}`
  const comments = readDetails(repository).comments.filter(({ issueNumber }) => issueNumber === one.number)
  const isPull = 'headRef' in one
  return {
    ...thread(world, repository, one),
    url: self,
    repository_url: apiUrl(world, repository),
    labels_url: `${self}/labels{/name}`,
    comments_url: `${self}/comments`,
    events_url: `${self}/events`,
    html_url: `${webUrl(world, repository)}/${isPull ? 'pull' : 'issues'}/${one.number}`,
    comments: comments.length,
    state_reason: one.stateReason,
    performed_via_github_app: withoutEvents(appBehind(world, one)),
    reactions: reactions(self),
    ...(isPull ? { pull_request: pullLinks(world, repository, one) } : {}),
  }
}

const pullLinks = (world: World, repository: Repository, { number, mergedAt }: PullRequest): Rendered => {
  const web = `${webUrl(world, repository)}/pull/${number}`
  return {
    url: `${apiUrl(world, repository)}/pulls/${number}`,
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    merged_at: timeOrNull(mergedAt),
  }
}

export const comment = (world: World, repository: Repository, one: Comment): Rendered => ({
  id: one.id,
  node_id: nodeId('IC', one.id),
  url: `${apiUrl(world, repository)}/issues/comments/${one.id}`,
  html_url: `${webUrl(world, repository)}/issues/${one.issueNumber}#issuecomment-${one.id}`,
  issue_url: `${apiUrl(world, repository)}/issues/${one.issueNumber}`,
  body: one.body,
  user: simpleUser(world, accountById(world, one.authorId)),
  created_at: isoTime(one.createdAt),
  updated_at: isoTime(one.updatedAt),
  author_association: association(world, repository, one.authorId),
  performed_via_github_app: appBehind(world, one),
  reactions: reactions(`${apiUrl(world, repository)}/issues/comments/${one.id}`),
})

/** The description of issues in webhooks knows old events only. */
const withoutEvents = (one: Rendered | null): Rendered | null => one && { ...one, events: [] }

/** The App in whose name a bot writes, or through which a person does; null where they wrote themselves. */
function appBehind(world: World, { authorId, appId }: Pick<Comment, 'authorId' | 'appId'>): Rendered | null {
  const { login } = accountById(world, authorId)
  const found = [...world.apps.values()].find(({ id, slug }) => id === appId || login === `${slug}[bot]`)
  return found ? app(world, found) : null
}

/** Nobody reacts to anything here. */
export const reactions = (url: string): Rendered => ({
  url: `${url}/reactions`,
  total_count: 0,
  '+1': 0,
  '-1': 0,
  laugh: 0,
  hooray: 0,
  confused: 0,
  heart: 0,
  rocket: 0,
  eyes: 0,
})
