import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, invalid } from '../server/refusal.ts'
import { created, ok } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Status } from '../world/entities.ts'
import { accountById, fullName } from '../world/lookups.ts'
import { commit as renderCommit } from '../render/commit.ts'
import { senderOf } from './change-ref.ts'
import { emit } from './threads.ts'
import { shaOf } from './checks.ts'
import { apiOf, readCommit, storeOf } from './git-data.ts'

export const statusHandlers: Handlers = {
  'repos/create-commit-status': async (request) => {
    const body = request.body<StatusBody>({ state: 'pending' })
    const sha = found(await (await storeOf(request)).commitId(request.params['sha']!))
    const one: Status = {
      id: request.github.world.nextId(),
      sha,
      state: body.state,
      context: body.context ?? 'default',
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      creatorId: senderOf(request).id,
      createdAt: request.github.world.clock.now(),
    }
    if ((one.description?.length ?? 0) > 140)
      throw invalid({
        resource: 'Status',
        field: 'description',
        code: 'custom',
        message: 'description is too long (maximum is 140 characters)',
      })
    editDetails(request.repository).statuses.push(one)
    const { world } = request.github
    const { creator: _, avatar_url: __, url: ___, node_id: ____, ...told } = status(request, one)
    emit(request, 'status', {
      ...told,
      sha,
      name: fullName(world, request.repository),
      branches: [],
      commit: renderCommit(world, request.repository, await readCommit(await storeOf(request), sha)),
    })
    return created(status(request, one))
  },
  'repos/list-commit-statuses-for-ref': async (request) => {
    const sha = await shaOf(request)
    const all = readDetails(request.repository).statuses.filter((one) => one.sha === sha)
    return page(request, all.toReversed(), (one) => status(request, one))
  },
  'repos/get-combined-status-for-ref': async (request) => {
    const sha = await shaOf(request)
    const all = readDetails(request.repository).statuses.filter((one) => one.sha === sha)
    // The last word of each context counts.
    const last = [...new Map(all.map((one) => [one.context, one])).values()]
    return ok({
      state: combined(last),
      statuses: last.map(({ ...one }) => ({ ...status(request, one), avatar_url: null })),
      sha,
      total_count: last.length,
      repository: renderRepository(request.github.world, request.repository),
      commit_url: `${apiOf(request)}/commits/${sha}`,
      url: `${apiOf(request)}/commits/${sha}/status`,
    })
  },
}

interface StatusBody {
  readonly state: Status['state']
  readonly context?: string
  readonly description?: string | null
  readonly target_url?: string | null
}

const status = (request: ApiRequest, one: Status) => {
  const { world } = request.github
  const creator = simpleUser(world, accountById(world, one.creatorId))
  const time = isoTime(one.createdAt)
  return {
    id: one.id,
    node_id: `SC_${one.id}`,
    url: `${apiOf(request)}/statuses/${one.sha}`,
    state: one.state,
    description: one.description,
    context: one.context,
    target_url: one.targetUrl,
    avatar_url: creator['avatar_url'],
    creator,
    created_at: time,
    updated_at: time,
  }
}

function combined(all: readonly Status[]): string {
  if (all.some(({ state }) => state === 'error' || state === 'failure')) return 'failure'
  return all.length > 0 && all.every(({ state }) => state === 'success') ? 'success' : 'pending'
}
