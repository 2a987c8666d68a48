import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Reason } from '../policies/readiness.ts'
import type { Report } from '../report/report.ts'
import type { MaskText } from '../scanner/engine/mask-text.ts'

/**
 * Masks secrets in what a report takes from elsewhere than the scanner, which masks its own: the policy's texts, the
 * allowlist's reasons, the address that was given.
 */
export function maskReport(report: Report, mask: MaskText): Report {
  const { target, readiness, versionControl, findings, rules } = report
  return {
    ...report,
    target: mask(target),
    findings: findings.map((finding) => maskFinding(finding, mask)),
    rules: new Map(
      [...rules].map(([id, { title, why, fix, ...rest }]) => [
        id,
        { ...rest, title: mask(title), why: mask(why), fix: mask(fix) },
      ]),
    ),
    ...(readiness && {
      readiness: {
        ...readiness,
        policy: mask(readiness.policy),
        ...(readiness.group !== undefined && { group: mask(readiness.group) }),
        reasons: readiness.reasons.map((reason) => maskReason(reason, mask)),
      },
    }),
    ...(versionControl && {
      versionControl: { ...versionControl, repository: mask(versionControl.repository) },
    }),
  }
}

function maskFinding(finding: AssessedFinding, mask: MaskText): AssessedFinding {
  const { title, statusReason, rotated } = finding
  return {
    ...finding,
    title: mask(title),
    ...(statusReason !== undefined && { statusReason: mask(statusReason) }),
    ...(rotated && {
      rotated: { who: mask(rotated.who), when: rotated.when, evidence: mask(rotated.evidence) },
    }),
  }
}

const maskReason = (reason: Reason, mask: MaskText): Reason => ({
  ...reason,
  wanted: mask(reason.wanted),
  found: mask(reason.found),
  ...(reason.todo !== undefined && { todo: mask(reason.todo) }),
})
