import type { AssessedFinding } from '../assessed-finding.ts'
import { thresholdConfidences, thresholdSeverities, type Threshold } from '../fields.ts'
import type { Fact, ScanFact } from '../facts.ts'
import { type Answer, met, unmet, unreadable } from './check.ts'

/**
 * Whether a finding counts against a policy. False positives never do; accepted risks and rotated secrets only where the
 * threshold says so. A baseline or a diff only says what is new, not what is harmless, so findings in them count.
 */
export function counts(finding: AssessedFinding, threshold: Threshold): boolean {
  if (finding.status === 'false-positive') return false
  if (finding.status === 'risk-accepted' && (threshold.acceptRisk || finding.rotated !== undefined))
    return false
  const severity = thresholdSeverities.findIndex((one) => one === finding.severity)
  const confidence = thresholdConfidences.indexOf(finding.confidence)
  return (
    severity >= thresholdSeverities.indexOf(threshold.severity) &&
    confidence >= thresholdConfidences.indexOf(threshold.confidence)
  )
}

/** Whether it is a secret: by a secret rule, or by the place it stands in, such as an assistant's settings. */
export const isSecret = (finding: AssessedFinding): boolean =>
  finding.kind === 'secret' || finding.isSecret === true

/** Whether it lies in the files as they are now; the others are only in history. */
export const isInTree = (finding: AssessedFinding): boolean =>
  finding.history === undefined || finding.history.tracked

/** "from severity high and confidence medium up" */
export const fromUp = (threshold: Threshold): string =>
  `from severity ${threshold.severity} and confidence ${threshold.confidence} up` +
  (threshold.acceptRisk ? '' : '; accepting the risk is not enough')

/**
 * Answers for checks that want no such finding. Findings that were found count even where the scan is not known to be
 * whole; that there are none is only known after a scan.
 */
export function answerNone(
  scan: Fact<ScanFact>,
  found: readonly AssessedFinding[],
  words: { readonly one: string; readonly many: string; readonly todo: string },
): Answer {
  if (found.length > 0) {
    const distinct = eachSecretOnce(found)
    const what = distinct.length === 1 ? `1 ${words.one}` : `${distinct.length} ${words.many}`
    const where = distinct.length === found.length ? '' : ` in ${found.length} places`
    return unmet(`${what}${where} (${bySeverity(distinct)})`, words.todo, [
      ...new Set(found.map((finding) => finding.fingerprint)),
    ])
  }
  if (!scan.known) return unreadable(scan.why, 'Scan the repository, then check again.')
  return met(scan.value.coverage.notScanned.length === 0 ? 'none' : 'none in what could be scanned')
}

/** One secret in three hundred files is one secret to replace; it is as grave as the gravest of its places. */
function eachSecretOnce(found: readonly AssessedFinding[]): readonly AssessedFinding[] {
  const gravity = ({ severity }: AssessedFinding): number =>
    thresholdSeverities.findIndex((one) => one === severity)
  const distinct = new Map<string, AssessedFinding>()
  for (const [index, finding] of found.entries()) {
    const key = finding.kind === 'secret' ? `${finding.rule}\0${finding.fingerprint}` : String(index)
    const known = distinct.get(key)
    if (!known || gravity(finding) > gravity(known)) distinct.set(key, finding)
  }
  return [...distinct.values()]
}

/** "2 critical, 1 low", gravest first. */
function bySeverity(findings: readonly AssessedFinding[]): string {
  return thresholdSeverities
    .toReversed()
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`)
    .join(', ')
}
