import { assess } from '../policies/assess.ts'
import { goneFrom } from '../policies/baseline.ts'
import { globMatcher } from '../policies/glob.ts'
import { requestsIn } from '../policies/inline-comments.ts'
import { readOtherComments } from '../policies/other-comments.ts'
import { isWhole } from '../report/coverage.ts'
import type { Policy } from '../policies/resolve-policy.ts'
import { sortFindings } from '../report/order.ts'
import type { Report } from '../report/report.ts'
import type { Coverage } from '../scanner/engine/finding.ts'
import { createTextMask } from '../scanner/engine/mask-text.ts'
import { compileLater } from '../scanner/pool/scan-rules.ts'
import { papersOf } from '../scanner/rules/papers-of.ts'
import { userSecretRule } from '../scanner/rules/secrets/user-rule.ts'
import type { ScanOptions, ScanResult } from '../scanner/scan.ts'
import type { ChangeScan } from '../scanner/scan-changes.ts'
import { createSuggest, type Suggest } from './create-suggest.ts'
import type { Opened } from './gather/open-range.ts'
import type { Standards } from './gather/read-standards.ts'
import { poolOpener, type Threads } from './open-pool.ts'
import type { OtherFinding } from './other-scanners/other-finding.ts'
import { isOther } from './other-scanners/to-finding.ts'
import { takeOthers } from './other-scanners/take-others.ts'
import { remarksOn } from './remarks.ts'

export interface Examining {
  readonly standards: Standards
  /** As a person would name what is looked at: `acme/web#17`. */
  readonly target: string
  /** Whose repository it is. */
  readonly owner: string
  readonly version: string
  readonly now: () => Date
  /** undefined: everything is done on this one. */
  readonly threads: Threads | undefined
  /** What other scanners say of it; their findings count like others, and never block by themselves. */
  readonly others?: readonly OtherFinding[]
}

export interface Examined {
  readonly report: Report
  /** Whether everything that the change brings was looked at. */
  readonly isWhole: boolean
  /** The lines as they would be without a finding, where that is certain. */
  readonly suggest: Suggest
  /** Whether a change has a file at that path; of a whole commit everything is. */
  readonly isThere: (path: string) => boolean
  /** The policy's word on weaknesses in code. */
  readonly code: Policy['scanning']['code']
  readonly others: Policy['allowlist']['otherScanners']
  /** What there is to say of allowlist, comments and baseline; for people, a sentence each. */
  readonly remarks: readonly string[]
}

/** Scans what was opened: what a change brings, without what was there before, or everything that one commit holds. */
export async function examine(
  opened: Opened<ScanResult | ChangeScan>,
  { standards, target, owner, version, now, threads, others = [] }: Examining,
): Promise<Examined> {
  const began = now()
  const { policy, allowlist } = standards
  const compiled = compileLater({ userRules: policy.scanning.rules })
  const code = policy.scanning.code !== 'off'
  const options: ScanOptions = {
    code,
    owner,
    openPool: poolOpener(threads, { userRules: policy.scanning.rules }, { compiled, code }),
    ...(policy.scanning.ignore.length > 0 && { isIgnored: globMatcher(policy.scanning.ignore) }),
  }
  const scanned = await opened.scan(options)
  const {
    result,
    isInDiff,
    isChanged: isThere,
  } = 'result' in scanned
    ? { ...scanned, isInDiff: inChange(scanned) }
    : { result: scanned, isInDiff: undefined, isChanged: () => true }
  const mask = createTextMask(compiled)
  const taken = await takeOthers(opened, others, mask)
  const all = [...result.findings, ...taken.findings]
  const { baseline } = standards
  const assessment = assess({
    findings: all,
    allowlist,
    otherComments: await readOtherComments(all, opened.readText),
    others: policy.allowlist.otherComments,
    ...(baseline && { baseline: baseline.fingerprints }),
    inlineComments: requestsIn(result.comments),
    inline: policy.allowlist.inlineComments,
    ...(isInDiff && { isInDiff }),
    now: began,
  })
  const { findings } = assessment
  const report: Report = {
    target,
    version,
    scannedAt: began.toISOString(),
    duration: now().getTime() - began.getTime(),
    findings: sortFindings(findings),
    rules: new Map([...papersOf(findings, policy.scanning.rules.map(userSecretRule)), ...taken.rules]),
    coverage: result.coverage,
  }
  const suggest = await createSuggest(opened, findings, mask)
  const isAll = isWholeEnough(result.coverage)
  const remarks = remarksOn(assessment, {
    gone: baseline && !isInDiff && isAll ? goneFrom(baseline, findings) : [],
    isRange: isInDiff !== undefined,
  })
  return {
    report,
    isWhole: isAll,
    suggest,
    isThere,
    code: policy.scanning.code,
    others: policy.allowlist.otherScanners,
    remarks,
  }
}

/** What others report may lie anywhere in the repository; what we find lies in the change. */
const inChange =
  ({ isInDiff, isChanged }: ChangeScan): ChangeScan['isInDiff'] =>
  (finding) =>
    (!isOther(finding) || isChanged(finding.path)) && isInDiff(finding)

/**
 * A file that could not be parsed was looked at for everything that may stand in the way; weaknesses in code never do. The summary says
 * that it was not parsed.
 */
const isWholeEnough = (coverage: Coverage): boolean =>
  isWhole({
    ...coverage,
    notScanned: coverage.notScanned.filter(({ code }) => !code.startsWith('code-')),
  })
