import { isoTime } from '../clock.ts'
import { readDetails } from '../world/details.ts'
import type { Repository } from '../world/entities.ts'
import { fullName, ownerOf } from '../world/lookups.ts'
import { permissionFlags, roleOf } from '../world/roles.ts'
import type { World } from '../world/world.ts'
import { nodeId, simpleUser } from './account.ts'

type Rendered = Readonly<Record<string, unknown>>

/** Links below a repository's own, as GitHub writes them. */
const links = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const

/** `repository` and `minimal-repository`; with `permissions` where a person asks. */
export function repository(world: World, one: Repository, userId?: number): Rendered {
  const self = `${world.urls.api}/repos/${fullName(world, one)}`
  const web = `${world.urls.web}/${fullName(world, one)}`
  const openIssues = readDetails(one).issues.filter(({ state }) => state === 'open').length
  return {
    id: one.id,
    node_id: nodeId('R', one.id),
    name: one.name,
    full_name: fullName(world, one),
    private: one.visibility !== 'public',
    owner: simpleUser(world, ownerOf(world, one)),
    html_url: web,
    description: one.description,
    fork: one.forkOf !== null,
    url: self,
    ...Object.fromEntries(Object.entries(links).map(([name, rest]) => [name, self + rest])),
    git_url: web.replace(/^https?:/, 'git:') + '.git',
    ssh_url: `git@${new URL(web).hostname}:${fullName(world, one)}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    homepage: null,
    size: 0,
    language: null,
    mirror_url: null,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    license: null,
    has_issues: one.hasNoIssues !== true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    archived: one.archived,
    disabled: false,
    allow_forking: true,
    is_template: one.isTemplate,
    web_commit_signoff_required: false,
    topics: one.topics,
    visibility: one.visibility,
    default_branch: one.defaultBranch,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
    pushed_at: isoTime(one.pushedAt),
    ...(userId === undefined ? {} : { permissions: permissionFlags(roleOf(world, userId, one)) }),
  }
}

/** `full-repository`: what `GET /repos/{owner}/{repo}` adds. */
export function fullRepository(world: World, one: Repository, userId?: number): Rendered {
  const organization = world.organizations.get(one.ownerId)
  const parent = one.forkOf === null ? undefined : world.repositories.get(one.forkOf)
  const template = one.templateOf === null ? undefined : world.repositories.get(one.templateOf)
  return {
    ...repository(world, one, userId),
    network_count: 0,
    subscribers_count: 0,
    ...(organization ? { organization: simpleUser(world, organization) } : {}),
    ...(parent ? { parent: repository(world, parent), source: repository(world, parent) } : {}),
    ...(template ? { template_repository: repository(world, template) } : {}),
    custom_properties: Object.fromEntries(readDetails(one).properties),
    security_and_analysis: securityAndAnalysis(readDetails(one).alerts.length > 0),
  }
}

const securityAndAnalysis = (isScanned: boolean): Rendered => ({
  secret_scanning: { status: isScanned ? 'enabled' : 'disabled' },
  secret_scanning_push_protection: { status: 'disabled' },
})
