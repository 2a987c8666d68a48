import type { Mode } from '../../../policies/policy-group.ts'
import { modes } from '../../../policies/policy-group.ts'
import type { GitHubHost, GitHubOrganization } from '../github.ts'
import { type WritePermit, WritesStopped } from '../github-writes.ts'
import { RateBudgetSpent } from '../rate-budget-spent.ts'
import type { KnownOrganization, OpenEffect, Recorder, Records, Run } from '../records.ts'
import { wantedSteps } from '../notices/wanted-steps.ts'
import { keyOf } from '../work-keys.ts'
import { WritesSpent } from '../writes-spent.ts'
import { type Hold, radiusMs, tooLarge } from './brakes.ts'
import { type Effect, type EffectKind, effectTraits } from './effect.ts'
import { attemptedEvent, finalEvent, plannedEvent, waitingEvent } from './effect-events.ts'
import type { Applied, HandlerContext } from './handler.ts'
import { handlerOf } from './handlers/index.ts'
import { planSwitches, withoutPurpose } from './plan-switches.ts'
import { oneByOne, shareOf, sooner, turnMs } from './write-turns.ts'

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

/** What no decision and no plan rests on once it is made: nobody has to look at the repository again. */
const unread: ReadonlySet<EffectKind> = new Set(['owner-notice', 'set-property', 'show-decision'])
/** Until decisions that are under way can be counted in. */
const decidingMs = 1000
/** What a person has to do is looked at again this often. */
const manualMs = 10 * 60 * 1000

/**
 * Makes what is planned for one organization and due now, unless something keeps it from being made. One process at a time does
 * this for an organization, so what is counted here is all there is.
 */
export async function applyChanges(input: ChangesInput, run: Run): Promise<void> {
  const { organization, records, now } = input
  await planSwitches(organization, records, now())
  const open = await records.openEffects(organization.id)
  const due = dueEffects(input, open)
  const { pause, isAccepted, hold } = await records.brakes(organization.id)
  if (hold && !open.some(({ state }) => state === 'held')) await endHold(input, hold)
  if (due.length === 0 || pause !== undefined) return finish(input, run)
  const allowed = due.filter(({ mode }) => mode !== 'enforce' || isAccepted)
  const held = open.filter(({ state }) => state === 'held')
  const underWay = new Set((await records.openSwitches(organization.id)).map(({ effect }) => effect))
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
    throw new RateBudgetSpent('decisions are under way', new Date(now().getTime() + decidingMs))
  if (spent) throw spent
  return finish(input, run)
}

