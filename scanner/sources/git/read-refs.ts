import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NotScanned } from '../../engine/finding.ts'
import { fileProblem } from '../file-problem.ts'
import { plainFile } from './read-configuration.ts'
import { readReftable } from './read-reftable.ts'
import type { Repository } from './repository.ts'

/** One ref that names an object. */
export interface Ref {
  /** In full: `refs/heads/main`, `refs/tags/v1`, `HEAD`. */
  readonly name: string
  /** What it points at, in hex: mostly a commit, for a tag often a tag object. */
  readonly id: string
}

export interface Refs {
  /** null id: the branch has no commit yet. null branch: a detached HEAD. */
  readonly head: { readonly branch: string | null; readonly id: string | null }
  /** Sorted by name; HEAD is not among them. */
  readonly refs: readonly Ref[]
  /** Refs whose content is not an object id. */
  readonly broken: readonly NotScanned[]
}

/** What a ref's file says: an object, another ref, or (null) nothing that could be understood. */
type Content = { readonly id: string } | { readonly to: string } | null

const idPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
// Larger than the packed refs of the biggest known repositories (some million refs), and still no danger to memory.
const maxPackedRefs = 512 * 1024 * 1024

/**
 * Reads all refs of a repository. The files are read by us, because git would only do it with the repository's own
 * configuration. Source of the formats: gitrepository-layout(5), git-pack-refs(1).
 */
export async function readRefs(repository: Repository): Promise<Refs> {
  if (repository.refStorage === 'reftable') return readReftable(repository)
  const contents = new Map<string, Content>()
  const broken: NotScanned[] = []
  readPackedRefs(join(repository.commonDirectory, 'packed-refs'), contents)
  readLooseRefs(repository.commonDirectory, contents, broken)
  // A linked worktree has refs of its own besides the common ones (refs/bisect, refs/worktree).
  if (repository.gitDirectory !== repository.commonDirectory)
    readLooseRefs(repository.gitDirectory, contents, broken)
  const refs: Ref[] = []
  for (const [name, content] of [...contents].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const id = resolved(content, contents)
    if (id !== null) refs.push({ name, id })
    // A symbolic ref to nothing is common (`refs/remotes/origin/HEAD` after a branch was renamed) and holds no content.
    else if (content === null)
      broken.push({ path: name, code: 'broken-ref', reason: 'The ref holds no object id.' })
  }
  return { head: readHead(repository.gitDirectory, contents), refs, broken }
}

/** HEAD of one worktree. */
function readHead(gitDirectory: string, contents: ReadonlyMap<string, Content>): Refs['head'] {
  const content = parsedRef(plainFile(join(gitDirectory, 'HEAD'), 4096))
  if (content === null) return { branch: null, id: null }
  return { branch: 'to' in content ? content.to : null, id: resolved(content, contents) }
}

function resolved(content: Content, contents: ReadonlyMap<string, Content>): string | null {
  let current = content
  // git follows at most five symbolic refs; a circle ends here too.
  for (let depth = 0; depth <= 5 && current !== null; depth += 1) {
    if ('id' in current) return current.id
    current = contents.get(current.to) ?? null
  }
  return null
}

/** Lines of `<id> <name>`; `^<id>` lines say what the tag above points at, `#` lines are remarks. */
function readPackedRefs(path: string, contents: Map<string, Content>): void {
  const text = plainFile(path, maxPackedRefs)?.toString('utf8') ?? ''
  for (const line of text.split('\n')) {
    const space = line.indexOf(' ')
    const id = line.slice(0, Math.max(space, 0))
    if (idPattern.test(id)) contents.set(line.slice(space + 1), { id })
  }
}

/** One file a ref, below `refs/`; overrides packed refs of the same name. Links to folders are not entered. */
function readLooseRefs(directory: string, contents: Map<string, Content>, broken: NotScanned[]): void {
  const folders = ['refs']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(directory, folder), folder, broken)) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) folders.push(name)
      else if (!name.endsWith('.lock')) contents.set(name, parsedRef(plainFile(join(directory, name), 4096)))
    }
  }
}

function entriesOf(folder: string, path: string, broken: NotScanned[]) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const problem = fileProblem(error)
    // A linked worktree mostly has no refs folder, and git removes empty ones at any time.
    if (problem.code !== 'vanished') broken.push({ path, ...problem })
    return []
  }
}

function parsedRef(bytes: Buffer | null): Content {
  const text = bytes?.toString('utf8').trim() ?? ''
  if (idPattern.test(text)) return { id: text }
  const to = /^ref:\s*(\S+)$/.exec(text)?.[1]
  return to === undefined ? null : { to }
}
