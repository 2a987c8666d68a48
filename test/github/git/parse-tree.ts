import type { GitObject } from './object-reader.ts'

export interface ParsedEntry {
  readonly name: string
  /** As `git ls-tree` shows it: six digits. */
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: string
}

/** What a tree object lists. */
export function parseTree({ content }: GitObject): readonly ParsedEntry[] {
  const entries: ParsedEntry[] = []
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at)
    const end = content.indexOf(0, space)
    const mode = content.toString('latin1', at, space).padStart(6, '0')
    entries.push({
      mode,
      name: content.toString('utf8', space + 1, end),
      type: mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob',
      oid: content.toString('hex', end + 1, end + 21),
    })
    at = end + 21
  }
  return entries
}
