import { accessPropertyName } from '../../../../policies/access-property.ts'
import { fits, isAnothers, mayNotSet } from '../../access-property/access-property.ts'
import { mostInOnePropertyCall, type PropertyOfRepository, WriteRefused } from '../../github-writes.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

type Setting = EffectOf<'set-property' | 'clear-property'>

/** What it is to say; null: nothing. */
const wantedOf = ({ action }: Setting): string | null =>
  action.kind === 'set-property' ? action.value : null

/** Sets our property, of thirty repositories in a call. What it said before is read by the repositories' ids, and their names with it. */
export const setProperty: Handler<'set-property'> = (effects, context) => setAll(effects, context)

/** Takes back what was set, where nobody has set it to something else since. */
export const clearProperty: Handler<'clear-property'> = (effects, context) => setAll(effects, context)

async function setAll(
  effects: readonly Setting[],
  context: HandlerContext,
): Promise<ReadonlyMap<string, Applied>> {
  const { properties } = context.writer
  const all = (applied: Applied): ReadonlyMap<string, Applied> =>
    new Map(effects.map(({ id }) => [id, applied]))
  const definition = await properties.readDefinition(accessPropertyName)
  if (!definition.known) return all({ state: 'manual', problem: definition.why })
  if (!definition.value || !fits(definition.value)) return all({ state: 'manual', problem: isAnothers })
  const before = await properties.read(accessPropertyName, idsOf(effects))
  if (!before.known) return all({ state: 'manual', problem: before.why })
  const results = new Map<string, Applied>()
  const there: Setting[] = []
  for (const effect of effects) {
    const found = before.value.get(effect.action.githubId)
    if (!found) context.gone(effect)
    if (found?.value === wantedOf(effect))
      results.set(effect.id, effect.attempts > 0 ? applied : { state: 'already-so' })
    else if (found && effect.action.kind === 'clear-property' && found.value !== effect.action.value)
      results.set(effect.id, anothers)
    else if (found) there.push(effect)
  }
  const sent: Setting[] = []
  for (const batch of batchesOf(there)) sent.push(...(await send(batch, before.value, context, results)))
  const after = sent.length === 0 ? before : await properties.read(accessPropertyName, idsOf(effects))
  if (!after.known) return results
  for (const one of sent)
    results.set(one.id, after.value.get(one.action.githubId)?.value === wantedOf(one) ? applied : notSo)
  await note(context, effects, after.value)
  return results
}

const applied: Applied = { state: 'applied' }
const anothers: Applied = { state: 'already-so', problem: 'somebody has set it to something else since' }
const notSo: Applied = { state: 'failed', problem: 'GitHub took the value, and shows another' }
const idsOf = (effects: readonly Setting[]): readonly number[] => effects.map(({ action }) => action.githubId)

/** Of one value each, as GitHub takes them. */
function batchesOf(effects: readonly Setting[]): readonly (readonly Setting[])[] {
  const batches: Setting[][] = []
  for (const value of new Set(effects.map(wantedOf))) {
    const own = effects.filter((one) => wantedOf(one) === value)
    for (let from = 0; from < own.length; from += mostInOnePropertyCall)
      batches.push(own.slice(from, from + mostInOnePropertyCall))
  }
  return batches
}

/** One that GitHub does not take must not keep the others from being set. @returns those that were sent */
async function send(
  batch: readonly Setting[],
  named: ReadonlyMap<number, PropertyOfRepository>,
  context: HandlerContext,
  results: Map<string, Applied>,
): Promise<readonly Setting[]> {
  const wanted = await context.attempt(batch)
  const [first] = wanted
  if (!first) return []
  const names = wanted.map(({ action }) => named.get(action.githubId)!.name)
  try {
    await context.writer.properties.set(accessPropertyName, names, wantedOf(first))
    return wanted
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    if (wanted.length === 1) {
      results.set(first.id, { state: 'manual', problem: `${error.message}. ${mayNotSet}` })
      return []
    }
    const middle = Math.ceil(wanted.length / 2)
    return [
      ...(await send(wanted.slice(0, middle), named, context, results)),
      ...(await send(wanted.slice(middle), named, context, results)),
    ]
  }
}

/** What was read now is what is known from now on: else the next reading of a repository would find what was. */
const note = (
  { records, organization }: HandlerContext,
  effects: readonly Setting[],
  read: ReadonlyMap<number, PropertyOfRepository>,
): Promise<void> =>
  records.note((recorder) =>
    recorder.propertyValues(
      organization.id,
      accessPropertyName,
      new Map(idsOf(effects).flatMap((id) => (read.has(id) ? [[id, read.get(id)!.value] as const] : []))),
    ),
  )
