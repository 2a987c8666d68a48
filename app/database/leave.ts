import { finalEvent, plannedEvent } from '../enforcement/effects/effect-events.ts'
import type { WantedEffect } from '../enforcement/effects/effect.ts'
import type { Ending, MadeThing } from '../enforcement/leaving/made-thing.ts'
import { wantedUndoing } from '../enforcement/leaving/wanted-undoing.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { Ordering } from './accept-plan.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit } from './audit-log.ts'
import { insertEffects, type PlanChanges, recordPlan } from './effects.ts'
import { readLeaving } from './leaving.ts'
import { readMade } from './made-things.ts'
import { issuesToAnswer } from './open-questions.ts'
import { readSetValues } from './set-values.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'
import { withdrawUnordered } from './withdraw-effects.ts'

/** `stay`: it was ordered to leave, and stays after all. */
export type Leaving = Ending | 'stay'

/**
 * Plans that everything Gatehouse has made in an organization is taken away, or is not its own any more; nothing new is made there
 * from now on. It may be ordered again: what is done stays done. Where it stays after all, issues in which somebody is still to answer are
 * opened again.
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
      .set({ leaving_since: how === 'stay' ? null : now, leaving_how: how === 'stay' ? null : how })
      .where('id', '=', organization)
      .execute()
    const stopped = how === 'stay' ? [] : await withdrawUnordered(unit, organization, now)
    const things = how === 'stay' ? [] : await readMade(unit, 'everything', organization)
    const values = how === 'remove' ? await valuesToTakeBack(unit, organization, things) : []
    const wanted =
      how === 'stay'
        ? (await issuesToAnswer(unit, organization)).map(reopened)
        : [...values, ...things.flatMap((thing) => wantedUndoing(thing, how))]
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
      ...[...stopped, ...plan.withdrawn].map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...plan.planned.map(plannedEvent),
    ])
    return wanted.length
  })

/** What was asked there is asked still. */
const reopened = (issue: number): WantedEffect => ({
  action: { kind: 'issue-state', issue },
  reason: 'Gatehouse stays, and somebody is still to answer.',
  policy: null,
})

/**
 * What was under way when somebody ordered to leave, and was planned or made by whoever did not know of it yet: the one is withdrawn,
 * the other taken back as was ordered. Nothing, where Gatehouse stays.
 * @param madeSince takes back what was made from then on; undefined: everything
 */
export async function recordLeftOver(
  unit: Unit,
  organization: string,
  at: Date,
  madeSince?: Date,
): Promise<PlanChanges> {
  const how = await readLeaving(unit, organization)
  if (how === undefined) return { planned: [], withdrawn: [] }
  const withdrawn = await withdrawUnordered(unit, organization, at)
  const things = how === null ? [] : await readMade(unit, 'everything', organization)
  const meant = madeSince === undefined ? things : things.filter(({ madeAt }) => madeAt >= madeSince)
  const wanted = how === null ? [] : meant.flatMap((thing) => wantedUndoing(thing, how))
  const subject = { planner: 'person', organization, repository: null } as const
  return { planned: await insertEffects(unit, subject, wanted, at), withdrawn }
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
