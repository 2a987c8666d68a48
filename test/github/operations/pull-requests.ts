import { bringCommit, keepHead } from '../git/keep-head.ts'
import { commit as renderCommit, diffEntry } from '../render/commit.ts'
import { changes, commitsOf, pullPayload } from '../render/pull-payload.ts'
import { pullRequest } from '../render/pull-request.ts'
import { refuseWithoutChecks } from '../rules/required-checks.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid, notFound, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { PullRequest, Repository } from '../world/entities.ts'
import { ownerOf } from '../world/lookups.ts'
import { changeRef, senderOf } from './change-ref.ts'
import { readCommit, storeOf } from './git-data.ts'
import { checkBody, emit, nextNumber } from './threads.ts'
import { writeCommit } from './write-git.ts'

/** GitHub lists no more files of a pull request, and no more commits. */
const mostFiles = 3_000
const mostCommits = 250

export const pullRequestHandlers: Handlers = {
  'pulls/list': (request) => {
    const { world } = request.github
    const state = request.query.text('state') ?? 'open'
    const base = request.query.text('base')
    const head = request.query.text('head')
    const wanted = readDetails(request.repository)
      .pulls.filter((one) => state === 'all' || one.state === state)
      .filter((one) => base === undefined || one.baseRef === base)
      .filter((one) => head === undefined || labelOf(request, one).endsWith(head))
    const newestFirst = request.query.text('direction') !== 'asc'
    return page(request, newestFirst ? wanted.toReversed() : wanted, (one) =>
      pullRequest(world, request.repository, one),
    )
  },
  'pulls/get': async (request) => ok(await pullPayload(request, pullIn(request))),
  'pulls/create': create,
  'pulls/update': async (request) => {
    const one = pullIn(request)
    const body = request.body<{ title?: string; body?: string; state?: 'open' | 'closed'; base?: string }>({})
    checkBody(body.body)
    one.title = body.title ?? one.title
    one.body = body.body ?? one.body
    one.baseRef = body.base ?? one.baseRef
    one.updatedAt = request.github.world.clock.now()
    if (body.state !== undefined && body.state !== one.state) {
      one.state = body.state
      one.closedAt = body.state === 'closed' ? one.updatedAt : null
      const action = body.state === 'closed' ? 'closed' : 'reopened'
      emit(request, `pull_request.${action}`, {
        number: one.number,
        pull_request: await pullPayload(request, one),
      })
    }
    return ok(await pullPayload(request, one))
  },
  'pulls/list-files': async (request) => {
    const one = pullIn(request)
    const files = await changes(request, one)
    return page(request, files.slice(0, mostFiles), (file) =>
      diffEntry(request.github.world, request.repository, { sha: one.headSha }, file),
    )
  },
  'pulls/list-commits': async (request) => {
    const store = await storeOf(request)
    const ids = await commitsOf(request, pullIn(request))
    return page(request, ids.slice(0, mostCommits), async (sha) =>
      renderCommit(request.github.world, request.repository, await readCommit(store, sha)),
    )
  },
  'pulls/check-if-merged': (request) => {
    if (pullIn(request).mergedAt === null) throw notFound()
    return noContent
  },
  'pulls/merge': merge,
  'repos/list-pull-requests-associated-with-commit': async (request) => {
    const sha = request.params['commit_sha']!
    const { pulls } = readDetails(request.repository)
    const within = await Promise.all(pulls.map(async (one) => (await commitsOf(request, one)).includes(sha)))
    return page(
      request,
      pulls.filter((_, index) => within[index]),
      (one) => pullRequest(request.github.world, request.repository, one),
    )
  },
}

/** `owner:branch` */
function labelOf({ github: { world } }: ApiRequest, one: PullRequest): string {
  const repository = world.repositories.get(one.headRepositoryId)
  return `${repository ? ownerOf(world, repository).login : 'unknown'}:${one.headRef}`
}

export const pullIn = ({ repository, params }: ApiRequest): PullRequest =>
  found(readDetails(repository).pulls.find(({ number }) => number === Number(params['pull_number'])))

