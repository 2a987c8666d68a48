import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Repository } from '../world/entities.ts'
import { openStore, type GitStore } from './git-store.ts'
import { historyStream } from './history.ts'
import { ObjectReader } from './object-reader.ts'
import { runGit } from './run-git.ts'
import { seededObjects } from './seeded-objects.ts'
import { openSeededStore } from './seeded-store.ts'

/** The real git repositories behind the simulated ones, in one temporary folder. */
export interface GitStores {
  /** To read from. Made when it is needed, in memory as long as that does, and shared by all repositories that began alike. */
  readonly of: (repository: Repository) => Promise<GitStore>
  /** To write to: the repository's own from now on. */
  readonly toWrite: (repository: Repository) => Promise<GitStore>
  readonly close: () => Promise<void>
}

/** Each open reader is a process. */
const openReaders = 32
/** Histories that are kept in memory. */
const mostSeeded = 2_000

export function createGitStores(): GitStores {
  let folder: Promise<string> | undefined
  const root = (): Promise<string> => (folder ??= mkdtemp(path.join(tmpdir(), 'simulated-github-')))
  const readers = new Map<string, ObjectReader>()
  const shared = new Map<string, GitStore>()
  const built = new Map<string, Promise<GitStore>>()
  const own = new Map<number, Promise<GitStore>>()

  function readerOf(at: string): ObjectReader {
    const reader = readers.get(at) ?? new ObjectReader(at)
    // The last used goes to the end, so that the first is the one to close.
    readers.delete(at)
    readers.set(at, reader)
    for (const [oldest, one] of readers) {
      if (readers.size <= openReaders) break
      readers.delete(oldest)
      one.close()
    }
    return reader
  }

  const open = (at: string): GitStore => openStore(at, () => readerOf(at))

  function onDisk(key: string, repository: Repository): Promise<GitStore> {
    const made =
      built.get(key) ?? root().then(async (at) => open(await build(path.join(at, `${key}.git`), repository)))
    built.set(key, made)
    return made
  }

  function of(repository: Repository): Promise<GitStore> {
    const mine = own.get(repository.id)
    if (mine) return mine
    const key = contentKey(repository)
    const { content, firstBranch } = repository
    const store =
      shared.get(key) ??
      openSeededStore({ ...seededObjects(content, firstBranch), head: firstBranch }, () =>
        onDisk(key, repository),
      )
    shared.delete(key)
    shared.set(key, store)
    // The first is the one that was used longest ago; it is made again when somebody asks.
    if (shared.size > mostSeeded) shared.delete(shared.keys().next().value!)
    return Promise.resolve(store)
  }

  function toWrite(repository: Repository): Promise<GitStore> {
    const known = own.get(repository.id)
    if (known) return known
    const made = of(repository).then(async (template) => {
      const at = path.join(await root(), `${repository.id}.git`)
      await cp(await template.folder(), at, { recursive: true })
      return open(at)
    })
    own.set(repository.id, made)
    return made
  }

  async function close(): Promise<void> {
    for (const reader of readers.values()) reader.close()
    if (folder) await rm(await folder, { recursive: true, force: true, maxRetries: 5 })
  }

  return { of, toWrite, close }
}

const keys = new WeakMap<Repository, string>()

/** Repositories that began alike have the same. */
function contentKey(repository: Repository): string {
  const known = keys.get(repository)
  if (known) return known
  const { content, firstBranch } = repository
  const key = createHash('sha256')
    .update(historyStream(content, firstBranch))
    .update(firstBranch)
    .digest('hex')
  keys.set(repository, key)
  return key
}

/** As `git init` would leave it, without starting git five times for each repository. */
async function build(at: string, { content, firstBranch }: Repository): Promise<string> {
  await mkdir(path.join(at, 'objects'), { recursive: true })
  await mkdir(path.join(at, 'refs'))
  await writeFile(path.join(at, 'HEAD'), `ref: refs/heads/${firstBranch}\n`)
  await writeFile(path.join(at, 'config'), configuration)
  if (content.length > 0)
    await runGit(at, ['fast-import', '--quiet'], { input: historyStream(content, firstBranch) })
  return at
}

/** As GitHub does: partial clones, and fetching a commit by its id. What is imported stays the one pack that it is. */
const configuration = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
[http]
\treceivepack = true
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
[fastimport]
\tunpackLimit = 0
`
