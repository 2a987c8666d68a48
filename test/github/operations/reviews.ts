import { changes } from '../render/pull-payload.ts'
import { pullRequest, review as renderReview, reviewComment } from '../render/pull-request.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, Refusal } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { PullRequest, Review, ReviewComment } from '../world/entities.ts'
import { senderOf } from './change-ref.ts'
import { pullIn } from './pull-requests.ts'
import { checkBody, emit } from './threads.ts'

export const reviewHandlers: Handlers = {
  'pulls/list-reviews': (request) =>
    page(request, reviewsOf(request), (one) => renderReview(request.github.world, request.repository, one)),
  'pulls/get-review': (request) => ok(shown(request, reviewIn(request))),
  'pulls/create-review': async (request) => {
    const pull = pullIn(request)
    const body = request.body<ReviewBody>({})
    checkBody(body.body)
    if (body.event === 'APPROVE' && pull.authorId === senderOf(request).id)
      throw new Refusal(422, 'Unprocessable Entity', {
        errors: [{ code: 'custom', message: 'Can not approve your own pull request' }],
      })
    for (const one of body.comments ?? []) await checkPlace(request, pull, one)
    const one: Review = {
      id: request.github.world.nextId(),
      pullNumber: pull.number,
      authorId: senderOf(request).id,
      body: body.body ?? '',
      state: states[body.event ?? ''] ?? 'PENDING',
      commitId: body.commit_id ?? pull.headSha,
      submittedAt: request.github.world.clock.now(),
    }
    editDetails(request.repository).reviews.push(one)
    for (const comment of body.comments ?? []) addComment(request, pull, comment, one.id)
    if (one.state !== 'PENDING')
      emit(request, 'pull_request_review.submitted', {
        review: { ...shown(request, one), state: one.state.toLowerCase() },
        pull_request: pullRequest(request.github.world, request.repository, pull),
      })
    return ok(shown(request, one))
  },
  'pulls/update-review': (request) => {
    const one = reviewIn(request)
    one.body = request.body({ body: '' }).body
    return ok(shown(request, one))
  },
  'pulls/dismiss-review': (request) => {
    const one = reviewIn(request)
    one.state = 'DISMISSED'
    return ok(shown(request, one))
  },
  'pulls/list-comments-for-review': (request) => {
    const { id } = reviewIn(request)
    return listComments(request, ({ reviewId }) => reviewId === id)
  },
  'pulls/list-review-comments': (request) => {
    const { number } = pullIn(request)
    return listComments(request, ({ pullNumber }) => pullNumber === number)
  },
  'pulls/list-review-comments-for-repo': (request) => listComments(request, () => true),
  'pulls/get-review-comment': (request) => ok(shownComment(request, commentIn(request))),
  'pulls/create-review-comment': async (request) => {
    const pull = pullIn(request)
    const body = request.body<CommentBody>({ body: '', path: '' })
    checkBody(body.body)
    await checkPlace(request, pull, body)
    const one = addComment(request, pull, body, null)
    emit(request, 'pull_request_review_comment.created', {
      comment: shownComment(request, one),
      pull_request: pullRequest(request.github.world, request.repository, pull),
    })
    return created(shownComment(request, one))
  },
  'pulls/create-reply-for-review-comment': (request) => {
    const to = commentIn(request)
    const { body } = request.body({ body: '' })
    checkBody(body)
    const one = { ...to, ...fresh(request), body, inReplyTo: to.id }
    editDetails(request.repository).reviewComments.push(one)
    return created(shownComment(request, one))
  },
  'pulls/update-review-comment': (request) => {
    const one = commentIn(request)
    one.body = request.body({ body: '' }).body
    one.updatedAt = request.github.world.clock.now()
    return ok(shownComment(request, one))
  },
  'pulls/delete-review-comment': (request) => {
    const { reviewComments } = editDetails(request.repository)
    reviewComments.splice(reviewComments.indexOf(commentIn(request)), 1)
    return noContent
  },
}

