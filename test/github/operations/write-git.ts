import type { GitStore } from '../git/git-store.ts'
import type { ApiRequest } from '../server/api-request.ts'

export interface TreeItem {
  readonly path?: string
  readonly mode?: string
  readonly type?: string
  readonly sha?: string | null
  readonly content?: string
}

/** Through an index of its own: paths with slashes, removals and a base are what an index is for. */
export async function writeTree(
  store: GitStore,
  base: string | undefined,
  items: readonly TreeItem[],
): Promise<string> {
  const entries = base === undefined ? [] : await store.tree(base, true)
  const files = new Map(
    entries.filter(({ type }) => type !== 'tree').map((one) => [one.path, `${one.mode} ${one.oid}`]),
  )
  for (const { path = '', mode = '100644', sha, content } of items) {
    if (sha === null) files.delete(path)
    else
      files.set(
        path,
        `${mode} ${sha ?? (await store.run(['hash-object', '-w', '--stdin'], content ?? '')).trim()}`,
      )
  }
  return nestedTree(store, [...files])
}

async function nestedTree(store: GitStore, files: readonly (readonly [string, string])[]): Promise<string> {
  const lines: string[] = []
  const folders = new Map<string, (readonly [string, string])[]>()
  for (const [path, entry] of files) {
    const slash = path.indexOf('/')
    const [mode, oid] = entry.split(' ')
    const type = mode === '160000' ? 'commit' : mode === '040000' ? 'tree' : 'blob'
    if (slash < 0) lines.push(`${mode} ${type} ${oid}\t${path}`)
    else {
      const folder = path.slice(0, slash)
      folders.set(folder, [...(folders.get(folder) ?? []), [path.slice(slash + 1), entry]])
    }
  }
  for (const [folder, inside] of folders)
    lines.push(`040000 tree ${await nestedTree(store, inside)}\t${folder}`)
  return (await store.run(['mktree', '-z'], lines.map((line) => `${line}\0`).join(''))).trim()
}

export interface CommitBody {
  readonly message: string
  readonly tree: string
  readonly parents?: readonly string[]
  readonly author?: { readonly name?: string; readonly email?: string; readonly date?: string }
  readonly committer?: { readonly name?: string; readonly email?: string; readonly date?: string }
}

export async function writeCommit(request: ApiRequest, store: GitStore, body: CommitBody): Promise<string> {
  const when = `${Math.floor(request.github.world.clock.now() / 1000)} +0000`
  const person = (one: CommitBody['author']): string => {
    const time = one?.date === undefined ? when : `${Math.floor(Date.parse(one.date) / 1000)} +0000`
    return `${one?.name ?? 'gatehouse[bot]'} <${one?.email ?? 'bot@users.noreply.github.com'}> ${time}`
  }
  const lines = [
    `tree ${body.tree}`,
    ...(body.parents ?? []).map((parent) => `parent ${parent}`),
    `author ${person(body.author)}`,
    `committer ${person(body.committer ?? body.author)}`,
    '',
    body.message,
  ]
  return (await store.run(['hash-object', '-t', 'commit', '-w', '--stdin'], lines.join('\n'))).trim()
}
