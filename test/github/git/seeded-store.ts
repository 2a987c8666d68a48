import { parseCommit } from './commit.ts'
import type { GitStore, TreeEntry } from './git-store.ts'
import type { GitObject } from './object-reader.ts'
import { parseTree } from './parse-tree.ts'
import type { SeededObjects } from './seeded-objects.ts'

export interface Seed extends SeededObjects {
  /** The branch that `HEAD` names. */
  readonly head: string
}

/**
 * A repository that nobody has written to, answered from memory. git itself is asked only for what needs its programs
 * (clones, differences, logs), by way of `real`.
 */
export function openSeededStore(seed: Seed, real: () => Promise<GitStore>): GitStore {
  const { objects, refs } = seed

  function find(name: string): GitObject | undefined {
    const peeled = /^(.*)\^\{(commit|tree)\}$/.exec(name)
    if (peeled) return peel(find(peeled[1]!), peeled[2] === 'tree')
    const colon = name.indexOf(':')
    if (colon >= 0) return below(peel(find(name.slice(0, colon)), true), name.slice(colon + 1))
    return objects.get(idOf(seed, name) ?? '')
  }

  function peel(object: GitObject | undefined, toTree: boolean): GitObject | undefined {
    if (object?.type === 'commit') return toTree ? objects.get(parseCommit(object).tree) : object
    return toTree && object?.type === 'tree' ? object : undefined
  }

  function below(tree: GitObject | undefined, path: string): GitObject | undefined {
    const names = path.split('/').filter(Boolean)
    let object = tree
    for (const name of names) {
      if (object?.type !== 'tree') return undefined
      object = objects.get(parseTree(object).find((one) => one.name === name)?.oid ?? '')
    }
    return object
  }

  function list(oid: string, recursive: boolean, folder = ''): readonly TreeEntry[] {
    const tree = peel(objects.get(oid), true)
    if (tree === undefined) throw new Error(`${oid} names no tree`)
    return parseTree(tree).flatMap(({ name, ...entry }) => {
      const size = entry.type === 'blob' ? objects.get(entry.oid)!.content.length : undefined
      const own: TreeEntry = { ...entry, path: folder + name, size }
      return recursive && entry.type === 'tree' ? [own, ...list(entry.oid, true, `${own.path}/`)] : [own]
    })
  }

  return {
    folder: async () => (await real()).folder(),
    refs: () => Promise.resolve(refs),
    read: (name) => Promise.resolve(find(name)),
    commitId: (name) => Promise.resolve(isName(name) ? find(`${name}^{commit}`)?.oid : undefined),
    tree: (oid, recursive) => Promise.resolve(list(oid, recursive)),
    run: async (args, input) => (await real()).run(args, input),
    forget() {},
  }
}

/** Names that git would read as something else, such as `a..b` or `:/text`, name no commit on GitHub. */
export const isName = (name: string): boolean => /^[^\s:^~?*[\\]+$/.test(name) && !name.includes('..')

/** A ref in git's order of precedence, an id, or the only id that begins so. */
function idOf({ objects, refs, head }: Seed, name: string): string | undefined {
  if (objects.has(name)) return name
  if (name === 'HEAD' || name === '@') return refs.get(`refs/heads/${head}`)
  const byRef =
    refs.get(name) ??
    refs.get(`refs/heads/${name}`) ??
    refs.get(`refs/tags/${name}`) ??
    refs.get(`refs/${name}`)
  if (byRef !== undefined || !/^[0-9a-f]{4,39}$/.test(name)) return byRef
  const matching = [...objects.keys()].filter((oid) => oid.startsWith(name))
  return matching.length === 1 ? matching[0] : undefined
}
