import type { Mode } from '../../../policies/policy-group.ts'
import { modes } from '../../../policies/policy-group.ts'
import type { GitHubHost, GitHubOrganization } from '../github.ts'
import { WritesStopped } from '../github-writes.ts'
import { RateBudgetSpent } from '../rate-budget-spent.ts'
import type { KnownOrganization, OpenEffect, Records, Run } from '../records.ts'
import { wantedSteps } from '../notices/wanted-steps.ts'
import { keyOf } from '../work-keys.ts'
import { WritesSpent } from '../writes-spent.ts'
import type { Hold } from './brakes.ts'
import type { EffectKind } from './effect-action.ts'
import { effectTraits, isLet } from './effect-traits.ts'
import { finalEvent, plannedEvent } from './effect-events.ts'
import { planSwitches } from './plan-switches.ts'
import { oneByOne, sooner } from './write-turns.ts'
import { holdBack } from './hold-back.ts'
import { type Around, makeKind } from './make-kind.ts'

export interface ChangesInput {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  readonly host: Pick<GitHubHost, 'openWriter'>
  readonly records: Records
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  /** What this deployment may do at most, whatever policies say. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/** Until decisions that are under way can be counted in: soon, unless all that waits would be read again and again. */
const decidingMs = (waiting: number): number => (waiting > 100 ? 1000 : 150)
/**
 * Makes what is planned for one organization and due now, unless something keeps it from being made. One process at a time does
 * this for an organization, so what is counted here is all there is.
 */
export async function applyChanges(input: ChangesInput, run: Run): Promise<void> {
  const { organization, records, now } = input
  const begun = now()
  await endLeftOver(input)
  await planSwitches(organization, records, now())
  const open = await records.openEffects(organization.id)
  const due = dueEffects(input, open)
  const { pause, isAccepted, hold } = await records.brakes(organization.id)
  if (hold && !open.some(({ state }) => state === 'held')) await endHold(input, hold)
  if (due.length === 0 || pause !== undefined) return finish(input, run, begun)
  const { policy } = (await records.governance(organization.id)).inForce
  const underWay = new Set((await records.openSwitches(organization.id)).map(({ effect }) => effect))
  const allowed = due.filter(
    ({ id, action, mode, isOrdered }) =>
      (mode !== 'enforce' || isAccepted) &&
      // A switch that was begun is brought to its end: else what is allowed would stay without access.
      (isOrdered === true || underWay.has(id) || isLet(action.kind, policy)),
  )
  const held = open.filter(({ state }) => state === 'held')
  const passed = await holdBack(input, allowed, held, underWay)
  const around: Around = { open, passed: passed.effects, over: new Set() }
  let spent: WritesSpent | undefined
  try {
    for (const [kind, effects] of inOrder(passed.effects, underWay)) {
      run.signal.throwIfAborted()
      const left = effects.filter(({ id }) => !around.over.has(id))
      if (left.length > 0) spent = sooner(spent, await applyWhileRoom(input, run, kind, left, around))
    }
  } catch (error) {
    // Somebody paused meanwhile: whoever resumes asks for this again.
    if (!(error instanceof WritesStopped)) throw error
  }
  if (passed.isWaiting)
    throw new RateBudgetSpent('decisions are under way', new Date(now().getTime() + decidingMs(due.length)))
  if (spent) throw spent
  return finish(input, run, begun)
}

/**
 * Where somebody ordered to leave meanwhile, nothing goes on that nobody ordered.
 * @param madeSince takes back what was made from then on; undefined: everything. @returns whether there is something to be taken back
 */
async function endLeftOver(
  { organization: { id }, records, now }: ChangesInput,
  madeSince?: Date,
): Promise<boolean> {
  if (!(await records.isLeaving(id))) return false
  const at = now()
  return records.note(async (recorder) => {
    const { planned, withdrawn } = await recorder.leftOver(id, at, madeSince)
    await recorder.audit(id, at, [
      ...withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...planned.map(plannedEvent),
    ])
    return planned.length > 0
  })
}

/**
 * What is left to people by now is listed for them. What answered people where Gatehouse leaves, as the issue for the review of an
 * emergency does, is taken back like the rest, by the next run.
 */
async function finish(input: ChangesInput, run: Run, begun: Date): Promise<void> {
  const { organization, ceiling, now } = input
  const isMore = await endLeftOver(input, begun)
  const at = now()
  const wanted = ceiling === 'observe' ? [] : await wantedSteps(input, at)
  await run.finish(async (recorder) => {
    const subject = { planner: 'steps', organization: organization.id, repository: null } as const
    const { planned, withdrawn } = await recorder.plan(subject, wanted, at)
    if (isMore || planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, [
      ...withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
      ...planned.map(plannedEvent),
    ])
  })
}

const dueEffects = ({ ceiling, now }: ChangesInput, open: readonly OpenEffect[]): readonly OpenEffect[] =>
  open.filter(
    ({ state, notBefore, mode }) =>
      state !== 'held' && notBefore <= now() && modes.indexOf(mode) <= modes.indexOf(ceiling),
  )

/** Nobody wants any more what waited: the next plan that is too large is a question of its own. */
async function endHold({ organization, records, now }: ChangesInput, { id, why }: Hold): Promise<void> {
  const at = now()
  await records.note(async (recorder) => {
    if (!(await recorder.holdEnded(id, at))) return
    const subject = `organization:${organization.id}`
    const data = { hold: id, why, outcome: 'withdrawn' }
    await recorder.audit(organization.id, at, [{ kind: 'hold.closed', actor: null, subject, data }])
  })
}

/** What gives access before what takes it. */
function byKind(effects: readonly OpenEffect[]): readonly (readonly [EffectKind, readonly OpenEffect[]])[] {
  const kinds = [...new Set(effects.map(({ action }) => action.kind))]
  return kinds
    .toSorted((one, other) => effectTraits[one].order - effectTraits[other].order)
    .map((kind) => [kind, effects.filter(({ action }) => action.kind === kind)])
}

/** What a switch under way leaves without access is given back before all other work. */
function inOrder(
  effects: readonly OpenEffect[],
  underWay: ReadonlySet<string>,
): readonly (readonly [EffectKind, readonly OpenEffect[]])[] {
  const begun = effects.filter(({ id }) => underWay.has(id))
  return [...byKind(begun), ...byKind(effects.filter((one) => !begun.includes(one)))]
}

/** Puts what is left of a kind off where as much was written as may be. @returns until when; undefined: all of them had their turn */
async function applyWhileRoom(
  input: ChangesInput,
  run: Run,
  kind: EffectKind,
  effects: readonly OpenEffect[],
  around: Around,
): Promise<WritesSpent | undefined> {
  try {
    await makeKind(input, run, kind, effects, around)
    return undefined
  } catch (error) {
    if (!(error instanceof WritesSpent)) throw error
    // What is over by now is not touched. Without this, whoever looks for what is due would ask for it again at once.
    const ids = effects.map(({ id }) => id)
    await input.records.note((recorder) => recorder.postponed(ids, error.retryAt))
    if (!oneByOne.has(kind)) throw error
    return error
  }
}
