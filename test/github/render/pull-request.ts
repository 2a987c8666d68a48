import { isoTime } from '../clock.ts'
import { readDetails } from '../world/details.ts'
import type { PullRequest, Repository, Review, ReviewComment } from '../world/entities.ts'
import { accountById, ownerOf } from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { nodeId, simpleUser } from './account.ts'
import { apiUrl, association, reactions, thread, webUrl } from './issue.ts'
import { repository as renderRepository } from './repository.ts'

type Rendered = Readonly<Record<string, unknown>>

/** `pull-request-simple`, of lists. */
export function pullRequest(world: World, repository: Repository, one: PullRequest): Rendered {
  const self = `${apiUrl(world, repository)}/pulls/${one.number}`
  const web = `${webUrl(world, repository)}/pull/${one.number}`
  const issue = `${apiUrl(world, repository)}/issues/${one.number}`
  const links = {
    self,
    html: web,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${self}/comments`,
    review_comment: `${apiUrl(world, repository)}/pulls/comments{/number}`,
    commits: `${self}/commits`,
    statuses: `${apiUrl(world, repository)}/statuses/${one.headSha}`,
  }
  const headRepository = world.repositories.get(one.headRepositoryId) ?? repository
  return {
    ...thread(world, repository, one),
    node_id: nodeId('PR', one.id),
    url: self,
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    merged_at: one.mergedAt === null ? null : isoTime(one.mergedAt),
    merge_commit_sha: one.mergeSha,
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, headRepository, one.headRef, one.headSha),
    base: side(world, repository, one.baseRef, one.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    auto_merge: null,
    draft: one.draft,
  }
}

const side = (world: World, repository: Repository, ref: string, sha: string): Rendered => ({
  label: `${ownerOf(world, repository).login}:${ref}`,
  ref,
  sha,
  user: simpleUser(world, ownerOf(world, repository)),
  repo: renderRepository(world, repository),
})

export interface PullCounts {
  readonly commits: number
  readonly additions: number
  readonly deletions: number
  readonly files: number
}

/** `pull-request`, of one. */
export function fullPullRequest(
  world: World,
  repository: Repository,
  one: PullRequest,
  counts: PullCounts,
): Rendered {
  const details = readDetails(repository)
  return {
    ...pullRequest(world, repository, one),
    merged: one.mergedAt !== null,
    mergeable: one.mergedAt === null,
    rebaseable: one.mergedAt === null,
    mergeable_state: 'clean',
    merged_by: null,
    comments: details.comments.filter(({ issueNumber }) => issueNumber === one.number).length,
    review_comments: details.reviewComments.filter(({ pullNumber }) => pullNumber === one.number).length,
    maintainer_can_modify: false,
    commits: counts.commits,
    additions: counts.additions,
    deletions: counts.deletions,
    changed_files: counts.files,
  }
}

export function review(world: World, repository: Repository, one: Review): Rendered {
  const pull = `${apiUrl(world, repository)}/pulls/${one.pullNumber}`
  const html = `${webUrl(world, repository)}/pull/${one.pullNumber}#pullrequestreview-${one.id}`
  return {
    id: one.id,
    node_id: nodeId('PRR', one.id),
    user: simpleUser(world, accountById(world, one.authorId)),
    body: one.body,
    state: one.state,
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: isoTime(one.submittedAt),
    commit_id: one.commitId,
    author_association: association(world, repository, one.authorId),
  }
}

export function reviewComment(world: World, repository: Repository, one: ReviewComment): Rendered {
  const self = `${apiUrl(world, repository)}/pulls/comments/${one.id}`
  const html = `${webUrl(world, repository)}/pull/${one.pullNumber}#discussion_r${one.id}`
  const pull = `${apiUrl(world, repository)}/pulls/${one.pullNumber}`
  return {
    id: one.id,
    node_id: nodeId('PRRC', one.id),
    url: self,
    html_url: html,
    pull_request_url: pull,
    _links: { self: { href: self }, html: { href: html }, pull_request: { href: pull } },
    pull_request_review_id: one.reviewId,
    diff_hunk: '@@ -1 +1 @@',
    path: one.path,
    position: one.line ?? 1,
    original_position: one.line ?? 1,
    line: one.line ?? 1,
    original_line: one.line ?? 1,
    start_line: one.startLine,
    original_start_line: one.startLine,
    side: one.side,
    start_side: one.startLine === null ? null : one.side,
    reactions: reactions(self),
    subject_type: one.line === null ? 'file' : 'line',
    commit_id: one.commitId,
    original_commit_id: one.commitId,
    ...(one.inReplyTo === null ? {} : { in_reply_to_id: one.inReplyTo }),
    user: simpleUser(world, accountById(world, one.authorId)),
    body: one.body,
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
    author_association: association(world, repository, one.authorId),
  }
}
