import { WriteRefused } from '../../github-writes.ts'
import { manualSteps, needsProperty } from '../../rulesets/manual-steps.ts'
import { holds, type Ruleset } from '../../rulesets/ruleset.ts'
import { rulesetNames, rulesetOf, wordings } from '../../rulesets/ruleset-of.ts'
import { keyOf } from '../../work-keys.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

type Keeping = EffectOf<'keep-ruleset'>

/** Makes a ruleset of the organization, or makes it again what it is to be. */
export const keepRuleset: Handler<'keep-ruleset'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await keep(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function keep(effect: Keeping, context: HandlerContext): Promise<Applied | undefined> {
  const { writer, attempt } = context
  const { action } = effect
  const manual = (why: string): Applied => ({ state: 'manual', problem: manualSteps(action, why) })
  if (action.coverage === 'unknown') return { state: 'manual', problem: needsProperty }
  const found = await findOurs(effect, context)
  if (!found.known) return manual(found.why)
  const all = wordings.map((wording) => rulesetOf(action, writer.rulesets.ownApp, wording))
  if (found.value && all.some((one) => holds(found.value?.shown, one)))
    return settle(effect, found.value.id, context, effect.attempts > 0)
  if ((await attempt([effect])).length === 0) return undefined
  // By names alone where GitHub refuses exceptions, and also where it takes them and forgets them.
  let id = found.value?.id
  let refusal: string | undefined
  for (const wanted of all) {
    try {
      id = await write(id, wanted, context)
    } catch (error) {
      if (!(error instanceof WriteRefused)) throw error
      refusal = error.message
      continue
    }
    const after = await writer.rulesets.read(id)
    if (!after.known) return undefined
    if (holds(after.value, wanted)) return settle(effect, id, context, true)
  }
  return refusal === undefined
    ? { state: 'failed', problem: 'GitHub took the ruleset, and shows another' }
    : manual(refusal)
}

/** The one that was recorded; else one of its name, which a process may have made that did not live to record it. */
async function findOurs({ action }: Keeping, { writer, records, organization }: HandlerContext) {
  const kept = await records.madeOf(organization.id, 'ruleset')
  const known = kept.find(({ details }) => templateIn(details) === action.template)
  const id = known
    ? ({ known: true, value: Number(known.reference) } as const)
    : await writer.rulesets.find(rulesetNames[action.template])
  if (!id.known || id.value === null) return id.known ? ({ known: true, value: undefined } as const) : id
  const shown = await writer.rulesets.read(id.value)
  if (!shown.known) return shown
  // Somebody deleted it: then another is made.
  const value = shown.value === null ? undefined : { id: id.value, shown: shown.value }
  return { known: true, value } as const
}

/** From what it was made, by what is recorded of a ruleset. */
export const templateIn = (details: unknown): unknown => Object(details)['template']

async function write(
  id: number | undefined,
  wanted: Ruleset,
  { writer: { rulesets } }: HandlerContext,
): Promise<number> {
  if (id === undefined) return rulesets.create(wanted)
  await rulesets.replace(id, wanted)
  return id
}

async function settle(
  { action: { template } }: Keeping,
  id: number,
  { organization, records, now }: HandlerContext,
  isOurs: boolean,
): Promise<Applied> {
  const at = now()
  const thing = (reference: string) =>
    ({
      organization: organization.id,
      repository: null,
      kind: 'ruleset',
      reference,
      details: { template },
    }) as const
  const kept = await records.madeOf(organization.id, 'ruleset')
  await records.note(async (recorder) => {
    // One that somebody deleted is not there any more.
    for (const { reference, details } of kept)
      if (templateIn(details) === template && reference !== String(id))
        await recorder.unmade(thing(reference), at)
    await recorder.made(thing(String(id)), at)
    // From now on every open pull request needs the check: also those of which nobody has heard since it was switched on.
    if (template === 'required-check' && isOurs) await recorder.want([keyOf('organization', organization.id)])
  })
  return { state: isOurs ? 'applied' : 'already-so' }
}
