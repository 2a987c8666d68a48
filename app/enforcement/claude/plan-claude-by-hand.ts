import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { isKeptOut, reasonFor, type WantedAccess } from '../effects/wanted-access.ts'
import type { KnownRepository, MadeDecision } from '../records.ts'

export interface ClaudePlanning {
  readonly access: WantedAccess
  readonly decision: Pick<MadeDecision, 'outcome' | 'group' | 'reasons' | 'mode' | 'policy'>
  readonly policy: Pick<Policy, 'changes'>
  readonly githubId: number
  readonly atClaude: KnownRepository['atClaude']
}

/** What a person has to disconnect at Claude of a repository that Claude is to be kept out of: no program may. Pure. */
export function planClaudeByHand({
  access,
  decision,
  policy,
  githubId,
  atClaude = [],
}: ClaudePlanning): readonly WantedEffect[] {
  if (decision.mode !== 'enforce' || !policy.changes.connections || !isKeptOut(access)) return []
  return atClaude.map(({ via, source }) => ({
    action: { kind: 'claude-by-hand', githubId, via, source },
    reason: reasonFor(access, decision),
    policy: decision.policy,
  }))
}
