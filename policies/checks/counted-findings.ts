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
    const what = found.length === 1 ? `1 ${words.one}` : `${found.length} ${words.many}`
    return unmet(`${what} (${bySeverity(found)})`, words.todo, [
      ...new Set(found.map((finding) => finding.fingerprint)),
    ])
  }
  if (!scan.known) return unreadable(scan.why, 'Scan the repository, then check again.')
  return met(scan.value.coverage.notScanned.length === 0 ? 'none' : 'none in what could be scanned')
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
