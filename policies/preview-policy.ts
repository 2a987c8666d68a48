import type { Allowlist } from './allowlist.ts'
import type { AssessedFinding } from './assessed-finding.ts'
import { decide, type Decision } from './decide.ts'
import type { Fact, Facts } from './facts.ts'
import type { Exception } from './exception.ts'
import type { Approval } from './judge-approvals.ts'
import { modeAt } from './mode-at.ts'
import type { Mode } from './policy-group.ts'
import type { Reason } from './readiness.ts'
import type { Policy } from './resolve-policy.ts'

/** A policy with the allowlist that is read beside it. */
export interface PolicyWithAllowlist {
  readonly policy: Policy
  readonly allowlist: Allowlist
}

/** What is known of a repository, whatever the policy. */
export interface PreviewedRepository {
  /** `owner/name` */
  readonly name: string
  readonly facts: Facts
  /** The findings, as they are marked under a policy and its allowlist at `now`. */
  readonly findingsUnder: (policy: PolicyWithAllowlist) => readonly AssessedFinding[]
  readonly approvals: Fact<readonly Approval[]>
  /** Conditions that are waived for it. */
  readonly exceptions?: readonly Exception[]
}

/** What a policy makes of a repository. */
export interface PreviewedState {
  readonly outcome: Decision['outcome']
  readonly group: string | null
  readonly mode: Mode
}

/** A reason that is another one under the candidate; one of the two is missing where only one policy asks. */
export interface ChangedReason {
  readonly check: string
  readonly before?: Reason
  readonly after?: Reason
}

/** A repository whose outcome is another one. */
export interface RepositoryChange {
  readonly repository: string
  readonly before: PreviewedState
  readonly after: PreviewedState
  readonly reasons: readonly ChangedReason[]
}

export interface PolicyPreview {
  /** How many were looked at. */
  readonly repositories: number
  /** Those whose outcome changes: who loses access first, then by name. */
  readonly changes: readonly RepositoryChange[]
  /** How many keep their outcome, and more or less is done about it than before. */
  readonly modeChanges: readonly {
    readonly before: Mode
    readonly after: Mode
    readonly repositories: number
  }[]
  /** How many keep their outcome and are judged by a group of another name. */
  readonly regrouped: number
}

export interface PreviewInput {
  readonly current: PolicyWithAllowlist
  readonly candidate: PolicyWithAllowlist
  readonly now: Date
}

/**
 * Says which repositories would change state under another policy, and why. Both policies decide on the same facts at the same
 * instant, so that nothing but the policy makes a difference. Pure.
 */
export function previewPolicy(
  input: PreviewInput & { readonly repositories: Iterable<PreviewedRepository> },
): PolicyPreview {
  const preview = beginPreview(input)
  for (const repository of input.repositories) preview.add(repository)
  return preview.end()
}

/** As `previewPolicy`, one repository after the other: of 50,000, only those that change are kept. */
export function beginPreview({ current, candidate, now }: PreviewInput): {
  readonly add: (repository: PreviewedRepository) => void
  readonly end: () => PolicyPreview
} {
  const changes: RepositoryChange[] = []
  const modes = new Map<string, PolicyPreview['modeChanges'][number]>()
  let seen = 0
  let regrouped = 0
  return {
    add: (repository) => {
      seen += 1
      const before = judge(current, repository, now)
      const after = judge(candidate, repository, now)
      if (before.state.outcome === after.state.outcome) {
        if (before.state.group !== after.state.group) regrouped += 1
        countMode(modes, before.state.mode, after.state.mode)
        return
      }
      const reasons = changedReasons(before.reasons, after.reasons)
      changes.push({ repository: repository.name, before: before.state, after: after.state, reasons })
    },
    end: () => ({
      repositories: seen,
      changes: changes.toSorted(
        (one, other) => rankOf(one) - rankOf(other) || compare(one.repository, other.repository),
      ),
      modeChanges: [...modes.values()],
      regrouped,
    }),
  }
}

interface Judged {
  readonly state: PreviewedState
  readonly reasons: readonly Reason[]
}

function judge(under: PolicyWithAllowlist, repository: PreviewedRepository, now: Date): Judged {
  const { policy } = under
  const { facts, approvals, exceptions = [] } = repository
  const findings = repository.findingsUnder(under)
  const { outcome, group, reasons } = decide({ policy, facts, approvals, exceptions, findings, now })
  const decided = policy.groups.find(({ name }) => name === group)
  // Where it is not settled which group decides, nothing may be done about it.
  return {
    state: { outcome, group, mode: decided === undefined ? 'observe' : modeAt(decided, now) },
    reasons,
  }
}

function countMode(
  modes: Map<string, PolicyPreview['modeChanges'][number]>,
  before: Mode,
  after: Mode,
): void {
  if (before === after) return
  const key = `${before} ${after}`
  modes.set(key, { before, after, repositories: (modes.get(key)?.repositories ?? 0) + 1 })
}

/** What differs and has a say: advice decides nothing, and what holds under both policies explains nothing. */
function changedReasons(before: readonly Reason[], after: readonly Reason[]): readonly ChangedReason[] {
  const old = byCheck(before)
  const now = byCheck(after)
  const checks = [...new Set([...now.keys(), ...old.keys()])]
  return checks.flatMap((check): readonly ChangedReason[] => {
    const pairs = pair(old.get(check) ?? [], now.get(check) ?? [])
    return pairs.filter(isChange).map((one) => ({ check, ...one }))
  })
}

type Pair = Pick<ChangedReason, 'before' | 'after'>

function byCheck(reasons: readonly Reason[]): ReadonlyMap<string, readonly Reason[]> {
  const found = new Map<string, Reason[]>()
  for (const reason of reasons)
    if (reason.advisory !== true) found.set(reason.check, [...(found.get(reason.check) ?? []), reason])
  return found
}

/** Several reasons have one check where a parent policy asks for the same. */
const pair = (before: readonly Reason[], after: readonly Reason[]): readonly Pair[] =>
  Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    ...(before[index] !== undefined && { before: before[index] }),
    ...(after[index] !== undefined && { after: after[index] }),
  }))

function isChange({ before, after }: Pair): boolean {
  if (before === undefined || after === undefined) return (before ?? after)?.state !== 'met'
  return before.state !== after.state || (after.state !== 'met' && before.found !== after.found)
}

const outcomes: readonly Decision['outcome'][] = ['allowed', 'needs-approval', 'unknown', 'denied']

/** Who is allowed and will not be comes first, then who will be, then the rest. */
function rankOf({ before, after }: RepositoryChange): number {
  const group = before.outcome === 'allowed' ? 0 : after.outcome === 'allowed' ? 1 : 2
  return group * 100 + (9 - outcomes.indexOf(after.outcome)) * 10 + outcomes.indexOf(before.outcome)
}

// Not by the reader's language: the preview is the same on every machine.
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** How many repositories come to be enforced, and were not. Pure. */
export const enforcedBy = ({ changes, modeChanges }: PolicyPreview): number =>
  changes.filter(({ before, after }) => after.mode === 'enforce' && before.mode !== 'enforce').length +
  modeChanges
    .filter(({ before, after }) => after === 'enforce' && before !== 'enforce')
    .reduce((sum, { repositories }) => sum + repositories, 0)
