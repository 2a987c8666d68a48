import type { CommitContent } from '../world/entities.ts'
import { copyFolder, emptyFolder, putFile, removePath, writeFolder } from './growing-tree.ts'
import { stepsOf, type Step } from './history.ts'
import { objectOf } from './object-id.ts'
import type { GitObject } from './object-reader.ts'

/** What `git fast-import` would make of a history, made without git: 50,000 repositories can't each start a process. */
export interface SeededObjects {
  readonly objects: ReadonlyMap<string, GitObject>
  /** By full names, in git's order. */
  readonly refs: ReadonlyMap<string, string>
}

interface Branch {
  readonly tip: string | undefined
  readonly root: ReturnType<typeof emptyFolder>
}

export function seededObjects(commits: readonly CommitContent[], defaultBranch: string): SeededObjects {
  const objects = new Map<string, GitObject>()
  const refs = new Map<string, string>()
  const branches = new Map<string, Branch>()
  const keep = (object: GitObject): void => {
    objects.set(object.oid, object)
  }
  for (const step of stepsOf(commits, defaultBranch)) {
    const { tip, root } = branchFor(branches, step)
    change(root, step, keep)
    const commit = commitOf(step, writeFolder(root, keep), tip)
    keep(commit)
    branches.set(step.branch, { tip: commit.oid, root })
    refs.set(`refs/heads/${step.branch}`, commit.oid)
    for (const tag of step.tags) refs.set(`refs/tags/${tag}`, commit.oid)
  }
  return { objects, refs: new Map([...refs].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}

function branchFor(branches: ReadonlyMap<string, Branch>, { branch, from }: Step): Branch {
  const known = branches.get(branch)
  if (known) return known
  const source = from === undefined ? undefined : branches.get(from)
  return source ? { tip: source.tip, root: copyFolder(source.root) } : { tip: undefined, root: emptyFolder() }
}

function change(root: Branch['root'], { files }: Step, keep: (object: GitObject) => void): void {
  for (const [path, content] of files) {
    if (content === null) {
      removePath(root, path.split('/'))
      continue
    }
    const blob = objectOf('blob', Buffer.from(content))
    keep(blob)
    putFile(root, path, { oid: blob.oid, size: blob.content.length })
  }
}

function commitOf({ who, message }: Step, tree: string, parent: string | undefined): GitObject {
  const parents = parent === undefined ? '' : `parent ${parent}\n`
  return objectOf(
    'commit',
    Buffer.from(`tree ${tree}\n${parents}author ${who}\ncommitter ${who}\n\n${message}`),
  )
}
