import { z } from 'zod'
import {
  type NamedRepository,
  type Proposal,
  type ProposalWriter,
  type TreeFile,
  WriteRefused,
} from '../../enforcement/github-writes.ts'
import { createApiClient, type ApiClient, type Octokit } from '../api-client.ts'
import { statusOf } from '../read-fact.ts'
import { refused } from './refused.ts'

const base = '/repos/{owner}/{repo}'
/** A file that people write is smaller. */
const largestText = 1024 * 1024

const listedPull = z.object({
  number: z.number(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: z.number() }).nullish() }),
})
const reference = z.object({ object: z.object({ sha: z.string() }) })
const commit = z.object({ message: z.string(), tree: z.object({ sha: z.string() }) })
const tree = z.object({
  tree: z.array(
    z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string().optional() }),
  ),
  truncated: z.boolean(),
})
const blob = z.object({ content: z.string(), encoding: z.literal('base64'), size: z.number() })
const made = z.object({ sha: z.string() })

/** Changes of files that are proposed to a repository's people, by GitHub's git database; nothing is checked out anywhere. */
export function createProposalWriter(octokit: Octokit, owner: string): ProposalWriter {
  const client = createApiClient(octokit)
  const at = ({ name }: NamedRepository) => ({ owner, repo: name })
  const send = async <Schema extends z.ZodType>(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    answer: Schema,
  ): Promise<z.output<Schema>> => {
    try {
      return answer.parse((await octokit.request(route, parameters)).data)
    } catch (error) {
      throw refused(error)
    }
  }
  return {
    find: async (repository, branch) => {
      const pulls = await client.list(
        `GET ${base}/pulls`,
        { ...at(repository), head: `${owner}:${branch}`, state: 'all', sort: 'created', direction: 'desc' },
        listedPull,
      )
      const found = pulls.find(({ head }) => head.ref === branch && head.repo?.id === repository.githubId)
      return found && proposalOf(found)
    },
    readBranch: async (repository, branch) => {
      const found = await unlessMissing(() =>
        client.get(`GET ${base}/git/ref/heads/${branch}`, at(repository), reference),
      )
      if (!found) return undefined
      const { sha } = found.object
      const { message } = await readCommit(client, at(repository), sha)
      return { commit: sha, message }
    },
    findFiles: (repository, id, paths) => findFiles(client, at(repository), id, paths),
    readText: async (repository, oid) => {
      const read = await client.get(`GET ${base}/git/blobs/{oid}`, { ...at(repository), oid }, blob)
      return read.size > largestText ? null : textOf(Buffer.from(read.content, 'base64'))
    },
    commit: async (repository, { parent, message, removed, written }) => {
      const { tree: before } = await readCommit(client, at(repository), parent)
      const entry = (path: string) => ({ path, mode: '100644', type: 'blob' })
      const entries = [
        ...removed.map((path) => ({ ...entry(path), sha: null })),
        ...[...written].map(([path, content]) => ({ ...entry(path), content })),
      ]
      const { sha } = await send(
        `POST ${base}/git/trees`,
        { ...at(repository), base_tree: before.sha, tree: entries },
        made,
      )
      const body = { ...at(repository), message, tree: sha, parents: [parent] }
      return (await send(`POST ${base}/git/commits`, body, made)).sha
    },
    createBranch: async (repository, branch, sha) => {
      const body = { ...at(repository), ref: `refs/heads/${branch}`, sha }
      await send(`POST ${base}/git/refs`, body, z.unknown())
    },
    moveBranch: async (repository, branch, sha) => {
      const body = { ...at(repository), sha, force: true }
      await send(`PATCH ${base}/git/refs/heads/${branch}`, body, z.unknown())
    },
    deleteBranch: async (repository, branch) => {
      try {
        await octokit.request(`DELETE ${base}/git/refs/heads/${branch}`, at(repository))
      } catch (error) {
        // GitHub's answer where there is none.
        if (statusOf(error) !== 422 && statusOf(error) !== 404) throw refused(error)
      }
    },
    open: async (repository, { branch, into, title, body }) => {
      const sent = { ...at(repository), head: branch, base: into, title, body }
      await send(`POST ${base}/pulls`, sent, z.unknown())
    },
    update: async (repository, number, { title, body }) => {
      await send(`PATCH ${base}/pulls/${number}`, { ...at(repository), title, body }, z.unknown())
    },
    close: async (repository, number) => {
      await send(`PATCH ${base}/pulls/${number}`, { ...at(repository), state: 'closed' }, z.unknown())
    },
  }
}

const proposalOf = ({ number, state, merged_at: mergedAt, head }: z.output<typeof listedPull>): Proposal => ({
  number,
  state: mergedAt === null || mergedAt === undefined ? state : 'merged',
  head: head.sha,
})

const readCommit = (client: ApiClient, at: { owner: string; repo: string }, id: string) =>
  client.get(`GET ${base}/git/commits/{id}`, { ...at, id }, commit)

/** Folder by folder along the paths: a list of everything is cut where there is much. */
async function findFiles(
  client: ApiClient,
  at: { owner: string; repo: string },
  id: string,
  paths: readonly string[],
): Promise<readonly TreeFile[]> {
  const root = (await readCommit(client, at, id)).tree.sha
  const found: TreeFile[] = []
  const look = async (oid: string, folder: string, inside: readonly string[]): Promise<void> => {
    const listed = await client.get(`GET ${base}/git/trees/{oid}`, { ...at, oid }, tree)
    if (listed.truncated) throw new WriteRefused('GitHub does not list a whole folder of it')
    const entries = new Map(listed.tree.map((one) => [one.path, one]))
    const below = new Map<string, string[]>()
    for (const path of inside) {
      const [name = '', ...rest] = path.slice(folder.length).split('/')
      const entry = entries.get(name)
      if (entry?.sha === undefined) continue
      if (rest.length > 0) below.set(name, [...(below.get(name) ?? []), path])
      else if (entry.type !== 'tree') found.push({ path, mode: entry.mode, oid: entry.sha })
    }
    for (const [name, deeper] of below) {
      const { type, sha = '' } = entries.get(name)!
      if (type === 'tree') await look(sha, `${folder}${name}/`, deeper)
    }
  }
  await look(root, '', paths)
  return found
}

function textOf(bytes: Buffer): string | null {
  try {
    // A mark at the beginning is a part of the file.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: who asks says so.
    return null
  }
}

async function unlessMissing<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read()
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
