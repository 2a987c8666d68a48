import { createHash } from 'node:crypto'
import type { Mode } from '../../../policies/policy-group.ts'
import { modes } from '../../../policies/policy-group.ts'
import type { OpenEffect } from '../records.ts'
import type { Brakes } from './brakes.ts'
import { type SentWrite, sentBy, type WriteLimits } from '../write-pace.ts'
import { effectTraits, identityOf } from './effect-traits.ts'
import { additionsOf, type PlannedSwitch } from './planned-switch.ts'
import { writesOf } from './writes-of.ts'

/** An open effect as people are shown it. */
export interface PlannedEffect extends OpenEffect {
  /** `acme/web`; null: it concerns the organization as a whole. */
  readonly name: string | null
}

/** What is open for one organization, and what keeps it. */
export interface Plan {
  /** Our id. */
  readonly organization: string
  readonly host: string
  readonly login: string
  readonly effects: readonly PlannedEffect[]
  readonly brakes: Brakes
  /** What switching Apps from all repositories to selected ones would do. */
  readonly switches: readonly PlannedSwitch[]
  /** What was written on GitHub within the last hour, by our App and by whom other Apps' installations are changed. */
  readonly sent: { readonly own: readonly SentWrite[]; readonly means: readonly SentWrite[] }
  readonly now: Date
}

/** How fast things are made. */
export interface PlanPace {
  readonly limits: WriteLimits
  /** How many repositories are given to an installation, or taken from it, by one request. */
  readonly repositoriesInOne: number
}

type Judged = Pick<Plan, 'organization' | 'brakes'> & {
  readonly effects: readonly Pick<OpenEffect, 'action' | 'mode' | 'state' | 'hold'>[]
}

/** What somebody's acceptance would let pass: everything to be enforced where nobody has accepted that yet, else what is held. */
export function awaiting<One extends Judged['effects'][number]>({
  effects,
  brakes,
}: {
  readonly effects: readonly One[]
  readonly brakes: Pick<Brakes, 'isAccepted' | 'hold'>
}): readonly One[] {
  if (!brakes.isAccepted) return effects.filter(({ mode }) => mode === 'enforce')
  const { hold } = brakes
  return hold ? effects.filter((one) => one.state === 'held' && one.hold === hold.id) : []
}

/** Whether it waits for a Gatehouse owner. */
export const isAwaited = (plan: Judged): boolean =>
  awaiting(plan).length > 0 || !plan.brakes.isAccepted || plan.brakes.hold !== undefined

/**
 * By which somebody says what they have seen: another plan has another one, so that nobody accepts what they did not see. 16 hex
 * digits of a SHA-256.
 */
export function digestOf(plan: Judged): string {
  const { organization, brakes } = plan
  const effects = awaiting(plan).map(({ action }) => identityOf(action))
  const seen = [organization, brakes.isAccepted, brakes.hold?.id ?? null, effects.toSorted()]
  return createHash('sha256')
    .update(`gatehouse/plan/v1\0${JSON.stringify(seen)}`)
    .digest('hex')
    .slice(0, 16)
}

/** What waits for longer waits for somebody, who has their time until then. */
const soonMs = 24 * 60 * 60 * 1000

/** What may be made now, as far as is known now. */
const movingOf = ({ effects, brakes, now }: Plan, ceiling: Mode): readonly PlannedEffect[] =>
  brakes.pause !== undefined
    ? []
    : effects.filter(
        ({ state, mode, notBefore }) =>
          state === 'planned' &&
          notBefore.getTime() - now.getTime() <= soonMs &&
          modes.indexOf(mode) <= modes.indexOf(ceiling) &&
          (mode !== 'enforce' || brakes.isAccepted),
      )

/** About when what may be made now will be done, at the pace that GitHub asks for, if nothing comes up; undefined: nothing may be. */
export function doneAt(
  plan: Plan,
  ceiling: Mode,
  pace: PlanPace,
): { readonly at: Date; readonly writes: number } | undefined {
  const moving = movingOf(plan, ceiling)
  if (moving.length === 0) return undefined
  const { own, means: changing } = writesOf(moving, pace.repositoriesInOne)
  const means = [...changing, ...additionsOf(moving, plan.switches)]
  const now = plan.now.getTime()
  const last = Math.max(
    sentBy(plan.sent.own, own, pace.limits, now),
    sentBy(plan.sent.means, means, pace.limits, now),
    ...moving.map(({ notBefore }) => notBefore.getTime()),
  )
  return { at: new Date(last), writes: own.length + means.length }
}

/** How many there are of each kind and state, in the order in which they are made. */
export function countsOf(effects: readonly Pick<OpenEffect, 'action' | 'state'>[]) {
  const counts = new Map<string, { kind: string; state: string; count: number; order: number }>()
  for (const { action, state } of effects) {
    const { order } = effectTraits[action.kind]
    const key = `${action.kind} ${state}`
    const before = counts.get(key) ?? { kind: action.kind, state, count: 0, order }
    counts.set(key, { ...before, count: before.count + 1 })
  }
  return [...counts.values()].toSorted(
    (one, other) => one.order - other.order || one.state.localeCompare(other.state),
  )
}
