import type { GitStore } from './git-store.ts'

export interface FileChange {
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  readonly path: string
  readonly from: string | undefined
  /** The blob that is there after the change, or was there before it. */
  readonly oid: string
  readonly additions: number
  readonly deletions: number
  /** Missing for binary files. */
  readonly patch: string | undefined
}

/** The empty tree: what the first commit is compared with. */
const nothing = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

const statuses: Readonly<Record<string, FileChange['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
}

/** What changed from one commit to another. */
export async function diff(store: GitStore, from: string | undefined, to: string): Promise<FileChange[]> {
  const range = [from ?? nothing, to]
  const raw = await store.run(['diff', '--raw', '-z', '-M', '--no-abbrev', ...range])
  const changes = parseRaw(raw)
  if (changes.length === 0) return []
  const patches = splitPatches(await store.run(['diff', '-M', '--no-color', '--no-ext-diff', ...range]))
  return changes.map((change, index) => ({ ...change, ...countLines(patches[index]) }))
}

type Raw = Pick<FileChange, 'status' | 'path' | 'from' | 'oid'>

function parseRaw(raw: string): readonly Raw[] {
  const fields = raw.split('\0').filter(Boolean)
  const changes: Raw[] = []
  for (let at = 0; at < fields.length;) {
    const [, , before, after, letter] = fields[at]!.split(' ')
    const status = statuses[letter![0]!] ?? 'changed'
    const isMoved = status === 'renamed' || status === 'copied'
    const path = fields[at + (isMoved ? 2 : 1)]!
    const oid = status === 'removed' ? before! : after!
    changes.push({ status, path, from: isMoved ? fields[at + 1] : undefined, oid })
    at += isMoved ? 3 : 2
  }
  return changes
}

/** One text a file, in the order of `--raw`. */
const splitPatches = (text: string): readonly string[] => text.split(/^diff --git .*\n/m).slice(1)

function countLines(patch: string | undefined): Pick<FileChange, 'additions' | 'deletions' | 'patch'> {
  const start = patch?.search(/^@@ /m) ?? -1
  if (patch === undefined || start < 0) return { additions: 0, deletions: 0, patch: undefined }
  const body = patch.slice(start).replace(/\n$/, '')
  const lines = body.split('\n')
  return {
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
    patch: body,
  }
}
