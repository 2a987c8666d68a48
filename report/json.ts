import { jsonDocument } from './escape/json.ts'
import { recordOf } from './record.ts'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Report } from './report.ts'
import { fixFor } from './wording.ts'
import type { Renderer } from './renderer.ts'

/** One JSON document with everything the report holds; what does not apply is null. */
export const renderJson: Renderer = (report) => {
  const findings = report.findings.map((finding) => ({
    ...recordOf(finding),
    note: finding.note ?? null,
    history: finding.history ?? null,
    statusReason: finding.statusReason ?? null,
    rotated: finding.rotated ?? null,
    changesAt: finding.changesAt ?? null,
    weakness: report.rules.get(finding.rule)?.weakness ?? null,
    edits: finding.edits ?? null,
    brought: finding.brought ?? null,
    why: report.rules.get(finding.rule)?.why ?? null,
    fix: fixOf(report, finding),
  }))
  const { target, version, scannedAt, duration, coverage } = report
  const readiness = report.readiness ?? null
  const versionControl = report.versionControl ?? null
  return `${jsonDocument({ target, version, scannedAt, duration, versionControl, readiness, findings, coverage })}\n`
}

function fixOf(report: Report, finding: AssessedFinding): string | null {
  const info = report.rules.get(finding.rule)
  return info === undefined ? null : fixFor(info, [finding])
}
