import { type ForeignEntry, type ForeignProblem, type NotTaken, type ReadForeign } from '../foreign.ts'

/**
 * Reads a `.gitleaksignore`: `commit:path:rule:line`, or without a commit, one a line; `#` begins a comment. Pure.
 * Source: gitleaks, README, "gitleaksignore".
 */
export function readGitleaksIgnore(text: string): ReadForeign {
  const entries: ForeignEntry[] = []
  const notTaken: NotTaken[] = []
  const problems: ForeignProblem[] = []
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = index + 1
    const trimmed = written.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    const entry = entryOf(trimmed, line)
    if (entry === undefined)
      problems.push({
        line,
        message: 'This is no fingerprint of gitleaks. Write `path:rule:line` or `commit:path:rule:line`.',
      })
    else if (entry.place.kind === 'lines' && entry.place.paths[0]?.includes('!'))
      notTaken.push({ at: entry.at, why: 'it is about a file inside of an archive' })
    else entries.push(entry)
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, entries, notTaken }
}

function entryOf(text: string, line: number): ForeignEntry | undefined {
  const [, commit, path, rule, at] =
    /^(?:([0-9a-f]{40}|[0-9a-f]{64}):)?(.+):([^:]+):(\d{1,9})$/.exec(text) ?? []
  if (path === undefined || Number(at) < 1) return undefined
  return {
    tool: 'gitleaks',
    at: `line ${line}`,
    commit,
    place: { kind: 'lines', paths: [path.replaceAll('\\', '/')], line: Number(at) },
    rule,
    saying: 'let-pass',
    about: 'secrets',
  }
}
