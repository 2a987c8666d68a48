import type { SafetySettings } from '../../../policies/policy-changes.ts'
import type { Effect } from './effect.ts'
import { effectTraits } from './effect-traits.ts'

/** A plan that waits for a Gatehouse owner. */
export interface Hold {
  readonly id: string
  readonly why: string
  readonly openedAt: Date
}

/** What may keep an organization from being changed. */
export interface Brakes {
  /** Why changes are paused; undefined: they are not. */
  readonly pause: string | undefined
  /** Since when they are, and who ordered it, as far as that is known. */
  readonly paused?: { readonly at: Date; readonly by: string | null }
  /** Whether a Gatehouse owner has seen and accepted what would be enforced from this database. */
  readonly isAccepted: boolean
  /** Why what somebody accepted does not count, or that nobody has; undefined: it is accepted. For people. */
  readonly notAccepted: string | undefined
  readonly hold: Hold | undefined
}

/** What was taken away already, and from how much. */
export interface Removed {
  /** Within the last hour. */
  readonly recent: number
  readonly byPolicy: ReadonlyMap<string | null, number>
  readonly connections: number
}

/** The blast radius counts what was taken within this time. */
export const radiusMs = 60 * 60 * 1000

/**
 * Whether a plan takes too much: more than the larger of a number and a share of the connections, within an hour or by one version
 * of the policy. What a Gatehouse owner let pass (it has a hold that is closed) is not counted. Pure.
 * @returns why, for people; undefined: it may pass
 */
export function tooLarge(
  planned: readonly Pick<Effect, 'action' | 'policy'>[],
  { recent, byPolicy, connections }: Removed,
  { removals, removalsPercent }: SafetySettings,
): string | undefined {
  const removing = planned.filter(({ action }) => effectTraits[action.kind].removes)
  if (removing.length === 0) return undefined
  // What is gone already was among those that there were.
  const most = Math.max(removals, Math.floor(((connections + recent) * removalsPercent) / 100))
  const share = `the limit is ${most} of ${connections + recent}`
  if (recent + removing.length > most)
    return `It would take ${recent + removing.length} connections within an hour; ${share}.`
  for (const policy of new Set(removing.map((one) => one.policy))) {
    const by = (byPolicy.get(policy) ?? 0) + removing.filter((one) => one.policy === policy).length
    if (by > most) return `One version of the policy would take ${by} connections; ${share}.`
  }
  return undefined
}
