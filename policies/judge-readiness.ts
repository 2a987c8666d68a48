import type { Coverage } from '../scanner/engine/finding.ts'
import type { AssessedFinding } from './assessed-finding.ts'
import { checkOf, type Condition, judgeCondition } from './checks/index.ts'
import type { Scene } from './checks/check.ts'
import { groupReason } from './decide.ts'
import { type Facts, factsWith, known } from './facts.ts'
import { askGroups, type GroupStep } from './find-group.ts'
import { wantedApprovals } from './judge-approvals.ts'
import type { ApprovalRule } from './policy-group.ts'
import type { Readiness, Reason } from './readiness.ts'
import type { Policy } from './resolve-policy.ts'

export interface ReadinessInput {
  /** `balanced` or the policy file's path. */
  readonly policyName: string
  readonly policy: Policy
  /** As `assess` marked them. */
  readonly findings: readonly AssessedFinding[]
  readonly coverage: Coverage
  /** Whether history was scanned; when left out, whether commits were walked. */
  readonly history?: boolean
  /** What is known besides the files; most often only `repository`, from the address of `origin`. */
  readonly facts?: Partial<Facts>
}

const onlyGitHubKnows = 'not checked here: needs GitHub'

/**
 * Says whether a repository on a disk could be connected. It grants nothing, so what only GitHub knows is listed and does not
 * count against it; what the disk should tell and could not, does.
 */
export function judgeReadiness(input: ReadinessInput): Readiness {
  const scan = known({ coverage: input.coverage, history: input.history ?? input.coverage.commits > 0 })
  const facts = factsWith({ scan, ...input.facts }, onlyGitHubKnows)
  const steps = askGroups(input.policy, facts)
  const sure = steps.at(-1)!
  const scene = { facts, findings: input.findings }
  const reasons = [
    groupReason(sure),
    ...steps.filter((step) => step.selected === 'unknown').map(otherGroupReason),
    ...sure.group.conditions.map((condition) => judgeOnDisk(condition, scene)),
    ...sure.group.approvals.map(requestReason),
  ]
  return { outcome: outcomeOf(reasons), policy: input.policyName, group: sure.group.name, reasons }
}

function judgeOnDisk(condition: Condition, scene: Scene): Reason {
  const reason = judgeCondition(condition, scene)
  if (reason.state !== 'unknown' || checkOf(condition.name).needs !== 'github') return reason
  return {
    check: reason.check,
    state: 'unknown',
    wanted: reason.wanted,
    found: onlyGitHubKnows,
    advisory: true,
  }
}

/** A group above the one judged by, of which the disk can't tell whether it applies. */
function otherGroupReason({ group, why, nameMissing }: GroupStep): Reason {
  const reason: Reason = {
    check: 'group',
    state: 'unknown',
    wanted: 'it is certain which group applies',
    found: `${group.name} may apply instead: ${why}`,
  }
  if (nameMissing !== true) return { ...reason, advisory: true }
  return { ...reason, todo: 'Say which repository this is: `--name owner/repository`.' }
}

const requestReason = (rule: ApprovalRule): Reason => ({
  check: 'approval',
  state: 'unmet',
  wanted: wantedApprovals(rule),
  found: 'approvals are not known on a disk',
  todo: `Ask for access; ${rule.by.join(' or ')} can approve it.`,
})

function outcomeOf(reasons: readonly Reason[]): Readiness['outcome'] {
  const open = reasons.filter((reason) => reason.advisory !== true && reason.state !== 'met')
  if (open.some((reason) => reason.check !== 'approval')) return 'not-ready'
  return open.length > 0 ? 'needs-request' : 'ready'
}
