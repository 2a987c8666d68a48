import { objectOf } from './object-id.ts'
import type { GitObject } from './object-reader.ts'

interface File {
  readonly oid: string
  readonly size: number
}

/** A folder that grows commit by commit. Only what changed since is written again. */
interface Folder {
  readonly entries: Map<string, Folder | File>
  /** The tree that it is now, until something below it changes. */
  written: string | undefined
}

export const emptyFolder = (): Folder => ({ entries: new Map(), written: undefined })

const isFolder = (entry: Folder | File | undefined): entry is Folder =>
  entry !== undefined && 'entries' in entry

/** A copy to change: a branch begins as what another one is. */
export const copyFolder = ({ entries, written }: Folder): Folder => ({
  written,
  entries: new Map([...entries].map(([name, one]) => [name, isFolder(one) ? copyFolder(one) : one])),
})

/** Puts a file there. What stood in its way, a file for a folder or the other way round, is gone, as with git. */
export function putFile(root: Folder, path: string, file: File): void {
  const names = path.split('/')
  const last = names.pop()!
  let folder = root
  for (const name of names) {
    folder.written = undefined
    const known = folder.entries.get(name)
    const next = isFolder(known) ? known : emptyFolder()
    folder.entries.set(name, next)
    folder = next
  }
  folder.written = undefined
  folder.entries.set(last, file)
}

/** Removes a file or a folder, and the folders that this leaves empty. @returns whether there was one */
export function removePath(folder: Folder, [name = '', ...below]: readonly string[]): boolean {
  const known = folder.entries.get(name)
  if (known === undefined) return false
  if (below.length > 0) {
    if (!isFolder(known) || !removePath(known, below)) return false
    if (known.entries.size === 0) folder.entries.delete(name)
  } else {
    folder.entries.delete(name)
  }
  folder.written = undefined
  return true
}

/** The folder as git's tree objects, handed to `keep`. @returns the id of its own */
export function writeFolder(folder: Folder, keep: (object: GitObject) => void): string {
  if (folder.written !== undefined) return folder.written
  const lines = [...folder.entries].map(([name, one]) => {
    const oid = isFolder(one) ? writeFolder(one, keep) : one.oid
    const bytes = Buffer.from(name)
    // git sorts as if the names of folders ended with a slash.
    const key = isFolder(one) ? Buffer.concat([bytes, slash]) : bytes
    const mode = isFolder(one) ? '40000' : '100644'
    return {
      key,
      line: Buffer.concat([Buffer.from(`${mode} `), bytes, zero, Buffer.from(oid, 'hex')]),
    }
  })
  lines.sort((a, b) => Buffer.compare(a.key, b.key))
  const tree = objectOf('tree', Buffer.concat(lines.map(({ line }) => line)))
  keep(tree)
  folder.written = tree.oid
  return tree.oid
}

const slash = Buffer.from('/')
const zero = Buffer.from([0])
