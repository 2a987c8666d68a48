import type { WritesSpent } from '../writes-spent.ts'
import type { EffectKind } from './effect-action.ts'

/**
 * What our own App writes, and each by itself: when one may not be made yet, those before it are recorded already. Everything else
 * is made together, and nothing that comes behind it goes before it.
 */
export const oneByOne: ReadonlySet<EffectKind> = new Set<EffectKind>([
  'check-run',
  'pull-comment',
  'policy-proposal',
  'open-issue',
  'comment',
  'issue-state',
  'manual-steps',
  'owner-notice',
  'show-decision',
  'remediation-pull-request',
])

/** Nobody waits for these, and they come in masses. */
const inMasses: ReadonlySet<EffectKind> = new Set<EffectKind>(['owner-notice', 'remediation-pull-request'])

/** Which part of GitHub's limits a kind may use up: a fifth is left to what people wait for. */
export const shareOf = (kind: EffectKind): number => (inMasses.has(kind) ? 0.8 : 1)

/** For so long one kind is made, one after the other; then what came up meanwhile, and may be more urgent, has its turn. */
export const turnMs = 10_000

/** Of two that are put off, the one that goes on first. */
export const sooner = (
  one: WritesSpent | undefined,
  other: WritesSpent | undefined,
): WritesSpent | undefined => (one && other ? (one.retryAt < other.retryAt ? one : other) : (one ?? other))
