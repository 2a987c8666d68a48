import type { GitObject, ObjectReader } from './object-reader.ts'
import { runGit } from './run-git.ts'
import { isName } from './seeded-store.ts'

export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: string
  /** Of blobs. */
  readonly size: number | undefined
}

/** One bare repository on the disk. Several repositories of a world may share it while nobody has written to them. */
export interface GitStore {
  /** Where it lies; made on the disk now if it was not before. */
  readonly folder: () => Promise<string>
  readonly refs: () => Promise<ReadonlyMap<string, string>>
  readonly read: (name: string) => Promise<GitObject | undefined>
  /** The id of the commit that a branch, a tag, `HEAD` or an id names. */
  readonly commitId: (name: string) => Promise<string | undefined>
  readonly tree: (oid: string, recursive: boolean) => Promise<readonly TreeEntry[]>
  readonly run: (args: readonly string[], input?: string | Buffer) => Promise<string>
  /** To be called when refs may have changed. */
  readonly forget: () => void
}

const largestKept = 64 * 1024
const mostKept = 1_000

export function openStore(folder: string, reader: () => ObjectReader): GitStore {
  let refs: Promise<ReadonlyMap<string, string>> | undefined
  const trees = new Map<string, Promise<readonly TreeEntry[]>>()
  const objects = new Map<string, Promise<GitObject | undefined>>()

  async function readOnce(name: string): Promise<GitObject | undefined> {
    const object = await reader().read(name)
    const isKept = object !== undefined && object.content.length <= largestKept && objects.size <= mostKept
    if (!isKept) objects.delete(name)
    return object
  }

  /** What an id names never changes, so it is asked for once; large objects are let go again. */
  function read(name: string): Promise<GitObject | undefined> {
    if (!/^[0-9a-f]{40}(?:\^\{\w+\})?$/.test(name)) return reader().read(name)
    const known = objects.get(name)
    if (known) return known
    const found = readOnce(name)
    objects.set(name, found)
    return found
  }

  async function commitId(name: string): Promise<string | undefined> {
    if (!isName(name)) return undefined
    const known = await readRefs()
    const byRef =
      known.get(name) ??
      known.get(`refs/heads/${name}`) ??
      known.get(`refs/tags/${name}`) ??
      // `heads/main`, where a branch and not a tag of that name is meant.
      known.get(`refs/${name}`)
    const object = await read(`${byRef ?? name}^{commit}`)
    return object?.oid
  }

  const readRefs = (): Promise<ReadonlyMap<string, string>> => (refs ??= listRefs(folder))

  return {
    folder: () => Promise.resolve(folder),
    refs: readRefs,
    read,
    commitId,
    tree(oid, recursive) {
      const key = `${recursive} ${oid}`
      const known = trees.get(key) ?? listTree(folder, oid, recursive)
      trees.set(key, known)
      return known
    },
    run: async (args, input = '') => (await runGit(folder, args, { input })).toString('utf8'),
    forget() {
      refs = undefined
    },
  }
}

async function listRefs(folder: string): Promise<ReadonlyMap<string, string>> {
  const output = await runGit(folder, ['for-each-ref', '--format=%(objectname) %(refname)'])
  const lines = output.toString('utf8').split('\n').filter(Boolean)
  return new Map(lines.map((line) => [line.slice(41), line.slice(0, 40)]))
}

async function listTree(folder: string, oid: string, recursive: boolean): Promise<readonly TreeEntry[]> {
  const flags = recursive ? ['-r', '-t'] : []
  const output = await runGit(folder, ['ls-tree', '-z', '-l', ...flags, oid])
  return output.toString('utf8').split('\0').filter(Boolean).map(treeEntry)
}

function treeEntry(line: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode, type, oid, size] = line.slice(0, tab).split(/ +/)
  const isSized = size !== undefined && size !== '-'
  return {
    mode: mode!,
    type: type === 'tree' || type === 'commit' ? type : 'blob',
    oid: oid!,
    size: isSized ? Number(size) : undefined,
    path: line.slice(tab + 1),
  }
}
