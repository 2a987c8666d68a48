import { assess } from '../policies/assess.ts'
import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { globMatcher } from '../policies/glob.ts'
import { requestsIn } from '../policies/inline-comments.ts'
import { isWhole } from '../report/coverage.ts'
import { sortFindings } from '../report/order.ts'
import type { Report } from '../report/report.ts'
import { suggestionFor } from '../report/suggestion.ts'
import { createTextMask, type MaskText } from '../scanner/engine/mask-text.ts'
import { compileLater } from '../scanner/pool/scan-rules.ts'
import { createInlinePool } from '../scanner/pool/pool.ts'
import { papersOf } from '../scanner/rules/papers-of.ts'
import { userSecretRule } from '../scanner/rules/secrets/user-rule.ts'
import { scanDiff } from '../scanner/scan-diff.ts'
import type { ScanOptions } from '../scanner/scan.ts'
import { suggestionBlock } from './comments/suggest.ts'
import { readFileText } from './gather/read-file-text.ts'
import type { OpenRange } from './gather/open-range.ts'
import type { Standards } from './gather/read-standards.ts'

export interface Examining {
  readonly range: OpenRange
  readonly standards: Standards
  /** As a person would name what is looked at: `acme/web#17`. */
  readonly target: string
  readonly version: string
  readonly now: () => Date
}

export interface Examined {
  readonly report: Report
  /** Whether everything that the change brings was looked at. */
  readonly isWhole: boolean
  /** The line as it would be without a finding, where that is certain. */
  readonly suggest: (finding: AssessedFinding) => string | undefined
}

/** Scans what a change brings and marks it with what people have said of it. */
export async function examineRange({ range, standards, target, version, now }: Examining): Promise<Examined> {
  const began = now()
  const { policy, allowlist } = standards
  const compiled = compileLater({ userRules: policy.scanning.rules })
  const options: ScanOptions = {
    openPool: () => createInlinePool({ userRules: policy.scanning.rules }, compiled),
    ...(policy.scanning.ignore.length > 0 && { isIgnored: globMatcher(policy.scanning.ignore) }),
  }
  const { result, isInDiff } = await scanDiff(
    range.repository,
    `${range.base}..${range.head}`,
    options,
    range.without,
  )
  const { findings } = assess({
    findings: result.findings,
    allowlist,
    inlineComments: requestsIn(result.comments),
    inline: policy.allowlist.inlineComments,
    isInDiff,
    now: began,
  })
  const report: Report = {
    target,
    version,
    scannedAt: began.toISOString(),
    duration: now().getTime() - began.getTime(),
    findings: sortFindings(findings),
    rules: papersOf(findings, policy.scanning.rules.map(userSecretRule)),
    coverage: result.coverage,
  }
  const suggest = await createSuggest(range, findings, createTextMask(compiled))
  return { report, isWhole: isWhole(result.coverage), suggest }
}

async function createSuggest(
  { repository, head }: OpenRange,
  findings: readonly AssessedFinding[],
  mask: MaskText,
): Promise<Examined['suggest']> {
  const open = findings.filter(({ status, commit }) => status === 'open' && commit === null)
  const texts = new Map<string, string>()
  for (const path of new Set(open.filter(suggestionFor).map((one) => one.path))) {
    const text = await readFileText(repository, head, path)
    if (text !== undefined) texts.set(path, text)
  }
  return (finding) => {
    const text = texts.get(finding.path)
    const others = open.filter(({ path }) => path === finding.path)
    return text === undefined ? undefined : suggestionBlock(finding, text, others, mask)
  }
}
