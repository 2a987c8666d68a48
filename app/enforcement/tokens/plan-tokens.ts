import { createHash } from 'node:crypto'
import type { Mode } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { OrganizationReachFacts } from '../inventory/facts.ts'
import { brokenLimits, type LimitedToken, type TokenLimits } from './token-limits.ts'

export interface TokenPlanning {
  readonly policy: Pick<Policy, 'changes' | 'connectionPaths' | 'fineGrainedTokens'>
  /** Our id of its version; null: the shipped one. */
  readonly version: string | null
  /** The policy's own: tokens belong to no group of repositories. */
  readonly mode: Mode
  readonly reach: Pick<OrganizationReachFacts, 'tokens' | 'tokenRequests'>
  readonly now: Date
}

/**
 * Which requests for fine-grained tokens are to be refused, and which tokens revoked, because they go beyond the policy's limits. A
 * token that was let in has its days of grace from now on. Nothing of what cannot be read. Pure.
 */
export function planTokens(planning: TokenPlanning): readonly WantedEffect[] {
  const { policy, version, mode, reach, now } = planning
  const { fineGrainedTokens: limits } = policy
  if (mode !== 'enforce' || !policy.changes.tokens || limits === undefined) return []
  if (!policy.connectionPaths.includes('fine-grained-token')) return []
  const { tokens, tokenRequests } = reach
  const asked = tokenRequests?.known === true ? tokenRequests.value : []
  const letIn = tokens.known ? tokens.value : []
  const notBefore = new Date(now.getTime() + limits.graceDays * 24 * 60 * 60 * 1000)
  return [
    ...asked.flatMap((one) =>
      wanted(one, limits, now).map(({ judged, reason }) => ({
        action: { kind: 'deny-token-request' as const, request: one.id, judged },
        reason,
        policy: version,
      })),
    ),
    ...letIn.flatMap((one) =>
      wanted(one, limits, now).map(({ judged, reason }) => ({
        action: { kind: 'revoke-token' as const, token: one.id, judged, graceDays: limits.graceDays },
        reason,
        policy: version,
        notBefore,
      })),
    ),
  ]
}

function wanted(
  token: LimitedToken,
  limits: TokenLimits,
  now: Date,
): readonly { readonly judged: string; readonly reason: string }[] {
  const reason = tokenReason(token, limits, now)
  return reason === undefined ? [] : [{ judged: judgedToken(token), reason }]
}

/** Why it may not be; undefined: it keeps to the limits. Also told to whoever asked for it. */
export function tokenReason(token: LimitedToken, limits: TokenLimits, now: Date): string | undefined {
  const broken = brokenLimits(token, limits, now)
  return broken.length === 0 ? undefined : `The token ${broken.map(({ found }) => found).join('; it ')}.`
}

/** By which it is seen that a token is still the one that was judged. 16 hex digits. */
export function judgedToken({ selection, permissions, expiresAt }: LimitedToken): string {
  const sorted = Object.entries(permissions).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const ends = expiresAt === null ? null : Date.parse(expiresAt)
  return createHash('sha256')
    .update(`gatehouse/token/v1\0${JSON.stringify([selection, sorted, ends])}`)
    .digest('hex')
    .slice(0, 16)
}
