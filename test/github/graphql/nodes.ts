import { GraphQLError } from 'graphql'
import { isGranted } from '../auth/access.ts'
import { personOf, type Actor } from '../auth/actor.ts'
import { isVisible, permissionsOn, visibleOf } from '../auth/permissions-of.ts'
import { isoTime } from '../clock.ts'
import type { GitStore } from '../git/git-store.ts'
import { nodeId } from '../render/account.ts'
import type { GitHub } from '../server/github.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Organization, PullRequest, Repository, ReviewComment } from '../world/entities.ts'
import {
  accountById,
  accountByLogin,
  fullName,
  organizationByLogin,
  ownerOf,
  repositoryByName,
  type Account,
} from '../world/lookups.ts'
import type { World } from '../world/world.ts'
import { connection, type ConnectionArguments } from './connection.ts'
import { objectBy, ref } from './git-objects.ts'
import { wordsNode } from './words-nodes.ts'

type Node = Readonly<Record<string, unknown>>

/** Who asks whom. */
export interface Asking {
  readonly github: GitHub
  readonly actor: Actor
}

const notFound = (what: string): GraphQLError =>
  new GraphQLError(`Could not resolve to ${what}.`, { extensions: { type: 'NOT_FOUND' } })

/** Where every query begins. */
export const queryRoot = (asking: Asking): Node => ({
  viewer: () => viewer(asking),
  organization({ login }: { readonly login: string }) {
    const found = organizationByLogin(asking.github.world, login)
    if (found === undefined) throw notFound(`an Organization with the login of '${login}'`)
    return organization(asking, found)
  },
  repositoryOwner({ login }: { readonly login: string }) {
    const found = accountByLogin(asking.github.world, login)
    if (found === undefined) return null
    return found.type === 'Organization' ? organization(asking, found) : account(found)
  },
  repository({ owner, name }: { readonly owner: string; readonly name: string }) {
    const found = repositoryByName(asking.github.world, owner, name)
    if (found === undefined || !isVisible(asking.github.world, asking.actor, found))
      throw notFound(`a Repository with the name '${owner}/${name}'`)
    return repository(asking, found)
  },
  nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => nodeOrError(asking, id)),
  node: ({ id }: { readonly id: string }) => node(asking, id),
})