/** What is left to people by now is listed for them. */
async function finish(input: ChangesInput, run: Run): Promise<void> {
  const { organization, ceiling, now } = input
  const at = now()
  const wanted = ceiling === 'observe' ? [] : await wantedSteps(input, at)
  await run.finish(async (recorder) => {
    const subject = { planner: 'steps', organization: organization.id, repository: null } as const
    const { planned, withdrawn } = await recorder.plan(subject, wanted, at)
    if (planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
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

interface Passed {
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
async function holdBack(
  input: ChangesInput,
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
  const removed = await records.removals(organization.id, new Date(at.getTime() - radiusMs))
  // What waits belongs to the same plan: else the sixth of six that are held would be made, because it comes last.
  const why = tooLarge([...removing, ...held], removed, inForce.policy.safety)
  if (why === undefined) return { effects: without(due), isWaiting: isUnsettled }
  // With what it takes a switch waits too, and passes when that does.
  const waiting = [...removing, ...withoutPurpose(others, others, underWay)]
  await records.note(async (recorder) => {
    const { id, isNew } = await recorder.hold(organization.id, why, at)
    for (const one of waiting)
      await recorder.effectStep(one.id, { state: 'held', problem: why, hold: id }, at)
    const opened = {
      kind: 'hold.opened',
      actor: null,
      subject: `organization:${organization.id}`,
      data: { hold: id, why, effects: removing.length },
    } as const
    await recorder.audit(organization.id, at, [
      ...(isNew ? [opened] : []),
      ...waiting.map((one) => waitingEvent(one, 'held', why)),
    ])
  })
  return { effects: without(others), isWaiting: isUnsettled }
}

const isRemoval = ({ action }: OpenEffect): boolean => effectTraits[action.kind].removes

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

/** What one run knows of all effects. */
interface Around extends Pick<HandlerContext, 'open' | 'passed'> {
  /** Ids of those that have had their result in it, also along with others. */
  readonly over: Set<string>
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
    await applyKind(input, run, kind, effects, around)
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

async function applyKind(
  input: ChangesInput,
  run: Run,
  kind: EffectKind,
  effects: readonly OpenEffect[],
  around: Around,
): Promise<void> {
  const { organization, github, host, records, now } = input
  const { installation, id, login } = organization
  const opened = { id, login, installationId: installation.installationId }
  // Of which an attempt was recorded last.
  let sent: readonly Effect[] = []
  let spent: WritesSpent | undefined
  const writer = await host.openWriter(
    opened,
    permitFor(input, kind, () => sent),
  )
  const afterwards: Parameters<HandlerContext['afterwards']>[0][] = []
  const context: HandlerContext = {
    open: around.open,
    passed: around.passed,
    afterwards: (write) => void afterwards.push(write),
    organization,
    github,
    writer,
    records,
    policyRepository: input.policyRepository,
    now,
    attempt: async (all) => {
      const wanted = await recordAttempts(input, all)
      sent = wanted
      return wanted
    },
    putOff: (error) => {
      spent = error
    },
  }
  const make = async (some: readonly OpenEffect[]): Promise<void> => {
    const results = await handlerOf(kind)(some, context)
    for (const id of results.keys()) around.over.add(id)
    const ended = around.open.filter(({ id }) => results.has(id))
    await recordResults(input, ended, results, afterwards.splice(0))
  }
  if (!oneByOne.has(kind)) {
    await make(effects)
    if (spent) throw spent
    return
  }
  const end = now().getTime() + turnMs
  for (const effect of effects) {
    run.signal.throwIfAborted()
    if (now().getTime() > end) throw new RateBudgetSpent('others have their turn', now())
    await writer.checkRoom()
    await make([effect])
  }
}

/** @param sent what is to be written now; a client that tries again by itself asks again too */
const permitFor = (
  { organization, records, now }: ChangesInput,
  kind: EffectKind,
  sent: () => readonly Effect[],
): WritePermit => ({
  mode: effectTraits[kind].mode,
  share: shareOf(kind),
  check: async () => {
    const { pause, notAccepted } = await records.brakes(organization.id)
    if (pause !== undefined) throw new WritesStopped(`Changes are paused: ${pause}`)
    if (!(await records.areOpen(sent().map(({ id }) => id))))
      throw new RateBudgetSpent('what was to be changed is not wanted any more', now())
    if (effectTraits[kind].mode === 'enforce' && notAccepted !== undefined)
      throw new WritesStopped(notAccepted)
  },
})

async function recordAttempts<One extends Effect>(
  { organization, records, now }: ChangesInput,
  effects: readonly One[],
): Promise<readonly One[]> {
  if (effects.length === 0) return []
  const at = now()
  return records.note(async (recorder) => {
    const tried: { one: One; attempt: number }[] = []
    for (const one of effects) {
      const attempt = await recorder.attempt(one.id)
      if (attempt !== undefined) tried.push({ one, attempt })
    }
    await recorder.audit(
      organization.id,
      at,
      tried.map(({ one, attempt }) => attemptedEvent(one, attempt)),
    )
    return tried.map(({ one }) => one)
  })
}

async function recordResults(
  { organization, records, now }: ChangesInput,
  effects: readonly OpenEffect[],
  results: ReadonlyMap<string, Applied>,
  afterwards: readonly ((recorder: Recorder) => Promise<void>)[],
): Promise<void> {
  const at = now()
  const ended = effects.flatMap((effect) => {
    const result = results.get(effect.id)
    return result === undefined ? [] : [{ effect, result }]
  })
  await records.note(async (recorder) => {
    const events = []
    for (const { effect, result } of ended) {
      const problem = result.problem ?? null
      // GitHub took an earlier attempt, of whose answer nothing was heard: it was our doing, and counts as that.
      const isOurs = result.state === 'already-so' && effect.attempts > 0
      const step =
        result.state === 'manual'
          ? { state: result.state, problem, notBefore: new Date(at.getTime() + manualMs) }
          : { state: isOurs ? ('applied' as const) : result.state, problem }
      const isRecorded = await recorder.effectStep(effect.id, step, at)
      if (!isRecorded) continue
      if (step.state !== 'manual') events.push(finalEvent(effect, step.state, problem))
      // That it still waits is told once.
      else if (effect.state !== 'manual') events.push(waitingEvent(effect, 'manual', problem ?? ''))
    }
    await recorder.audit(organization.id, at, events)
  })
  // Apart and after: who decides about a repository asks for these changes, and each would wait for the other.
  const changed = ended.filter(
    ({ effect, result }) => !unread.has(effect.action.kind) && isChange(effect, result),
  )
  const repositories = new Set(changed.flatMap(({ effect }) => effect.repository ?? []))
  await records.note(async (recorder) => {
    for (const write of afterwards) await write(recorder)
    await recorder.want([...repositories].map((id) => keyOf('repository', id)))
  })
}

/** What waits for a person as before is looked at every few minutes, and says nothing new of its repository. */
const isChange = ({ state: before }: Effect, { state }: Applied): boolean =>
  state !== 'manual' || before !== 'manual'