interface PullBody {
  readonly title?: string
  readonly head: string
  /** Where an owner has several forks. */
  readonly head_repo?: string
  readonly base: string
  readonly body?: string
  readonly draft?: boolean
}

/** From a branch of the same repository, or (`owner:branch`) of a fork of it. */
async function create(request: ApiRequest): Promise<Reply> {
  const body = request.body<PullBody>({ head: '', base: '' })
  checkBody(body.body)
  const head = headOf(request, body)
  const { ref: headRef } = head
  const headSha = await (await request.github.git.of(head.repository)).commitId(`refs/heads/${headRef}`)
  const baseSha = await (await storeOf(request)).commitId(`refs/heads/${body.base}`)
  if (headSha === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  if (baseSha === undefined) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
  const details = editDetails(request.repository)
  const names = `${head.repository.id} ${headRef} ${body.base}`
  const namesOf = (one: PullRequest): string => `${one.headRepositoryId} ${one.headRef} ${one.baseRef}`
  if (details.pulls.some((one) => one.state === 'open' && namesOf(one) === names))
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      message: `A pull request already exists for ${body.head}.`,
    })
  const from = head.repository
  await bringCommit(request.github, request.repository, { headSha, from })
  const store = await storeOf(request)
  if ((await store.run(['rev-list', '--count', `${baseSha}..${headSha}`])).trim() === '0')
    throw invalid({
      resource: 'PullRequest',
      code: 'custom',
      message: `No commits between ${body.base} and ${headRef}`,
    })
  const now = request.github.world.clock.now()
  const one: PullRequest = {
    id: request.github.world.nextId(),
    number: nextNumber(request),
    title: body.title ?? headRef,
    body: body.body ?? null,
    state: 'open',
    stateReason: null,
    authorId: senderOf(request).id,
    labels: [],
    assignees: [],
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    headRef,
    headSha,
    headRepositoryId: head.repository.id,
    baseRef: body.base,
    baseSha,
    draft: body.draft ?? false,
    mergedAt: null,
    mergeSha: null,
  }
  details.pulls.push(one)
  await keepHead(request.github, request.repository, { number: one.number, headSha, from })
  const shown = await pullPayload(request, one)
  emit(request, 'pull_request.opened', { number: one.number, pull_request: shown })
  return created(shown)
}

function headOf(
  { github: { world }, repository }: ApiRequest,
  { head, head_repo: name }: PullBody,
): { readonly repository: Repository; readonly ref: string } {
  const [owner, ref] = head.includes(':') ? head.split(':', 2) : [undefined, head]
  if (owner === undefined || owner === ownerOf(world, repository).login) return { repository, ref }
  const fork = [...world.repositories.values()].find(
    (one) =>
      one.forkOf === repository.id &&
      ownerOf(world, one).login === owner &&
      (name === undefined || one.name === name),
  )
  if (fork === undefined) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
  return { repository: fork, ref }
}

async function merge(request: ApiRequest): Promise<Reply> {
  const one = pullIn(request)
  const body = request.body<{ sha?: string; commit_title?: string }>({})
  if (one.state === 'closed' || one.draft) throw new Refusal(405, 'Pull Request is not mergeable')
  if (body.sha !== undefined && body.sha !== one.headSha)
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.')
  refuseWithoutChecks(request, one)
  const store = await request.github.git.toWrite(request.repository)
  const base = found(await store.commitId(`refs/heads/${one.baseRef}`))
  const tree = await store.run(['merge-tree', '--write-tree', base, one.headSha]).catch(() => {
    // git's exit code says conflict.
    throw new Refusal(405, 'Pull Request is not mergeable')
  })
  const message = body.commit_title ?? `Merge pull request #${one.number} from ${one.headRef}`
  const sha = await writeCommit(request, store, { message, tree: tree.trim(), parents: [base, one.headSha] })
  const now = request.github.world.clock.now()
  Object.assign(one, { state: 'closed', mergedAt: now, closedAt: now, updatedAt: now, mergeSha: sha })
  await changeRef(request, `refs/heads/${one.baseRef}`, sha)
  emit(request, 'pull_request.closed', { number: one.number, pull_request: await pullPayload(request, one) })
  return ok({ sha, merged: true, message: 'Pull Request successfully merged' })
}