/** One that is not there is null with an error of its own, and the others are answered. */
function nodeOrError(asking: Asking, id: string): Node | GraphQLError {
  try {
    return node(asking, id)
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function node(asking: Asking, id: string): Node {
  const { world } = asking.github
  const found = world.repositories.get(repositoryIdOf(id))
  if (found && isVisible(world, asking.actor, found)) return repository(asking, found)
  const words = wordsNode(asking, id)
  if (words) return words
  throw notFound(`a node with the global id of '${id}'`)
}

/** The number in a repository's global id; NaN in another's. */
const repositoryIdOf = (id: string): number =>
  id.startsWith('R_')
    ? Number(Buffer.from(id.slice('R_'.length), 'base64url').toString().slice('R:'.length))
    : NaN

const viewer = (asking: Asking): Node => account(accountOf(asking))

function accountOf({ github: { world }, actor }: Asking): Account {
  const person = personOf(actor)
  const installation =
    actor.kind === 'installation' ? world.installations.get(actor.installationId) : undefined
  const app = installation && world.apps.get(installation.appId)
  if (person !== undefined) return accountById(world, person)
  return accountByLogin(world, `${app?.slug ?? 'github-actions'}[bot]`)!
}

const typenames = { User: 'User', Bot: 'Bot', Organization: 'Organization' } as const

const account = (one: Account): Node => ({
  __typename: typenames[one.type],
  id: nodeId(one.type === 'Organization' ? 'O' : 'U', one.id),
  databaseId: one.id,
  login: one.login,
})

interface RepositoryArguments extends ConnectionArguments {
  readonly isArchived?: boolean | null
  readonly isFork?: boolean | null
  readonly visibility?: string | null
  readonly privacy?: string | null
}

const organization = (asking: Asking, one: Organization): Node => ({
  ...account(one),
  name: one.name,
  url: `${asking.github.world.urls.web}/${one.login}`,
  repositories: (wanted: RepositoryArguments) =>
    connection('repositories', repositories(asking, one, wanted), wanted, (found) =>
      repository(asking, found),
    ),
  repository({ name }: { readonly name: string }) {
    const found = repositoryByName(asking.github.world, one.login, name)
    return found && isVisible(asking.github.world, asking.actor, found) ? repository(asking, found) : null
  },
})

function repositories(
  { github: { world }, actor }: Asking,
  { id }: Organization,
  { isArchived, isFork, visibility, privacy }: RepositoryArguments,
): readonly Repository[] {
  const visible = visibleOf(world, actor, id)
  // 50,000 are listed in a thousand pages, so nothing is done for nothing.
  if ((isArchived ?? isFork ?? visibility ?? privacy ?? null) === null) return visible
  return visible
    .filter((one) => isArchived === undefined || isArchived === null || one.archived === isArchived)
    .filter((one) => isFork === undefined || isFork === null || (one.forkOf !== null) === isFork)
    .filter((one) => !visibility || one.visibility.toUpperCase() === visibility)
    .filter((one) => !privacy || (one.visibility === 'public') === (privacy === 'PUBLIC'))
}

function repository(asking: Asking, one: Repository): Node {
  const { world } = asking.github
  const related = (id: number | null): Node | null => {
    const found = id === null ? undefined : world.repositories.get(id)
    return found && isVisible(world, asking.actor, found) ? repository(asking, found) : null
  }
  return {
    __typename: 'Repository',
    id: nodeId('R', one.id),
    databaseId: one.id,
    name: one.name,
    nameWithOwner: fullName(world, one),
    owner: account(ownerOf(world, one)),
    url: `${world.urls.web}/${fullName(world, one)}`,
    description: one.description,
    isPrivate: one.visibility !== 'public',
    visibility: one.visibility.toUpperCase(),
    isArchived: one.archived,
    isDisabled: false,
    isFork: one.forkOf !== null,
    isTemplate: one.isTemplate,
    isLocked: false,
    isEmpty: async () => (await (await asking.github.git.of(one)).refs()).size === 0,
    createdAt: isoTime(one.createdAt),
    updatedAt: isoTime(one.updatedAt),
    pushedAt: isoTime(one.pushedAt),
    archivedAt: one.archived ? isoTime(one.updatedAt) : null,
    repositoryTopics: (wanted: ConnectionArguments) =>
      connection('repositoryTopics', one.topics, wanted, (name) => ({
        __typename: 'RepositoryTopic',
        topic: { __typename: 'Topic', name },
      })),
    parent: () => related(one.forkOf),
    templateRepository: () => related(one.templateOf),
    async defaultBranchRef() {
      const store = await contents(asking, one)
      const name = `refs/heads/${one.defaultBranch}`
      const sha = (await store.refs()).get(name)
      return sha === undefined ? null : ref(store, name, sha)
    },
    async ref({ qualifiedName }: { readonly qualifiedName: string }) {
      const store = await contents(asking, one)
      const refs = await store.refs()
      const name = [qualifiedName, `refs/heads/${qualifiedName}`].find((known) => refs.has(known))
      return name === undefined ? null : ref(store, name, refs.get(name)!)
    },
    async refs({ refPrefix, ...wanted }: ConnectionArguments & { readonly refPrefix: string }) {
      const store = await contents(asking, one)
      const all = [...(await store.refs())].filter(([name]) => name.startsWith(refPrefix))
      return connection('refs', all, wanted, ([name, sha]) => ref(store, name, sha))
    },
    async object({ expression, oid }: { readonly expression?: string; readonly oid?: string }) {
      return objectBy(await contents(asking, one), expression ?? oid ?? '', (email) => userOf(world, email))
    },
    pullRequest({ number }: { readonly number: number }) {
      const found = readDetails(one).pulls.find((pull) => pull.number === number)
      if (found === undefined) throw notFound(`a PullRequest with the number of ${number}`)
      return pullRequest(asking, one, found)
    },
  }
}

/** GitHub knows people by the address in a commit. */
function userOf(world: World, email: string): Node | null {
  const user = [...world.users.values()].find((one) => one.email === email)
  return user ? account(user) : null
}

/** What git holds, for whoever may read contents. */
async function contents({ github, actor }: Asking, one: Repository): Promise<GitStore> {
  const granted = permissionsOn(github.world, actor, one)
  if (granted !== undefined && one.visibility !== 'public' && !isGranted(granted, { contents: 'read' }))
    throw forbidden()
  return github.git.of(one)
}

const forbidden = (): GraphQLError =>
  new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } })

