import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Policy } from '../policies/resolve-policy.ts'
import { type RuleInfo, severities, type Severity } from '../scanner/engine/rule.ts'
import { failingSeverities, type Inputs } from './inputs.ts'
import { isOther } from './other-scanners/to-finding.ts'

/** How a run ends. `not-scanned`: something could not be looked at, which is nobody's fault in the change, and never a success. */
export type Verdict = 'passed' | 'blocked' | 'not-scanned'

/**
 * How loud a finding is. `blocks`: it keeps the change from being merged. `comment`: it is said on its line. `note`: it stands in the
 * summary. `settled`: people, or the diff, have taken it out of the count.
 */
export type Voice = 'blocks' | 'comment' | 'note' | 'settled'

export interface Loudness {
  readonly failOn: Inputs['fail-on']
  /** The policy's word on weaknesses in code. */
  readonly code: Policy['scanning']['code']
  /** The policy's word on what other scanners report. */
  readonly others: Policy['allowlist']['otherScanners']
  readonly rules: ReadonlyMap<string, RuleInfo>
  readonly now: Date
}

/** Days for which what a new rule finds is only noted: an update of the Action must not stop anybody's work. */
const calmDays = 14

/**
 * What is said of a finding, and how. Quiet by default: only what is new, sure, and a secret or a file that should not be there blocks;
 * what is not sure, and what a new rule finds, is a note. Pure.
 */
export function voiceOf(finding: AssessedFinding, { failOn, code, others, rules, now }: Loudness): Voice {
  const { status, severity, confidence, kind } = finding
  if (status !== 'open') return 'settled'
  if (severity === 'info' || confidence === 'low' || isCalm(rules.get(finding.rule), now)) return 'note'
  if (isOther(finding)) return isAtLeast(severity, others.blockFrom) ? 'blocks' : 'comment'
  if (kind === 'code') return code === 'comment' && confidence === 'high' ? 'comment' : 'note'
  return confidence === 'high' && isGrave(finding) && failingSeverities(failOn).includes(severity)
    ? 'blocks'
    : 'comment'
}

const isAtLeast = (severity: Severity, least: Severity | undefined): boolean =>
  least !== undefined && severities.indexOf(severity) >= severities.indexOf(least)

const isGrave = ({ kind, isSecret }: AssessedFinding): boolean =>
  kind === 'secret' || kind === 'file' || isSecret === true

const isCalm = (rule: RuleInfo | undefined, now: Date): boolean =>
  rule?.since !== undefined &&
  (rule.since === 'unreleased' ||
    now.getTime() < new Date(rule.since).getTime() + calmDays * 24 * 60 * 60 * 1000)

/** What stands in the way counts before what could not be seen: it is to be mended whatever the rest holds. Pure. */
export function verdictOf(blocking: number, isWhole: boolean): Verdict {
  if (blocking > 0) return 'blocked'
  return isWhole ? 'passed' : 'not-scanned'
}
