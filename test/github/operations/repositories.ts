import { personOf } from '../auth/actor.ts'
import { isVisible, visibleOf } from '../auth/permissions-of.ts'
import { fullRepository, repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { invalid, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { addRepository, deleteRepository, renameRepository } from '../world/build-repositories.ts'
import type { Organization, Repository, User, Visibility } from '../world/entities.ts'
import { repositoryByName } from '../world/lookups.ts'
import { roleOf } from '../world/roles.ts'
import { senderOf } from './change-ref.ts'

export const repositoryHandlers: Handlers = {
  'repos/get': (request) => ok(whole(request)),
  'repos/update': update,
  'repos/delete': (request) => {
    const { github, repository } = request
    github.webhooks.emit('repository.deleted', { repository, sender: senderOf(request) })
    deleteRepository(github.world, repository)
    return noContent
  },
  'repos/list-for-org': (request) => {
    const { world } = request.github
    const type = request.query.text('type') ?? 'all'
    const visible = visibleOf(world, request.actor, request.organization.id).filter((one) =>
      isOfType(one, type),
    )
    return page(request, sorted(request, visible), (one) =>
      renderRepository(world, one, personOf(request.actor)),
    )
  },
  'repos/create-in-org': (request) => create(request, request.organization),
  'repos/create-for-authenticated-user': (request) => create(request, senderOf(request)),
  'repos/list-for-authenticated-user': (request) => {
    const { world } = request.github
    const userId = personOf(request.actor)!
    const mine = [...world.repositories.values()].filter(
      (one) => isVisible(world, request.actor, one) && belongsTo(request, one, userId),
    )
    return page(request, mine, (one) => renderRepository(world, one, userId))
  },
  'repos/list-forks': (request) => {
    const { world } = request.github
    const forks = [...world.repositories.values()].filter(
      (one) => one.forkOf === request.repository.id && isVisible(world, request.actor, one),
    )
    return page(request, forks, (one) => renderRepository(world, one))
  },
  'repos/get-all-topics': ({ repository }) => ok({ names: repository.topics }),
  'repos/replace-all-topics': (request) => {
    request.repository.topics = request.body<{ names: readonly string[] }>({ names: [] }).names
    return ok({ names: request.repository.topics })
  },
}

const whole = ({ github: { world }, repository, actor }: ApiRequest) =>
  fullRepository(world, repository, personOf(actor))

function belongsTo({ github: { world } }: ApiRequest, one: Repository, userId: number): boolean {
  return roleOf(world, userId, { ...one, visibility: 'private' }) !== undefined
}

function isOfType({ visibility, forkOf }: Repository, type: string): boolean {
  if (type === 'forks') return forkOf !== null
  if (type === 'sources') return forkOf === null
  return type === 'all' || type === 'member' || visibility === type
}

/** Newest first, unless something else is wanted. */
function sorted({ query }: ApiRequest, all: readonly Repository[]): readonly Repository[] {
  const by = query.text('sort') ?? 'created'
  const isAscending = (query.text('direction') ?? (by === 'full_name' ? 'asc' : 'desc')) === 'asc'
  // They are kept in the order of their making.
  const ordered = by === 'created' ? all : all.toSorted((a, b) => compare(by, a, b))
  return isAscending ? ordered : ordered.toReversed()
}

function compare(by: string, a: Repository, b: Repository): number {
  if (by === 'full_name') return a.name < b.name ? -1 : 1
  return by === 'updated' ? a.updatedAt - b.updatedAt : a.pushedAt - b.pushedAt
}

interface RepositoryBody {
  readonly name?: string
  readonly description?: string
  readonly private?: boolean
  readonly visibility?: Visibility
  readonly default_branch?: string
  readonly archived?: boolean
  readonly is_template?: boolean
}

const visibilityIn = ({ visibility, private: isPrivate }: RepositoryBody): Visibility | undefined =>
  visibility ?? (isPrivate === undefined ? undefined : isPrivate ? 'private' : 'public')

function create(request: ApiRequest, owner: Organization | User): Reply {
  const { world, webhooks } = request.github
  const body = request.body<RepositoryBody>({})
  const name = body.name ?? ''
  const visibility = visibilityIn(body) ?? 'public'
  if (repositoryByName(world, owner.login, name))
    throw new Refusal(422, 'Repository creation failed.', {
      errors: [
        {
          resource: 'Repository',
          field: 'name',
          code: 'custom',
          message: 'name already exists on this account',
        },
      ],
    })
  checkVisibility(request, visibility)
  const repository = addRepository(world, owner, {
    name,
    visibility,
    isTemplate: body.is_template ?? false,
    ...(body.description !== undefined && { description: body.description }),
  })
  webhooks.emit('repository.created', { repository, sender: senderOf(request) })
  return created(fullRepository(world, repository, personOf(request.actor)))
}

function checkVisibility({ github: { world } }: ApiRequest, visibility: Visibility): void {
  if (visibility === 'internal' && !world.profile.internalRepositories)
    throw invalid({
      resource: 'Repository',
      field: 'visibility',
      code: 'custom',
      message: 'Only organizations associated with an enterprise can set visibility to internal',
    })
}

async function update(request: ApiRequest): Promise<Reply> {
  const { github, repository } = request
  const { world, webhooks } = github
  const body = request.body<RepositoryBody>({})
  const sender = senderOf(request)
  const subject = { repository, sender }
  if (repository.archived && body.archived !== false)
    throw new Refusal(403, 'Repository was archived so is read-only.')
  if (body.name !== undefined && body.name !== repository.name) {
    const from = repository.name
    renameRepository(world, repository, body.name)
    webhooks.emit('repository.renamed', subject, { changes: { repository: { name: { from } } } })
  }
  const visibility = visibilityIn(body)
  if (visibility !== undefined && visibility !== repository.visibility) {
    checkVisibility(request, visibility)
    repository.visibility = visibility
    webhooks.emit(visibility === 'public' ? 'repository.publicized' : 'repository.privatized', subject)
  }
  if (body.archived !== undefined && body.archived !== repository.archived) {
    repository.archived = body.archived
    webhooks.emit(body.archived ? 'repository.archived' : 'repository.unarchived', subject)
  }
  repository.description = body.description ?? repository.description
  if (body.default_branch !== undefined) await setDefaultBranch(request, body.default_branch)
  repository.isTemplate = body.is_template ?? repository.isTemplate
  repository.updatedAt = world.clock.now()
  return ok(whole(request))
}

async function setDefaultBranch({ github, repository }: ApiRequest, branch: string): Promise<void> {
  const store = await github.git.toWrite(repository)
  if (!(await store.refs()).has(`refs/heads/${branch}`))
    throw invalid({ resource: 'Repository', field: 'default_branch', code: 'invalid' })
  await store.run(['symbolic-ref', 'HEAD', `refs/heads/${branch}`])
  repository.defaultBranch = branch
}
