import type { Finding } from '../scanner/engine/finding.ts'
import type { InlineComment } from './inline-comments.ts'

/** For what each tool's comment lets its findings pass. None of them gives a reason that is checked. */
const markers: readonly (readonly [string, RegExp, 'secret' | 'code'])[] = [
  ['gitleaks:allow', /gitleaks:allow\b/, 'secret'],
  ['trufflehog:ignore', /trufflehog:ignore\b/, 'secret'],
  ['pragma: allowlist secret', /pragma: ?(?:allow|white)list(?: nextline)? secret\b/i, 'secret'],
  ['kingfisher:ignore', /kingfisher:ignore\b/, 'secret'],
  ['ggignore', /\bggignore\b/, 'secret'],
  ['nosec', /#\s*nosec\b/i, 'code'],
  ['nosemgrep', /\bnosem(?:grep)?\b/, 'code'],
  ['NOSONAR', /\bNOSONAR\b/, 'code'],
  ['lgtm', /\blgtm\s?\[/i, 'code'],
  ['eslint-disable', /eslint-disable(?:-next)?-line\b[^\n]{0,200}security/, 'code'],
]

/** A line of code; what is longer is none that anybody commented by hand. */
const longestLine = 2000

/** What has findings in more files has other troubles than comments. */
const mostFiles = 500

/** Comments for other tools at findings, in the files as they were looked at. */
export async function readOtherComments(
  findings: readonly Finding[],
  readText: (path: string) => Promise<string | undefined>,
): Promise<readonly InlineComment[]> {
  const paths = new Set(findings.filter(isInFiles).map(({ path }) => path))
  const texts = new Map<string, readonly string[]>()
  for (const path of [...paths].slice(0, mostFiles)) {
    const text = await readText(path)
    if (text !== undefined) texts.set(path, text.split('\n'))
  }
  return otherCommentsAt(findings, (path) => texts.get(path))
}

/** A line of an earlier version is about another text. */
const isInFiles = ({ line, commit, history }: Finding): boolean =>
  line !== null && (commit === null || history?.tracked === true)

/**
 * Comments for other tools that stand at findings: on the line, or on the one before it where they speak of the next. One is returned for
 * each finding, for its rule. Pure.
 * @param linesOf the lines of a file; undefined where it cannot be read
 */
export function otherCommentsAt(
  findings: readonly Finding[],
  linesOf: (path: string) => readonly string[] | undefined,
): readonly InlineComment[] {
  return findings.flatMap((finding): readonly InlineComment[] => {
    const { path, line, rule } = finding
    const lines = isInFiles(finding) ? linesOf(path) : undefined
    if (lines === undefined || line === null) return []
    const kind = isCredential(finding) ? 'secret' : 'code'
    const name = nameIn(lines[line - 1], kind) ?? nextLineIn(lines[line - 2], kind)
    return name === undefined ? [] : [{ path, line, rule, reason: `a comment for another tool: ${name}` }]
  })
}

const isCredential = ({ kind, isSecret }: Finding): boolean => kind === 'secret' || isSecret === true

function nameIn(line: string | undefined, kind: 'secret' | 'code'): string | undefined {
  if (line === undefined || line.length > longestLine) return undefined
  return markers.find(([, form, about]) => about === kind && form.test(line))?.[0]
}

/** Some speak of the line below, by a word for it; those of semgrep stand above without one. */
function nextLineIn(line: string | undefined, kind: 'secret' | 'code'): string | undefined {
  if (line === undefined || !/next-?line|^\s*(?:#|\/\/|\/\*|--|<!--)\s*nosem/i.test(line)) return undefined
  return nameIn(line, kind)
}
