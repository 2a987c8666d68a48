import { z } from 'zod'
import { type Fact, known, unknown, visibilities, type Visibility } from '../../policies/facts.ts'
import type { ListedFile, RepositorySnapshot } from '../enforcement/github.ts'
import type { GraphqlError } from './ask-graphql.ts'
import type { SnapshotNode } from './snapshot-query.ts'

/** A repository as GitHub's lists show it. */
export const listedRepository = z.object({
  id: z.number(),
  node_id: z.string(),
  name: z.string(),
  owner: z.object({ id: z.number(), login: z.string() }),
  visibility: z.enum(visibilities).optional(),
  private: z.boolean(),
  archived: z.boolean(),
  fork: z.boolean(),
  default_branch: z.string().nullish(),
  pushed_at: z.string().nullish(),
  topics: z.array(z.string()).optional(),
})
export type ListedByGitHub = z.output<typeof listedRepository>

/** gh-aw compiles `.md` to `.lock.yml`, but either may be there alone. */
const workflowFile = /\.(?:ya?ml|md)$/

const visibilityOf: Readonly<Record<SnapshotNode['visibility'], Visibility>> = {
  PUBLIC: 'public',
  PRIVATE: 'private',
  INTERNAL: 'internal',
}

/** @param errors those that are about this repository */
export function toSnapshot(node: SnapshotNode, errors: readonly GraphqlError[]): RepositorySnapshot {
  const head = node.defaultBranchRef
  return {
    githubId: node.databaseId,
    name: node.name,
    visibility: visibilityOf[node.visibility],
    isArchived: node.isArchived,
    isFork: node.isFork,
    defaultBranch: head?.name ?? null,
    headCommit: head?.target?.oid ?? null,
    // GitHub says when it was made where nothing was pushed; what matters is whether something was.
    pushedAt: node.pushedAt,
    topics: unlessRefused(errors, 'repositoryTopics', 'the topics', () =>
      (node.repositoryTopics?.nodes ?? []).flatMap((one) => (one ? [one.topic.name] : [])),
    ),
    workflows: bounded(unlessRefused(errors, 'workflows', 'the workflows', () => workflowsIn(node))),
    codeowners: unlessRefused(errors, /^in/, 'CODEOWNERS', () => codeownersIn(node)),
    origin: originOf(node),
  }
}

/** Each is read in full and its evidence kept: one repository must not use up the limits of its organization. */
const mostWorkflows = 1000

const bounded = (workflows: Fact<readonly ListedFile[]>): Fact<readonly ListedFile[]> =>
  workflows.known && workflows.value.length > mostWorkflows
    ? unknown(
        `it has ${workflows.value.length} workflow files, and of more than ${mostWorkflows} none is read`,
      )
    : workflows

const workflowsIn = ({ workflows }: SnapshotNode): readonly ListedFile[] =>
  (workflows?.entries ?? [])
    .filter(({ name, type }) => type === 'blob' && workflowFile.test(name))
    .map(({ name, oid }) => ({ path: `.github/workflows/${name}`, oid }))

/** In GitHub's order: the first that is there counts. Source: docs "About code owners". */
function codeownersIn({ inGitHub, inRoot, inDocs }: SnapshotNode): ListedFile | null {
  const places = [
    ['.github/CODEOWNERS', inGitHub],
    ['CODEOWNERS', inRoot],
    ['docs/CODEOWNERS', inDocs],
  ] as const
  for (const [path, found] of places) if (found?.oid !== undefined) return { path, oid: found.oid }
  return null
}

function originOf({ parent, templateRepository }: SnapshotNode): RepositorySnapshot['origin'] {
  if (typeof parent?.databaseId === 'number') return { kind: 'fork', githubId: parent.databaseId }
  if (typeof templateRepository?.databaseId === 'number')
    return { kind: 'template', githubId: templateRepository.databaseId }
  return null
}

function unlessRefused<Value>(
  errors: readonly GraphqlError[],
  field: string | RegExp,
  what: string,
  value: () => Value,
): Fact<Value> {
  const concerned = errors.find(({ path }) =>
    path?.some(
      (part) => typeof part === 'string' && (typeof field === 'string' ? part === field : field.test(part)),
    ),
  )
  if (concerned === undefined) return known(value())
  const hint = concerned.type === 'FORBIDDEN' ? '; the permission contents: read may be missing' : ''
  return unknown(`${what} could not be read: GitHub answers ${concerned.type ?? concerned.message}${hint}`)
}

/**
 * A repository that GitHub cannot tell more of, asked alone: what its list says is known, the rest is not. So it neither stops
 * the others nor vanishes.
 */
export function poorSnapshot(listed: ListedByGitHub, why: string): RepositorySnapshot {
  const unread = unknown(why)
  return {
    githubId: listed.id,
    name: listed.name,
    visibility: listed.visibility ?? (listed.private ? 'private' : 'public'),
    isArchived: listed.archived,
    isFork: listed.fork,
    defaultBranch: listed.default_branch ?? null,
    headCommit: null,
    pushedAt: listed.pushed_at ?? null,
    topics: listed.topics ? known(listed.topics) : unread,
    workflows: unread,
    codeowners: unread,
    origin: null,
  }
}
