import { comment as renderComment, issue as renderIssue } from '../render/issue.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found } from '../server/refusal.ts'
import { created, noContent, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Comment, Issue, PullRequest } from '../world/entities.ts'
import { accountById } from '../world/lookups.ts'
import { senderOf } from './change-ref.ts'
import { ensureLabels } from './labels.ts'
import { checkBody, checkWritable, emit, nextNumber, threadIn, threads } from './threads.ts'

export const issueHandlers: Handlers = {
  'issues/list-for-repo': (request) => {
    const { world } = request.github
    return page(request, wanted(request), (one) => renderIssue(world, request.repository, one))
  },
  'issues/get': (request) => ok(rendered(request, threadIn(request))),
  'issues/create': (request) => {
    checkWritable(request)
    const body = request.body<IssueBody>({})
    checkBody(body.body)
    const sender = senderOf(request)
    const now = request.github.world.clock.now()
    const one: Issue = {
      id: request.github.world.nextId(),
      number: nextNumber(request),
      title: String(body.title ?? ''),
      body: body.body ?? null,
      state: 'open',
      stateReason: null,
      authorId: sender.id,
      ...throughApp(request),
      labels: ensureLabels(request, body.labels ?? []),
      assignees: body.assignees ?? [],
      createdAt: now,
      updatedAt: now,
      closedAt: null,
    }
    editDetails(request.repository).issues.push(one)
    emit(request, 'issues.opened', { issue: delivered(request, one) })
    return created(rendered(request, one))
  },
  'issues/update': (request) => {
    checkWritable(request)
    const one = threadIn(request)
    const body = request.body<IssueBody>({})
    checkBody(body.body ?? undefined)
    if (body.title !== undefined) one.title = String(body.title)
    if (body.body !== undefined) edit(request, one, body.body)
    if (body.labels !== undefined) one.labels = ensureLabels(request, body.labels)
    if (body.assignees !== undefined) one.assignees = body.assignees
    one.updatedAt = request.github.world.clock.now()
    setState(request, one, body)
    return ok(rendered(request, one))
  },
  'issues/list-comments': (request) => {
    const { number } = threadIn(request)
    const all = commentsSince(request).filter(({ issueNumber }) => issueNumber === number)
    return page(request, all, (one) => renderedComment(request, one))
  },
  'issues/list-comments-for-repo': (request) =>
    page(request, inOrder(request, commentsSince(request)), (one) => renderedComment(request, one)),
  'issues/get-comment': (request) => ok(renderedComment(request, commentIn(request))),
  'issues/create-comment': (request) => {
    const thread = threadIn(request)
    const { body } = request.body({ body: '' })
    checkBody(body)
    const now = request.github.world.clock.now()
    const one: Comment = {
      id: request.github.world.nextId(),
      issueNumber: thread.number,
      body,
      authorId: senderOf(request).id,
      ...throughApp(request),
      createdAt: now,
      updatedAt: now,
    }
    editDetails(request.repository).comments.push(one)
    const shown = renderedComment(request, one)
    emit(request, 'issue_comment.created', { issue: delivered(request, thread), comment: shown })
    return created(shown)
  },
  'issues/update-comment': (request) => {
    const one = commentIn(request)
    const { body } = request.body({ body: '' })
    checkBody(body)
    edit(request, one, body)
    one.updatedAt = request.github.world.clock.now()
    return ok(renderedComment(request, one))
  },
  'issues/delete-comment': (request) => {
    const { comments } = editDetails(request.repository)
    comments.splice(comments.indexOf(commentIn(request)), 1)
    return noContent
  },
}

/** The App by whose token a person writes. */
const throughApp = ({ actor }: ApiRequest): { readonly appId?: number } =>
  actor.kind === 'user-to-server' ? { appId: actor.appId } : {}

function edit<Text extends string | null>(
  { github }: ApiRequest,
  one: { body: Text; editedAt?: number },
  body: Text,
): void {
  one.body = body
  one.editedAt = github.world.clock.now()
}

interface IssueBody {
  readonly title?: string | number
  readonly body?: string | null
  readonly state?: Issue['state']
  readonly state_reason?: Issue['stateReason']
  readonly labels?: readonly (string | { readonly name?: string })[]
  readonly assignees?: readonly string[]
}

function wanted(request: ApiRequest): readonly (Issue | PullRequest)[] {
  const { query } = request
  const { world } = request.github
  const state = query.text('state') ?? 'open'
  const labels = query.text('labels')?.split(',') ?? []
  const creator = query.text('creator')
  const since = query.text('since')
  return threads(request)
    .filter((one) => state === 'all' || one.state === state)
    .filter((one) => labels.every((name) => one.labels.includes(name)))
    .filter((one) => creator === undefined || accountById(world, one.authorId).login === creator)
    .filter((one) => since === undefined || one.updatedAt >= Date.parse(since))
    .toSorted((a, b) => {
      const byUpdate = query.text('sort') === 'updated' ? a.updatedAt - b.updatedAt : 0
      const order = byUpdate === 0 ? a.number - b.number : byUpdate
      return query.text('direction') === 'asc' ? order : -order
    })
}

function commentsSince({ repository, query }: ApiRequest): readonly Comment[] {
  const since = query.text('since')
  return readDetails(repository).comments.filter(
    (one) => since === undefined || one.updatedAt >= Date.parse(since),
  )
}

/** "Ignored without the sort parameter": then they come as they were made. */
function inOrder({ query }: ApiRequest, comments: readonly Comment[]): readonly Comment[] {
  const sort = query.text('sort')
  const by = sort === 'updated' ? 'updatedAt' : 'createdAt'
  const sign = sort !== undefined && query.text('direction') !== 'asc' ? -1 : 1
  return comments.toSorted((a, b) => sign * (a[by] - b[by] || a.id - b.id))
}

const rendered = (request: ApiRequest, one: Issue | PullRequest) =>
  renderIssue(request.github.world, request.repository, one)

/** Of webhooks GitHub's description knows only some of the events that an App may have subscribed to. */
const delivered = (request: ApiRequest, one: Issue | PullRequest) => ({
  ...rendered(request, one),
  performed_via_github_app: null,
})

const commentIn = ({ repository, params }: ApiRequest): Comment =>
  found(readDetails(repository).comments.find(({ id }) => id === Number(params['comment_id'])))

const renderedComment = (request: ApiRequest, one: Comment) =>
  renderComment(request.github.world, request.repository, one)

function setState(request: ApiRequest, one: Issue, { state, state_reason: reason }: IssueBody): void {
  if (state === undefined || state === one.state) return
  one.state = state
  one.stateReason = state === 'closed' ? (reason ?? 'completed') : 'reopened'
  one.closedAt = state === 'closed' ? request.github.world.clock.now() : null
  const event = state === 'closed' ? 'closed' : 'reopened'
  if (!('headRef' in one)) emit(request, `issues.${event}`, { issue: delivered(request, one) })
}
