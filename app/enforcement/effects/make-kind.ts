import { type WritePermit, WritesStopped } from '../github-writes.ts'
import { RateBudgetSpent } from '../rate-budget-spent.ts'
import type { OpenEffect, Recorder, Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import type { WritesSpent } from '../writes-spent.ts'
import type { Effect } from './effect.ts'
import type { EffectKind } from './effect-action.ts'
import { effectTraits, isLet } from './effect-traits.ts'
import { attemptedEvent, finalEvent, waitingEvent } from './effect-events.ts'
import type { Applied, HandlerContext } from './handler.ts'
import { handlerOf } from './handlers/index.ts'
import { oneByOne, shareOf, turnMs } from './write-turns.ts'
import type { ChangesInput } from './apply-changes.ts'

/**
 * What no decision and no plan rests on once it is made, or rests on what is recorded with it: nobody has to look at the repository
 * again.
 */
const unread: ReadonlySet<EffectKind> = new Set([
  'owner-notice',
  'set-property',
  'clear-property',
  'show-decision',
  'policy-proposal',
])
const gives: ReadonlySet<EffectKind> = new Set([
  'select',
  'quarantine',
  'connect',
  'give-secret',
  'enable-workflow',
])
/** What an installation reaches is recorded when it was changed, and decided by. */
const isUnread = ({ action: { kind } }: Effect, { state }: Applied): boolean =>
  unread.has(kind) ||
  ((kind === 'connect' || kind === 'disconnect') && (state === 'applied' || state === 'already-so'))
/** What a person has to do is looked at again this often. */
const manualMs = 10 * 60 * 1000

/** What one run knows of all effects. */
export interface Around extends Pick<HandlerContext, 'open' | 'passed'> {
  /** Ids of those that have had their result in it, also along with others. */
  readonly over: Set<string>
}

/** Makes effects of one kind, as far as they are still wanted, and records what became of them. */
export async function makeKind(
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
  const gone = new Set<string>()
  const afterwards: Parameters<HandlerContext['afterwards']>[0][] = []
  const context: HandlerContext = {
    open: around.open,
    passed: around.passed,
    afterwards: (write) => void afterwards.push(write),
    gone: ({ repository }) => {
      if (repository !== null) gone.add(repository)
    },
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
    await lookAtGone(input, gone)
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
    // What gives access goes on: a switch that was begun is brought to its end.
    const isTaken = !gives.has(kind) && sent().some((one) => !('isOrdered' in one && one.isOrdered === true))
    if (isTaken && !isLet(kind, (await records.governance(organization.id)).inForce.policy))
      throw new RateBudgetSpent('what was to be changed was switched off', now())
    if (effectTraits[kind].mode === 'enforce' && notAccepted !== undefined)
      throw new WritesStopped(notAccepted)
    // Last, because it changes most often: the request goes at once.
    if (!(await records.areOpen(sent().map(({ id }) => id))))
      throw new RateBudgetSpent('what was to be changed is not wanted any more', now())
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
  const changed = ended.filter(({ effect, result }) => !isUnread(effect, result) && isChange(effect, result))
  const repositories = new Set(changed.flatMap(({ effect }) => effect.repository ?? []))
  await records.note(async (recorder) => {
    for (const write of afterwards) await write(recorder)
    await recorder.want([...repositories].map((id) => keyOf('repository', id)))
  })
}

/** Nobody may ever tell that a repository is gone, and until its next look all that was planned for it would be tried again. */
async function lookAtGone({ records }: ChangesInput, gone: Set<string>): Promise<void> {
  const repositories = [...gone]
  gone.clear()
  if (repositories.length === 0) return
  await records.note((recorder) => recorder.hinted(repositories))
  await records.note((recorder) => recorder.want(repositories.map((id) => keyOf('repository', id))))
}

/** What waits for a person as before is looked at every few minutes, and says nothing new of its repository. */
const isChange = ({ state: before }: Effect, { state }: Applied): boolean =>
  state !== 'manual' || before !== 'manual'
