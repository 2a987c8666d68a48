import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock, tryLock } from './folder-lock.ts'
import { sizeOfMirror } from './mirror-folder.ts'

/** Mirrors of repositories that are kept on this disk. Several processes may use the same folder. */
export interface Mirrors {
  /**
   * Has a repository's place for itself while `work` runs, and it is not removed then.
   * @param organization and
   * @param repository our own ids
   */
  readonly use: <Result>(
    organization: string,
    repository: string,
    signal: AbortSignal,
    work: (path: string) => Promise<Result>,
  ) => Promise<Result>
  /** Removes one, after which it is fetched anew. Only while it is in use. */
  readonly forget: (path: string) => void
}

export interface MirrorsOptions {
  /** Made where it is missing, for this account alone. */
  readonly folder: string
  /** Those that were used last are kept, as many as have room in so many bytes. */
  readonly mostBytes: number
}

export function createMirrors({ folder, mostBytes }: MirrorsOptions): Mirrors {
  const room = createRoom(folder, mostBytes)
  return {
    use: async (organization, repository, signal, work) => {
      const own = join(folder, plainId(organization))
      mkdirSync(own, { recursive: true, mode: 0o700 })
      const path = join(own, `${plainId(repository)}.git`)
      const lock = await takeLock(`${path}.lock`, signal)
      const before = sizeOfMirror(path)
      try {
        return await work(path)
      } finally {
        touch(path)
        room.grow(sizeOfMirror(path) - before)
        lock.release()
        room.keep()
      }
    },
    forget: (path) => rmSync(path, { recursive: true, force: true }),
  }
}

/** Ids become names of folders. */
function plainId(id: string): string {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error(`${id} is no id of ours`)
  return id
}

/** An empty file whose time says when it was used last. */
const noteOf = (path: string): string => `${path}.used`

function touch(path: string): void {
  if (existsSync(path)) writeFileSync(noteOf(path), '', { mode: 0o600 })
  else rmSync(noteOf(path), { force: true })
}

/** Looking through 50,000 mirrors takes seconds, so that is done when there may be too many, and now and then for what other processes add. */
const lookAgain = 10 * 60_000

function createRoom(folder: string, mostBytes: number) {
  let total = Infinity
  let lookedAt = 0
  return {
    grow: (bytes: number): void => {
      total += bytes
    },
    keep: (): void => {
      if (total <= mostBytes && Date.now() - lookedAt < lookAgain) return
      total = evict(folder, mostBytes)
      lookedAt = Date.now()
    },
  }
}

interface Kept {
  readonly path: string
  readonly usedAt: number
  readonly size: number
}

/** The longest unused go first. One that is in use, in this process or another, stays. @returns how many bytes are left */
function evict(folder: string, mostBytes: number): number {
  const kept = keptIn(folder)
  let total = kept.reduce((sum, { size }) => sum + size, 0)
  for (const { path, size } of kept.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (total <= mostBytes) break
    const lock = tryLock(`${path}.lock`)
    if (!lock) continue
    rmSync(path, { recursive: true, force: true })
    rmSync(noteOf(path), { force: true })
    lock.release()
    total -= size
  }
  return total
}

function keptIn(folder: string): readonly Kept[] {
  return namesIn(folder).flatMap((organization) =>
    namesIn(join(folder, organization))
      .filter((name) => name.endsWith('.git'))
      .map((name) => keptAt(join(folder, organization, name))),
  )
}

function keptAt(path: string): Kept {
  const usedAt = statSync(noteOf(path), { throwIfNoEntry: false })?.mtimeMs
  // Without a note a process was killed at it: it is the first to go.
  return { path, usedAt: usedAt ?? 0, size: sizeOfMirror(path) }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // A file, or gone just now.
    return []
  }
}
