import { finalEvent, plannedEvent } from '../enforcement/effects/effect-events.ts'
import type { WantedEffect } from '../enforcement/effects/effect.ts'
import { isRemovable, type MadeThing } from '../enforcement/leaving/made-thing.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { Ordering } from './accept-plan.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit } from './audit-log.ts'
import { recordPlan } from './effects.ts'
import { readMade } from './made-things.ts'
import { readSetValues } from './set-values.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'

/** `stay`: it was ordered to leave, and stays after all. */
export type Leaving = 'remove' | 'hand-over' | 'stay'

/**
 * Plans that everything Gatehouse has made in an organization is taken away, or is not its own any more; nothing new is made there
 * from now on. It may be ordered again: what is done stays done.
 * @returns how many changes it takes
 */
export const leave = (
  store: Store,
  organization: string,
  how: Leaving,
  { by, unverified }: Ordering,
  now: Date,
): Promise<number> =>
  transactOrder(store, async (unit) => {
    await unit.database
      .updateTable('organizations')
      .set({ leaving_since: how === 'stay' ? null : now })
      .where('id', '=', organization)
      .execute()
    const things = how === 'stay' ? [] : await readMade(unit, 'everything', organization)
    const values = how === 'remove' ? await valuesToTakeBack(unit, organization, things) : []
    const wanted = how === 'stay' ? [] : [...values, ...things.flatMap((thing) => undoOf(thing, how))]
    const subject = { planner: 'person', organization, repository: null } as const
    const plan = await recordPlan(unit, subject, wanted, now)
    await askForWork(unit, [keyOf('changes', organization)])
    await appendAudit(unit, organization, now, [
      {
        kind: how === 'stay' ? 'organization.staying' : 'organization.leaving',
        actor: by,
        subject: `organization:${organization}`,
        data: { how, things: things.length, unverified: unverified ?? null },
      },
      ...plan.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...plan.planned.map(plannedEvent),
    ])
    return wanted.length
  })

function undoOf(
  { id, kind, reference, githubId, wasThere }: MadeThing,
  ordered: 'remove' | 'hand-over',
): readonly WantedEffect[] {
  if (ordered === 'remove' && !isRemovable(kind)) return []
  const how = wasThere ? 'hand-over' : ordered
  return [
    {
      action: { kind: 'undo', thing: id, made: kind, reference, githubId, how },
      reason:
        how === 'remove'
          ? 'Gatehouse leaves, and takes away what it made.'
          : 'Gatehouse leaves, and hands over what it made.',
      policy: null,
    },
  ]
}

/** Of a property that is deleted no value stays; of one that was there before only what Gatehouse has set is taken back. */
async function valuesToTakeBack(
  unit: Unit,
  organization: string,
  things: readonly MadeThing[],
): Promise<readonly WantedEffect[]> {
  if (!things.some(({ kind, wasThere }) => kind === 'property' && wasThere)) return []
  return (await readSetValues(unit, { organization })).map(({ githubId, value }) => ({
    action: { kind: 'clear-property', githubId, value },
    reason: 'Gatehouse leaves, and takes back what it has set.',
    policy: null,
  }))
}