const states: Readonly<Record<string, Review['state']>> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
}

interface CommentBody {
  readonly body: string
  readonly path: string
  readonly line?: number
  readonly side?: 'LEFT' | 'RIGHT'
  readonly start_line?: number
  readonly commit_id?: string
  readonly subject_type?: 'line' | 'file'
}
interface ReviewBody {
  readonly body?: string
  readonly event?: string
  readonly commit_id?: string
  readonly comments?: readonly CommentBody[]
}

const reviewsOf = (request: ApiRequest): readonly Review[] => {
  const { number } = pullIn(request)
  return readDetails(request.repository).reviews.filter(({ pullNumber }) => pullNumber === number)
}

const reviewIn = (request: ApiRequest): Review =>
  found(reviewsOf(request).find(({ id }) => id === Number(request.params['review_id'])))

const commentIn = ({ repository, params }: ApiRequest): ReviewComment =>
  found(readDetails(repository).reviewComments.find(({ id }) => id === Number(params['comment_id'])))

const shown = (request: ApiRequest, one: Review) =>
  renderReview(request.github.world, request.repository, one)
const shownComment = (request: ApiRequest, one: ReviewComment) =>
  reviewComment(request.github.world, request.repository, one)

const listComments = (request: ApiRequest, isWanted: (one: ReviewComment) => boolean) =>
  page(request, readDetails(request.repository).reviewComments.filter(isWanted), (one) =>
    shownComment(request, one),
  )

const fresh = (request: ApiRequest) => {
  const now = request.github.world.clock.now()
  return { id: request.github.world.nextId(), authorId: senderOf(request).id, createdAt: now, updatedAt: now }
}

function addComment(
  request: ApiRequest,
  pull: PullRequest,
  body: CommentBody,
  reviewId: number | null,
): ReviewComment {
  const one: ReviewComment = {
    ...fresh(request),
    pullNumber: pull.number,
    reviewId,
    path: body.path,
    line: body.line ?? null,
    startLine: body.start_line ?? null,
    side: body.side ?? 'RIGHT',
    commitId: body.commit_id ?? pull.headSha,
    inReplyTo: null,
    body: body.body,
  }
  editDetails(request.repository).reviewComments.push(one)
  return one
}

/** A comment must stand on a line that the diff shows. */
async function checkPlace(
  request: ApiRequest,
  pull: PullRequest,
  { path, line, start_line: start, side, subject_type }: CommentBody,
): Promise<void> {
  const file = (await changes(request, pull)).find((one) => one.path === path)
  if (file === undefined)
    throw invalid({
      resource: 'PullRequestReviewComment',
      field: 'pull_request_review_thread.path',
      code: 'invalid',
    })
  if (subject_type === 'file' || line === undefined) return
  const shown = shownLines(file.patch ?? '', side ?? 'RIGHT')
  // Of several lines all are in one hunk, and the first comes first.
  const between =
    start === undefined ? [line] : Array.from({ length: line - start + 1 }, (_, index) => start + index)
  if (
    between.length === 0 ||
    (start !== undefined && start >= line) ||
    !between.every((one) => shown.has(one))
  )
    throw invalid({
      resource: 'PullRequestReviewComment',
      field: 'pull_request_review_thread.line',
      code: 'custom',
      message: 'pull_request_review_thread.line must be part of the diff',
    })
}

function shownLines(patch: string, side: 'LEFT' | 'RIGHT'): ReadonlySet<number> {
  const lines = new Set<number>()
  const skipped = side === 'RIGHT' ? '-' : '+'
  let number = 0
  for (const line of patch.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line)
    if (hunk) number = Number(side === 'RIGHT' ? hunk[2] : hunk[1])
    else if (!line.startsWith(skipped) && !line.startsWith('\\')) lines.add(number++)
  }
  return lines
}
