import { decisionEvents } from '../decision-events.ts'
import { isAwaited } from '../effects/effect.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { effectTraits } from '../effects/effect-traits.ts'
import { finalEvent, plannedEvent } from '../effects/effect-events.ts'
import { eventsOf, unwatchedEvents } from '../inventory/reach-changes.ts'
import type { Recorder, Records, Run } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { decideRecorded, type RecordedDeciding, type RecordedOutcome } from './decide-recorded.ts'

export interface DecidingAnew extends RecordedDeciding {
  readonly now: () => Date
}

/** Of one transaction: a death loses so many, and nobody waits long for what it holds. */
const batch = 50

/**
 * Makes every decision of an organization anew that rests on another policy than the one in force, or on other installations of
 * assistants, of what is recorded: reading all repositories again would take hours where they are many. What another policy is to change
 * is read again first, and so is what cannot be decided without; the next sweep reads all the others.
 */
export async function decideAnew(input: DecidingAnew, run: Run): Promise<void> {
  const { organization, records } = input
  const { inForce } = await records.governance(organization.id)
  const repositories = await records.toDecideAnew(organization.id, inForce.id)
  for (let from = 0; from < repositories.length; from += batch) {
    run.signal.throwIfAborted()
    // Whoever found a newer one has asked for this again.
    if ((await records.governance(organization.id)).inForce.id !== inForce.id) break
    await decideBatch(input, repositories.slice(from, from + batch))
  }
  const isSweepWanted = await isOtherAppNamed(records, organization.id, inForce.policy.ownApps ?? {})
  await run.finish(async (recorder) => {
    if (isSweepWanted) await recorder.want([keyOf('organization', organization.id)])
  })
}

type OwnApps = Readonly<Record<string, readonly number[]>>

/** What an assistant's own Apps reach is read of the organization as a whole. */
async function isOtherAppNamed(records: Records, organization: string, named: OwnApps): Promise<boolean> {
  const facts = await records.organizationFacts(organization)
  if (!facts) return false
  const before = facts.reach.ownApps
  const idsOf = (apps: OwnApps, assistant: string): string => JSON.stringify(apps[assistant] ?? [])
  return [...Object.keys(named), ...Object.keys(before)].some(
    (assistant) => idsOf(named, assistant) !== idsOf(before, assistant),
  )
}

async function decideBatch(input: DecidingAnew, repositories: readonly string[]): Promise<void> {
  const { records, now } = input
  const at = now()
  const judged = await Promise.all(repositories.map((id) => decideOrLeave(input, id, at)))
  const outcomes = new Map(judged.flatMap((one) => (one ? [[one.repository, one] as const] : [])))
  const toScan = [...outcomes.values()].filter((one) => one.isScanWanted)
  // Apart and before: a scan's end asks for its repository's key, and each would wait for the other's.
  if (toScan.length > 0)
    await records.note((recorder) => recorder.want(toScan.map(({ repository }) => keyOf('scan', repository))))
  await records.note((recorder) => recordBatch(recorder, input, { repositories, outcomes }, at))
}

/** One that fails is read: what is wrong with it is told there, and the others go on. */
const decideOrLeave = (input: DecidingAnew, id: string, at: Date): Promise<RecordedOutcome | undefined> =>
  decideRecorded(input, id, at).catch(() => undefined)

/** Who is only to be told something is read for that too, and nobody waits for it. */
const isEnforcing = ({ action }: WantedEffect): boolean => effectTraits[action.kind].mode === 'enforce'

interface Batch {
  readonly repositories: readonly string[]
  readonly outcomes: ReadonlyMap<string, RecordedOutcome>
}

async function recordBatch(
  recorder: Recorder,
  { organization: { id: organization } }: DecidingAnew,
  { repositories, outcomes }: Batch,
  at: Date,
): Promise<void> {
  const keys = await recorder.holdKeys(repositories)
  // Of what was read meanwhile, or is being read, perhaps by the policy before, nothing is recorded.
  const decided = [...outcomes.values()].filter(({ repository, seen }) => {
    const key = keys.get(repository)
    return key?.seen === seen && !key.isUnderWay
  })
  const wanted = new Map(decided.map((one) => [one.repository, one.wanted]))
  const kept = await recorder.keepWanted({ planner: 'decision', organization }, wanted, at)
  const events = []
  let isPlanned = false
  for (const { repository, decision, isReachAlone, ...recorded } of decided) {
    const missing = kept.missing.get(repository) ?? []
    const made = { ...decision, awaitsReading: !isReachAlone && missing.some(isEnforcing) }
    const change = await recorder.decidedAnew(repository, { decision: made, ...recorded }, at)
    // It was read when it was decided so, and every change goes by what GitHub shows of the installation then.
    const planned = isReachAlone
      ? await recorder.planAlso({ planner: 'decision', organization, repository }, missing, at)
      : []
    isPlanned ||= planned.length > 0
    events.push(
      ...eventsOf(repository, change.reaches),
      ...unwatchedEvents(repository, change.unwatched),
      ...decisionEvents(repository, decision, change.before),
      ...planned.map(plannedEvent),
    )
  }
  const isDone = new Set(
    decided
      .filter(
        ({ repository, isReadingWanted, isReachAlone }) =>
          !isReadingWanted && (isReachAlone || !kept.missing.has(repository)),
      )
      .map(({ repository }) => repository),
  )
  const toRead = repositories.filter((one) => !isDone.has(one) && keys.get(one)?.isComing !== true)
  await recorder.want([
    ...toRead.map((one) => keyOf('repository', one)),
    ...(isPlanned || isAwaited(kept.withdrawn) ? [keyOf('changes', organization)] : []),
  ])
  await recorder.audit(organization, at, [
    ...events,
    ...kept.withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)),
  ])
}
