import { accessPropertyName } from '../../../../policies/access-property.ts'
import {
  accessProperty,
  fits,
  howToDefine,
  isAnothers,
  mayNotSet,
} from '../../access-property/access-property.ts'
import { wasThere } from '../../leaving/made-thing.ts'
import { WriteRefused } from '../../github-writes.ts'
import { keyOf } from '../../work-keys.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'

/** Defines our custom property. One that somebody else uses for something else is left as it is. */
export const defineProperty: Handler<'define-property'> = async (effects, context) => {
  const results = new Map<string, Applied>()
  for (const effect of effects) {
    const applied = await define(effect, context)
    if (applied) results.set(effect.id, applied)
  }
  return results
}

async function define(
  effect: EffectOf<'define-property'>,
  context: HandlerContext,
): Promise<Applied | undefined> {
  const { writer, records, organization, attempt } = context
  const before = await writer.properties.readDefinition(accessPropertyName)
  if (!before.known) return { state: 'manual', problem: `${before.why}. ${mayNotSet}` }
  const isOurs = (await records.madeFor(organization.id, 'property', accessPropertyName)) !== undefined
  if (before.value && fits(before.value)) return settle(effect, context)
  if (before.value && !isOurs) return { state: 'manual', problem: isAnothers }
  if ((await attempt([effect])).length === 0) return undefined
  try {
    await writer.properties.define(accessPropertyName, accessProperty)
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error
    return { state: 'manual', problem: `${error.message}. ${howToDefine}` }
  }
  const after = await writer.properties.readDefinition(accessPropertyName)
  if (!after.known) return undefined
  if (!after.value || !fits(after.value))
    return { state: 'failed', problem: 'GitHub took the definition, and shows another' }
  resumeValues(context)
  return settle({ ...effect, attempts: effect.attempts + 1 }, context)
}

/** Values that were tried before it was defined wait for a person: they need none any more. */
function resumeValues({ organization, open, afterwards, now }: HandlerContext): void {
  const waiting = open.filter(
    ({ state, action: { kind } }) =>
      state === 'manual' && (kind === 'set-property' || kind === 'clear-property'),
  )
  if (waiting.length === 0) return
  afterwards(async (recorder) => {
    const at = now()
    for (const { id } of waiting)
      await recorder.effectStep(id, { state: 'planned', problem: null, notBefore: at }, at)
    await recorder.want([keyOf('changes', organization.id)])
  })
}

/** From now on it is ours to keep, and its values are read anew: with another definition they are others. */
async function settle(
  { attempts }: Pick<EffectOf<'define-property'>, 'attempts'>,
  { organization, records, now }: HandlerContext,
): Promise<Applied> {
  const at = now()
  const before = await records.madeFor(organization.id, 'property', accessPropertyName)
  const isNew = before === undefined
  await records.note(async (recorder) => {
    await recorder.made(
      {
        organization: organization.id,
        repository: null,
        kind: 'property',
        reference: accessPropertyName,
        // Somebody had defined it in the same way: it is theirs, and only its values are ours.
        details: { wasThere: before?.details === undefined ? attempts === 0 : wasThere(before.details) },
      },
      at,
    )
    if (isNew || attempts > 0) await recorder.want([keyOf('organization', organization.id)])
  })
  const level = organization.installation.permissions['organization_custom_properties']
  if (level === 'read') return { state: 'manual', problem: mayNotSet }
  return { state: attempts > 0 ? 'applied' : 'already-so' }
}
