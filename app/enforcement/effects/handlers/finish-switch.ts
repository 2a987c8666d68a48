import {
  type InstallationState,
  mostInOneCall,
  type NamedRepository,
  WriteRefused,
} from '../../github-writes.ts'
import type { Applied, EffectOf, HandlerContext } from '../handler.ts'
import type { OpenSwitch } from '../open-switch.ts'
import { isDisconnectOf } from '../plan-switches.ts'
import { strangersIn } from '../strangers.ts'
import { correctedEvent, endedEvent } from './switch-events.ts'

type Select = EffectOf<'select'>
type Results = ReadonlyMap<string, Applied>

/** More often than this it is not looked whether all is there, but later again. */
const mostRounds = 10

/**
 * Adds what stays and is missing, after the call that switched, until all of it is there; by the names that it has by then. What was
 * to be taken and is not wanted taken any more stays as well.
 */
export async function finishSwitch(effect: Select, context: HandlerContext): Promise<Results> {
  try {
    return await addMissing(effect, context)
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    const problem = `It was switched, and GitHub does not let our App add the rest of what it keeps: ${error.message}. Give our App that again, or add them by hand`
    return new Map([[effect.id, { state: 'manual', problem }]])
  }
}

async function addMissing(effect: Select, context: HandlerContext): Promise<Results> {
  const { installation } = effect.action
  // From here on nothing but this one keeps it going: what it takes is gone by now.
  await context.attempt([effect])
  for (let round = 0; round < mostRounds; round += 1) {
    const state = await context.writer.installations.read(installation)
    const open = await context.records.openSwitches(effect.organization)
    const begun = open.find((one) => one.effect === effect.id)
    // Somebody has set it back to all repositories meanwhile: it begins anew.
    if (!begun || !state.known || state.value.selection === 'all') return new Map()
    const kept = new Set([...begun.kept, ...begun.givenBack])
    const names = [...begun.first.map(({ name }) => name), ...begun.sent]
    const strangers = strangersIn(state.value.repositories, { meant: kept, names })
    // Where nothing would be left: after the next ones were added.
    if (strangers.length < state.value.repositories.length) await takeStrangers(effect, strangers, context)
    const missing = await missingIn(state.value, kept, context)
    if (missing === undefined) return new Map()
    if (missing.length === 0) return end(effect, begun, state.value, context)
    for (let from = 0; from < missing.length; from += mostInOneCall)
      await addBatch(effect, missing.slice(from, from + mostInOneCall), kept, context)
  }
  return new Map()
}

/**
 * Adds some, by names that are written down before. Whoever else GitHub says has come in by one of them is taken out before the next
 * ones are added, and not when the installation is read after all of them.
 */
async function addBatch(
  effect: Select,
  batch: readonly NamedRepository[],
  kept: ReadonlySet<number>,
  context: HandlerContext,
): Promise<void> {
  const names = batch.map(({ name }) => name)
  await context.records.note((recorder) => recorder.switchSent(effect.id, names))
  const added = await context.writer.installations.add(effect.action.installation, batch)
  await takeStrangers(effect, strangersIn(added ?? [], { meant: kept, names }), context)
}

/** What stays and is not there, by the names of now. What is gone cannot be given. undefined: it cannot be read now. */
async function missingIn(
  { repositories }: InstallationState,
  kept: ReadonlySet<number>,
  { writer }: HandlerContext,
): Promise<readonly NamedRepository[] | undefined> {
  const there = new Set(repositories.map(({ githubId }) => githubId))
  if ([...kept].every((id) => there.has(id))) return []
  const all = await writer.installations.listAll()
  return all.known
    ? all.value.filter(({ githubId }) => kept.has(githubId) && !there.has(githubId))
    : undefined
}

/** At once, and recorded before. */
async function takeStrangers(
  { organization, action: { installation } }: Select,
  strangers: readonly NamedRepository[],
  { writer, records, now }: HandlerContext,
): Promise<void> {
  if (strangers.length === 0) return
  const ids = strangers.map(({ githubId }) => githubId)
  await records.note((recorder) =>
    recorder.audit(organization, now(), [correctedEvent(organization, installation, ids, 'taken')]),
  )
  for (let from = 0; from < strangers.length; from += mostInOneCall)
    await writer.installations.remove(installation, strangers.slice(from, from + mostInOneCall))
}

/** Everything that stays is there: the window is over, and what it took is taken. */
async function end(
  { id, organization, action: { installation } }: Select,
  begun: OpenSwitch,
  { selection, repositories }: InstallationState,
  context: HandlerContext,
): Promise<Results> {
  await context.records.note(async (recorder) => {
    const at = context.now()
    if (await recorder.switchEnded(id, at))
      await recorder.audit(organization, at, [endedEvent(organization, begun, at)])
  })
  const there = new Set(repositories.map(({ githubId }) => githubId))
  const taken = context.open
    .filter(isDisconnectOf(installation))
    .filter((one) => begun.taken.includes(one.id) && !there.has(one.action.githubId))
  context.afterwards((recorder) =>
    recorder.installation(organization, installation, { selection, repositories: there }),
  )
  return new Map<string, Applied>([...taken, { id }].map((one) => [one.id, { state: 'applied' }]))
}
