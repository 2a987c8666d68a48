import type { Fact } from '../../../policies/facts.ts'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { EffectAction } from '../effects/effect-action.ts'
import type { KnownFinding } from '../findings/known-finding.ts'
import type { PullState, RepositorySnapshot } from '../github.ts'
import { digestOf, placesToRemedy, type Remediation } from './remediation.ts'

export interface RemediationPlanning {
  readonly snapshot: Pick<RepositorySnapshot, 'githubId' | 'headCommit' | 'isArchived'>
  /** The commit that the findings are of; null: none was looked at. */
  readonly scannedCommit: string | null
  readonly decision: { readonly mode: Mode; readonly policy: string | null }
  readonly policy: Pick<Policy, 'changes'>
  readonly findings: readonly Pick<KnownFinding, 'rule' | 'state' | 'path' | 'places'>[]
  readonly earlier: readonly Remediation[]
  /** The pull request that is open by what is recorded, as GitHub has it now; undefined: there is none. */
  readonly pull: Fact<PullState> | undefined
  /** What the last such effect that came to an end was made from. */
  readonly last: EffectAction | undefined
}

/**
 * Whether the pull request that takes environment files out is to be opened, brought up to date, or put away. What was done of the
 * same commit and the same files is not done again, whatever became of it. Pure.
 */
export function planRemediation(planning: RemediationPlanning): readonly WantedEffect[] {
  const { snapshot, decision, policy, earlier, pull, last } = planning
  const { githubId, headCommit } = snapshot
  const isOff = decision.mode !== 'enforce' || !policy.changes.remediation
  if (isOff || headCommit === null || snapshot.isArchived) return []
  const places = placesToRemedy(planning.findings, earlier)
  const files = digestOf(places)
  const wanted = (reason: string, of = files): readonly WantedEffect[] => [
    {
      action: { kind: 'remediation-pull-request', githubId, commit: headCommit, files: of },
      reason,
      policy: decision.policy,
    },
  ]
  const isDone =
    last?.kind === 'remediation-pull-request' && last.commit === headCommit && last.files === files
  if (pull !== undefined) {
    if (!pull.known) return []
    // Of no file: else what is left at the same commit would count as proposed already.
    if (pull.value !== 'open')
      return wanted('Its pull request is over, and its branch is put away.', digestOf([]))
    return isDone ? [] : wanted('What its pull request rests on may be another now.')
  }
  const isSeen = planning.scannedCommit === headCommit
  return places.length === 0 || !isSeen || isDone ? [] : wanted('Environment files are tracked in it.')
}
