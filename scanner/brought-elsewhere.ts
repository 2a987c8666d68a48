import type { Finding } from './engine/finding.ts'
import { confidences, severities } from './engine/rule.ts'
import type { ContentFinding } from './pool/content-findings.ts'
import type { Entry } from './scan-range.ts'
import { isPointed } from './scan-pointed.ts'
import type { Change } from './sources/git/read-changes.ts'

/** What versions of files hold. */
export interface FoundBefore {
  readonly findings: readonly ContentFinding[]
  /** Paths of those of which not everything is known. */
  readonly unread: ReadonlySet<string>
}

/**
 * Marks what a change brings on lines that it did not touch: a weakness needs more than its own line, such as the algorithm that a caller
 * hands over. It is the change's where the file did not have it before, or had it less grave or less sure; all else was there. Where that
 * cannot be known it is nobody's.
 * @param findings in changed files as they are at the end
 * @param findBefore called only where there is something to compare
 */
export async function markBroughtElsewhere(
  findings: readonly Finding[],
  changes: readonly Change[],
  findBefore: (versions: readonly Entry[]) => Promise<FoundBefore>,
): Promise<readonly Finding[]> {
  const byPath = new Map(changes.map((change) => [change.path, change]))
  const untouched = findings.flatMap((finding) => {
    const change = byPath.get(finding.path)
    return change?.before && isUntouched(finding, change) ? [{ finding, change, before: change.before }] : []
  })
  if (untouched.length === 0) return findings
  const versions = new Map(untouched.map(({ before }) => [`${before.id}\0${before.path}`, before]))
  const { findings: earlier, unread } = await findBefore([...versions.values()])
  const left = new Map<string, ContentFinding[]>()
  for (const one of earlier) left.set(wordsOf(one), [...(left.get(wordsOf(one)) ?? []), one])
  const marks = new Map<Finding, NonNullable<Finding['brought']>>()
  for (const { finding, change, before } of untouched.filter((one) => !unread.has(one.before.path))) {
    const alike = left.get(wordsOf({ ...finding, path: before.path })) ?? []
    const at = alike.findIndex((one) => isAsGrave(one, finding))
    if (at === -1)
      marks.set(finding, { line: finding.comesBy?.find((line) => isAdded(change, line)) ?? null })
    // Each counts once: of two that are alike one may be new.
    else alike.splice(at, 1)
  }
  return findings.map((finding) => {
    const brought = marks.get(finding)
    return brought ? { ...finding, brought } : finding
  })
}

/** By what it says and not by its fingerprint, which counts equal places of a function and holds the function's name. */
const wordsOf = ({ path, rule, excerpt }: ContentFinding): string => `${path}\0${rule}\0${excerpt}`

/** Secrets are what stands on their lines, and nothing else. */
const isUntouched = (finding: Finding, change: Change): boolean =>
  finding.kind !== 'secret' &&
  finding.line !== null &&
  !isPointed(finding) &&
  change.added !== null &&
  change.before?.id !== change.id &&
  !isAddedBetween(change, finding.line, finding.endLine ?? finding.line)

const isAddedBetween = ({ added }: Change, first: number, last: number): boolean =>
  added?.some(({ from, to }) => first <= to && last >= from) ?? true

const isAdded = (change: Change, line: number): boolean => isAddedBetween(change, line, line)

const isAsGrave = (before: ContentFinding, now: ContentFinding): boolean =>
  severities.indexOf(before.severity) >= severities.indexOf(now.severity) &&
  confidences.indexOf(before.confidence) >= confidences.indexOf(now.confidence)