const pullRequest = (asking: Asking, one: Repository, pull: PullRequest): Node => ({
  __typename: 'PullRequest',
  id: nodeId('PR', pull.id),
  databaseId: pull.id,
  number: pull.number,
  title: pull.title,
  state: pull.mergedAt === null ? pull.state.toUpperCase() : 'MERGED',
  isDraft: pull.draft,
  headRefOid: pull.headSha,
  baseRefOid: pull.baseSha,
  reviewThreads: (wanted: ConnectionArguments) =>
    connection('reviewThreads', threadsOf(one, pull), wanted, (first) => thread(asking, one, first)),
})

/** A thread is named after its first comment. */
const threadsOf = (one: Repository, { number }: PullRequest): readonly ReviewComment[] =>
  readDetails(one).reviewComments.filter(
    ({ pullNumber, inReplyTo }) => pullNumber === number && inReplyTo === null,
  )

function thread(asking: Asking, one: Repository, first: ReviewComment): Node {
  const { world } = asking.github
  const replies = readDetails(one).reviewComments.filter(({ inReplyTo }) => inReplyTo === first.id)
  const resolver = readDetails(one).resolvedThreads.get(first.id)
  return {
    __typename: 'PullRequestReviewThread',
    id: nodeId('PRRT', first.id),
    isResolved: resolver !== undefined,
    resolvedBy: resolver === undefined ? null : account(accountById(world, resolver)),
    isOutdated: false,
    path: first.path,
    line: first.line,
    comments: (wanted: ConnectionArguments) =>
      connection('comments', [first, ...replies], wanted, (comment) => ({
        __typename: 'PullRequestReviewComment',
        id: nodeId('PRRC', comment.id),
        databaseId: comment.id,
        body: comment.body,
        path: comment.path,
        author: account(accountById(world, comment.authorId)),
      })),
  }
}

/** Where every change begins. */
export const mutationRoot = (asking: Asking): Node => ({
  resolveReviewThread: ({ input }: ThreadInput) => setResolved(asking, input.threadId, true),
  unresolveReviewThread: ({ input }: ThreadInput) => setResolved(asking, input.threadId, false),
})

interface ThreadInput {
  readonly input: { readonly threadId: string; readonly clientMutationId?: string }
}

/** Wants `contents: write`, of all things; pull requests are not enough. Source: seen by many (github-api.md). */
function setResolved(asking: Asking, threadId: string, isResolved: boolean): Node {
  const { world } = asking.github
  for (const one of world.repositories.values()) {
    const first = readDetails(one).reviewComments.find(({ id }) => nodeId('PRRT', id) === threadId)
    if (first === undefined || !isVisible(world, asking.actor, one)) continue
    const granted = permissionsOn(world, asking.actor, one) ?? {}
    if (!isGranted(granted, { contents: 'write' }) && asking.actor.kind !== 'classic') throw forbidden()
    const { resolvedThreads } = editDetails(one)
    if (isResolved) resolvedThreads.set(first.id, accountOf(asking).id)
    else resolvedThreads.delete(first.id)
    return { clientMutationId: null, thread: thread(asking, one, first) }
  }
  throw notFound(`a node with the global id of '${threadId}'`)
}
