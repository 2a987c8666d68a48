import { createHash, type Hash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import path from 'node:path'

export interface WrittenFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** Where texts of many files go. */
export interface FileSet {
  readonly write: (name: string, text: string) => void
  /** What was written, in the order of names. */
  readonly close: () => readonly WrittenFile[]
}

/** As many characters of a file as are gathered before they are written. */
const gathered = 65_536

interface OpenFile {
  readonly handle: number | undefined
  readonly hash: Hash
  waiting: string
  bytes: number
}

/**
 * Files that are written side by side, in bounded memory, with their digests.
 * @param folder that is there and holds none of them; undefined: only digests are wanted
 */
export function createFileSet(folder: string | undefined): FileSet {
  const files = new Map<string, OpenFile>()
  const open = (name: string): OpenFile => {
    const known = files.get(name)
    if (known) return known
    const handle = folder === undefined ? undefined : openSync(path.join(folder, name), 'wx', 0o600)
    const made = { handle, hash: createHash('sha256'), waiting: '', bytes: 0 }
    files.set(name, made)
    return made
  }
  return {
    write: (name, text) => {
      const file = open(name)
      file.waiting += text
      if (file.waiting.length >= gathered) flush(file)
    },
    close: () =>
      [...files]
        .map(([name, file]) => {
          flush(file)
          if (file.handle !== undefined) closeSync(file.handle)
          return { name, bytes: file.bytes, sha256: file.hash.digest('hex') }
        })
        .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }
}

function flush(file: OpenFile): void {
  const bytes = Buffer.from(file.waiting)
  file.waiting = ''
  file.bytes += bytes.length
  file.hash.update(bytes)
  if (file.handle === undefined) return
  for (let at = 0; at < bytes.length;) at += writeSync(file.handle, bytes, at)
}
