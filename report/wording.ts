import type { FindingStatus, AssessedFinding } from '../policies/assessed-finding.ts'
import type { Readiness, Reason } from '../policies/readiness.ts'
import type { Coverage } from '../scanner/engine/finding.ts'
import type { RuleInfo } from '../scanner/engine/rule.ts'
import { isWhole } from './coverage.ts'
import { countBySeverity, openIssues } from './group.ts'
import { type Issue, placesIn } from './issues.ts'
import { gravestFirst, isTracked } from './order.ts'
import type { Report } from './report.ts'

/** The same words in every format that people read. All of it is unescaped. */

export const verdicts: Readonly<Record<Readiness['outcome'], string>> = {
  ready: 'Ready to be connected to Claude',
  'not-ready': 'Not ready to be connected to Claude',
  'needs-request': 'Needs a request before it is connected to Claude',
}

export const reasonStates: Readonly<Record<Reason['state'], string>> = {
  met: 'holds',
  unmet: 'does not hold',
  unknown: 'could not be read',
}

const statuses: Readonly<Record<FindingStatus, string>> = {
  open: 'open',
  'false-positive': 'false positive',
  'risk-accepted': 'risk accepted',
  'outside-diff': 'outside the change',
  baseline: 'in the baseline',
}
const plurals: ReadonlyMap<string, string> = new Map([
  ['false positive', 'false positives'],
  ['risk accepted', 'risks accepted'],
])

/** What has become of a finding; a replaced secret is more than an accepted risk. */
export const statusWord = (finding: AssessedFinding): string =>
  finding.rotated === undefined ? statuses[finding.status] : 'rotated'

export const grantsNothing =
  'This grants nothing: it compares this repository with the policy. Access is given or refused in your organization.'

/** The sentence above everything else: the verdict of `check`, or what `scan` found. Never "clean". */
export function headline(report: Report): string {
  const { readiness, coverage } = report
  const whole = isWhole(coverage)
  if (readiness?.outcome === 'ready' && !whole) return `${verdicts.ready}, as far as it could be scanned`
  if (readiness !== undefined) return verdicts[readiness.outcome]
  const open = openIssues(report)
  if (open.length > 0) return withPlaces(count(open.length, 'finding'), open)
  return whole ? 'Nothing found' : 'Nothing found in what was looked at'
}

/** How a report stands, for its colour and symbol. Something not scanned is never good. */
export function standing(report: Report): 'good' | 'bad' | 'unsure' {
  const { readiness, coverage } = report
  if (readiness?.outcome === 'not-ready') return 'bad'
  if (readiness === undefined && openIssues(report).length > 0) return 'bad'
  return readiness?.outcome === 'needs-request' || !isWhole(coverage) ? 'unsure' : 'good'
}

/** What a change has to do with a finding on lines that it did not touch; nothing where it touched them. */
export function broughtWords({ brought }: Pick<AssessedFinding, 'brought'>): readonly string[] {
  if (brought === undefined) return []
  const by =
    brought.line === null ? 'what else it changed' : `its line ${brought.line.toLocaleString('en-US')}`
  return [`the change left this line as it was, and ${by} makes it a finding`]
}

/** `No secret` of `no secret`: what a policy wants is written as part of a sentence, and stands alone in a table. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The same where it stands among others that end. */
export const asSentence = (text: string): string => `${capitalized(text)}${/[.!?]$/.test(text) ? '' : '.'}`

/** `1,204 files`; `many` where an `s` does not make it. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

/** `2 places`; `1 secret in 300 places` where one has several. */
export const amount = (issues: readonly Issue[]): string =>
  placesIn(issues) === issues.length
    ? count(issues.length, 'place')
    : withPlaces(count(issues.length, 'secret'), issues)

const withPlaces = (text: string, issues: readonly Issue[]): string =>
  placesIn(issues) === issues.length ? text : `${text} in ${count(placesIn(issues), 'place')}`

/** `2 critical, 1 low`; empty for none. */
export function severityCounts(findings: readonly AssessedFinding[]): string {
  const counts = countBySeverity(findings)
  const parts = gravestFirst.filter((severity) => counts[severity] > 0)
  return parts.map((severity) => `${counts[severity].toLocaleString('en-US')} ${severity}`).join(', ')
}

/** `3 false positives, 1 risk accepted, 2 rotated`. */
export function statusCounts(findings: readonly AssessedFinding[]): string {
  const numbers = new Map<string, number>()
  for (const finding of findings) {
    const word = statusWord(finding)
    numbers.set(word, (numbers.get(word) ?? 0) + 1)
  }
  return [...numbers].map(([word, number]) => count(number, word, plurals.get(word) ?? word)).join(', ')
}

/** `1,204 files (12.3 MB), 8,311 blobs in 402 commits`. */
export function lookedAt(coverage: Coverage): string {
  const files = `${count(coverage.files, 'file')} (${bytes(coverage.bytes)})`
  if (coverage.commits === 0) return files
  return `${files}, ${count(coverage.blobs, 'blob')} in ${count(coverage.commits, 'commit')}`
}

/**
 * What to do about findings of one rule. A file that is only in history can't be untracked any more: what it held is what
 * matters.
 */
export function fixFor(info: RuleInfo, findings: readonly AssessedFinding[]): string {
  if (info.kind !== 'file' || findings.some(isTracked)) return info.fix
  return (
    'It is out of the files already, and every clone still holds it: replace every secret it held at its service. ' +
    'Rewrite history only if one of them can’t be replaced.'
  )
}

/** `.env:3:14`, as editors and terminals make it a link; only the path for a whole file. */
export function placeOf(finding: AssessedFinding): string {
  if (finding.line === null) return finding.path
  return `${finding.path}:${finding.line}${finding.column === null ? '' : `:${finding.column}`}`
}

/** The place, and whether it is one of the past only. */
export const placeWithTime = (finding: AssessedFinding): string =>
  isTracked(finding) ? placeOf(finding) : `${placeOf(finding)} (only in history)`

/** `also as a/b.env, c.env`; empty where there was no other place, apart from those that are listed. */
export function otherPaths(issue: Issue): string {
  const listed = new Set([issue, ...issue.others].map(({ path }) => path))
  const others = (issue.history?.paths ?? []).filter((path) => !listed.has(path))
  if (others.length === 0) return ''
  const left = Math.max(0, others.length - 3) + (issue.history?.morePaths ?? 0)
  const more = left > 0 ? ` and ${left} more` : ''
  return `also as ${others.slice(0, 3).join(', ')}${more}`
}

/** The path of something that was not scanned; some reasons are about everything, such as a shallow clone. */
export const placeNotScanned = (path: string): string => (path === '' ? 'the repository as a whole' : path)

/** The first ten digits of a commit: enough in any repository. */
export const shortCommit = (commit: string): string => commit.slice(0, 10)

/** `2024-03-02` of an ISO 8601 date, in the author's own time zone; anything else as it is. */
export const dayOf = (date: string): string => /^(\d{4,6}-\d\d-\d\d)T/.exec(date)?.[1] ?? date

export function bytes(number: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, number)) / 3))
  const value = number / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

/** `842 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
