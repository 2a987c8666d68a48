import type { NotScanned } from '../../engine/finding.ts'
import { pathText } from '../path-text.ts'
import { copyIndex } from './copy-index.ts'
import type { TreeEntry } from './list-tree.ts'
import { mergeBase } from './merge-base.ts'
import { createPatchParser, type AddedLines, type LineRange } from './patch-parser.ts'
import { readRefs } from './read-refs.ts'
import type { Repository } from './repository.ts'
import { resolveRef } from './resolve-ref.ts'
import { finished, gitFailed, runGit, startGit } from './run.ts'

/** A file that was added or changed, as it is after the change. */
export interface Change extends TreeEntry {
  /** Lines that the change brought, ascending; null: all lines count as new. */
  readonly added: readonly LineRange[] | null
  /** What it was before, in hex and where; undefined for a new file, and for what was another kind of thing. */
  readonly before?: { readonly id: string; readonly path: string }
}

export interface Changes {
  /** The commit compared with, in hex; null where there is none yet. */
  readonly base: string | null
  /** The commit looked at, in hex; null for the index. */
  readonly head: string | null
  readonly changes: readonly Change[]
  readonly notScanned: readonly NotScanned[]
}

/**
 * What is staged: files in the index that differ from HEAD; before the first commit all of them.
 * @throws AppError `git-failed`
 */
export async function readStagedChanges(repository: Repository): Promise<Changes> {
  copyIndex(repository)
  const base = (await readRefs(repository)).head.id
  const from = base ?? emptyTree[repository.objectFormat]
  return { base, head: null, ...(await compare(repository, ['diff-index', '--cached'], [from])) }
}

/** What a branch brings, and where it left the other one. */
export interface Diff extends Changes {
  /** The commit that the range begins behind, in hex. */
  readonly start: string
  readonly head: string
}

/**
 * What a range of commits changed in sum: from where HEAD left BASE, so that what BASE did since then is no part of it.
 * @param range `BASE..HEAD`, or with three dots, which means the same; HEAD may be left out
 * @throws AppError `unknown-ref`, `git-failed`
 */
export async function readDiff(repository: Repository, range: string): Promise<Diff> {
  const [, left = range, right = ''] = /^(.+?)\.{2,3}(.*)$/s.exec(range) ?? []
  const [start, head] = await Promise.all([
    resolveRef(repository, left),
    resolveRef(repository, right === '' ? 'HEAD' : right),
  ])
  const base = await mergeBase(repository, start, head)
  // What shares no history with the other side brings everything.
  const from = base ?? emptyTree[repository.objectFormat]
  return { start, base, head, ...(await compare(repository, ['diff-tree', '-r'], [from, head])) }
}

// git knows these without having them. Source: the hash of an empty tree object in each format.
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const

/** A renamed file is compared with what it was, so that what was in it before is not new. */
const renames = '--find-renames'

async function compare(repository: Repository, command: readonly string[], sides: readonly string[]) {
  const list = (how: string) =>
    runGit(repository.git, [...command, '--raw', '-z', how, '--no-abbrev', ...sides, '--'])
  const [withRenames, added] = await Promise.all([list(renames), readAddedLines(repository, command, sides)])
  // To find renames git must read files, some of which a partial or damaged repository does not have.
  const raw = withRenames.ok ? withRenames : await list('--no-renames')
  if (!raw.ok) throw gitFailed('The changes cannot be listed', raw.message)
  return changesIn(raw.output, added)
}

async function readAddedLines(
  repository: Repository,
  command: readonly string[],
  sides: readonly string[],
): Promise<AddedLines> {
  const plain = '-p -U0 --full-index --no-color --no-ext-diff --no-textconv --submodule=short'.split(' ')
  const parser = createPatchParser()
  const child = startGit(repository.git, [...command, ...plain, renames, ...sides, '--'])
  child.stdin.end()
  const { ok } = await finished(child, parser.push)
  // A blob that is missing or damaged ends this early, maybe within a file. What is not in the map counts as new.
  const last = [...parser.added.keys()].at(-1)
  if (!ok && last !== undefined) parser.added.delete(last)
  return parser.added
}

/** Records are `:<old mode> <new mode> <old id> <new id> <letter>` NUL path NUL; of a rename (`R`) the old path comes first. */
function changesIn(output: Buffer, added: AddedLines) {
  const changes: Change[] = []
  const notScanned: NotScanned[] = []
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at)
    const record = output.toString('latin1', at + 1, end).split(' ')
    const firstEnd = output.indexOf(0, end + 1)
    const isRenamed = record[4]?.startsWith('R') === true
    const pathStart = isRenamed ? firstEnd + 1 : end + 1
    const pathEnd = isRenamed ? output.indexOf(0, pathStart) : firstEnd
    const raw = output.subarray(pathStart, pathEnd)
    const change = changeIn(record, raw, { added, oldPath: pathText(output.subarray(end + 1, firstEnd)) })
    if (change !== null && 'code' in change) notScanned.push(change)
    else if (change !== null) changes.push(change)
    at = pathEnd + 1
  }
  return { changes, notScanned }
}

/** null for a deletion. */
function changeIn(
  record: readonly string[],
  raw: Buffer,
  { added, oldPath }: { readonly added: AddedLines; readonly oldPath: string },
): Change | NotScanned | null {
  const [oldMode = '', mode = '', oldId = '', id = '', letter = ''] = record
  const path = pathText(raw)
  if (letter === 'U')
    return { path, code: 'unmerged', reason: 'A merge left it with conflicts. Resolve them first.' }
  if (mode === '000000') return null
  if (mode === '160000') return changedSubmodule(path)
  const isRaw = !Buffer.from(path).equals(raw)
  const kind = mode === '120000' ? 'link' : mode === '100755' ? 'executable' : 'file'
  // A file that became a link (or the other way round) is shown as removed and added.
  const isReplaced = oldMode.slice(0, 2) !== mode.slice(0, 2)
  const key = `${isReplaced ? '0'.repeat(id.length) : oldId}..${id}`
  const lines = oldId === id && !isReplaced ? [] : (added.get(key) ?? null)
  return {
    path,
    ...(isRaw ? { rawPath: Uint8Array.from(raw) } : {}),
    kind,
    id,
    added: lines,
    ...(!isReplaced && { before: { id: oldId, path: oldPath } }),
  }
}

/** Another repository at a path of this one. */
export const changedSubmodule = (path: string): NotScanned => ({
  path,
  code: 'submodule',
  reason: 'It is a submodule: scan that repository by itself.',
})
