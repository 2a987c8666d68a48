import { editDetails } from './details.ts'
import type { CommitContent, Organization, Repository, Role, User, Visibility } from './entities.ts'
import { fullName } from './lookups.ts'
import type { World } from './world.ts'

export interface RepositoryInput {
  readonly name: string
  readonly visibility?: Visibility
  /** The files of a single commit; `commits` says a longer history. */
  readonly files?: CommitContent['files']
  readonly commits?: readonly CommitContent[]
  readonly archived?: boolean
  readonly description?: string
  readonly defaultBranch?: string
  readonly isTemplate?: boolean
  readonly forkOf?: Repository
  readonly templateOf?: Repository
  readonly topics?: readonly string[]
  readonly collaborators?: readonly (readonly [User, Role])[]
  readonly properties?: Readonly<Record<string, string | readonly string[]>>
}

export function addRepository(world: World, owner: Organization | User, input: RepositoryInput): Repository {
  const now = world.clock.now()
  const repository: Repository = {
    id: world.nextId(),
    ownerId: owner.id,
    name: input.name,
    visibility: input.visibility ?? 'private',
    archived: input.archived ?? false,
    description: input.description ?? null,
    defaultBranch: input.defaultBranch ?? input.forkOf?.defaultBranch ?? 'main',
    firstBranch: input.defaultBranch ?? input.forkOf?.firstBranch ?? 'main',
    isTemplate: input.isTemplate ?? false,
    forkOf: input.forkOf?.id ?? null,
    templateOf: input.templateOf?.id ?? null,
    topics: input.topics ?? [],
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
    content: input.commits ?? (input.files ? [{ files: input.files }] : (input.forkOf?.content ?? [])),
  }
  register(world, repository)
  addExtras(repository, input)
  return repository
}

function register(world: World, repository: Repository): void {
  world.repositories.set(repository.id, repository)
  const owned = world.repositoriesOf.get(repository.ownerId) ?? new Map<number, Repository>()
  world.repositoriesOf.set(repository.ownerId, owned.set(repository.id, repository))
  world.repositoryIds.set(fullName(world, repository).toLowerCase(), repository.id)
}

function addExtras(repository: Repository, { collaborators = [], properties = {} }: RepositoryInput): void {
  for (const [user, role] of collaborators) editDetails(repository).collaborators.set(user.id, role)
  for (const [name, value] of Object.entries(properties)) editDetails(repository).properties.set(name, value)
}

/** The old name keeps leading to it, until another repository takes that name. */
export function renameRepository(world: World, repository: Repository, name: string): void {
  repository.name = name
  repository.updatedAt = world.clock.now()
  register(world, repository)
}

export function transferRepository(world: World, repository: Repository, to: Organization | User): void {
  world.repositoriesOf.get(repository.ownerId)?.delete(repository.id)
  for (const installation of world.installations.values()) installation.repositoryIds.delete(repository.id)
  repository.ownerId = to.id
  repository.updatedAt = world.clock.now()
  register(world, repository)
}

export function deleteRepository(world: World, repository: Repository): void {
  world.repositories.delete(repository.id)
  world.repositoriesOf.get(repository.ownerId)?.delete(repository.id)
  for (const installation of world.installations.values()) installation.repositoryIds.delete(repository.id)
  for (const [name, id] of world.repositoryIds) if (id === repository.id) world.repositoryIds.delete(name)
}
