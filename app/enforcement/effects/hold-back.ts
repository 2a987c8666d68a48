import type { KnownOrganization, OpenEffect } from '../records.ts'
import { radiusMs, tooLarge } from './brakes.ts'
import { effectTraits } from './effect-traits.ts'
import { waitingEvent } from './effect-events.ts'
import { withoutPurpose } from './plan-switches.ts'
import type { ChangesInput } from './apply-changes.ts'

export interface Passed {
  readonly effects: readonly OpenEffect[]
  /** Whether some wait for decisions that are under way. */
  readonly isWaiting: boolean
}

/**
 * Keeps back what takes too much away at once, until a Gatehouse owner has seen it; and for a moment what may not be wanted any
 * more, because its repository is about to be decided again.
 * @param held what waits for a Gatehouse owner already
 * @param underWay switches that were begun: they go on, whatever waits
 */
export async function holdBack(
  input: Pick<ChangesInput, 'records' | 'now'> & { readonly organization: Pick<KnownOrganization, 'id'> },
  allowed: readonly OpenEffect[],
  held: readonly OpenEffect[],
  underWay: ReadonlySet<string>,
): Promise<Passed> {
  const without = (effects: readonly OpenEffect[]): readonly OpenEffect[] => {
    const idle = withoutPurpose(effects, effects, underWay)
    return effects.filter((one) => !idle.includes(one))
  }
  const { organization, records, now } = input
  const unsettled = await records.beingDecided(
    allowed.filter(isRemoval).flatMap(({ repository }) => repository ?? []),
  )
  const due = allowed.filter((one) => !isRemoval(one) || !unsettled.has(one.repository ?? ''))
  const isUnsettled = due.length < allowed.length
  // What has a hold and is not held was let pass.
  const removing = due.filter((one) => isRemoval(one) && one.hold === null)
  if (removing.length === 0) return { effects: without(due), isWaiting: isUnsettled }
  const others = due.filter((one) => !removing.includes(one))
  const { inForce } = await records.governance(organization.id)
  // How large a plan is, is known when it is made to its end: else the first of a hundred would be gone by then.
  if (await records.isDeciding(organization.id, inForce.id))
    return { effects: without(others), isWaiting: true }
  const at = now()
  // What waits belongs to the same plan: else the sixth of six that are held would be made, because it comes last.
  const plan = [...removing, ...held]
  const removed = await records.removals(
    organization.id,
    new Date(at.getTime() - radiusMs),
    plan.map(({ id }) => id),
  )
  const why = tooLarge(plan, removed, inForce.policy.safety)
  if (why === undefined) return { effects: without(due), isWaiting: isUnsettled }
  // With what it takes a switch waits too, and passes when that does.
  const waiting = [...removing, ...withoutPurpose(others, others, underWay)]
  await records.note(async (recorder) => {
    const { id, isNew } = await recorder.hold(organization.id, why, at)
    const kept: OpenEffect[] = []
    // What ended since it was read waits for nobody.
    for (const one of waiting)
      if (await recorder.effectStep(one.id, { state: 'held', problem: why, hold: id }, at)) kept.push(one)
    const opened = {
      kind: 'hold.opened',
      actor: null,
      subject: `organization:${organization.id}`,
      data: { hold: id, why, effects: kept.filter(isRemoval).length },
    } as const
    await recorder.audit(organization.id, at, [
      ...(isNew ? [opened] : []),
      ...kept.map((one) => waitingEvent(one, 'held', why)),
    ])
  })
  return { effects: without(others), isWaiting: isUnsettled }
}

const isRemoval = ({ action }: OpenEffect): boolean => effectTraits[action.kind].removes
