import type { WantedEffect } from '../effects/effect.ts'
import { templateIn } from '../effects/handlers/keep-ruleset.ts'
import type { MadeRecord } from '../leaving/made-thing.ts'
import type { Records } from '../records.ts'
import { holds } from '../rulesets/ruleset.ts'
import { rulesetOf, type WantedRuleset, wordings } from '../rulesets/ruleset-of.ts'
import { wantedTemplates } from '../rulesets/wanted-templates.ts'
import type { KeptReading } from './wanted-property.ts'

/** Rulesets that are not there as the policy wants them, and those that it does not want any more. */
export async function wantedRulesets(
  reading: Omit<KeptReading, 'records'> & {
    readonly records: Pick<Records, 'madeOf'>
    /** Whether what was made may be taken away. */
    readonly mayUndo: boolean
    readonly now: Date
  },
): Promise<readonly WantedEffect[]> {
  const { organization, records, inForce, mayUndo } = reading
  const { policy, id } = inForce
  const kept = await records.madeOf(organization.id, 'ruleset')
  const templates = wantedTemplates({ ...reading, policy, installation: organization.installation })
  const wanted: WantedEffect[] = []
  for (const template of templates) {
    if (await isKept(reading, template, kept)) continue
    wanted.push({
      action: { kind: 'keep-ruleset', ...template },
      reason: 'A ruleset is not there as the policy wants it.',
      policy: id,
    })
  }
  const names = new Set<unknown>(templates.map(({ template }) => template))
  const unwanted = kept.filter(({ details }) => {
    const template = templateIn(details)
    return template !== undefined && !names.has(template)
  })
  return mayUndo ? [...wanted, ...unwanted.map((one) => undoOf(one, id))] : wanted
}

async function isKept(
  { reader: { rulesets } }: Pick<KeptReading, 'reader'>,
  wanted: WantedRuleset,
  kept: readonly MadeRecord[],
): Promise<boolean> {
  const known = kept.find(({ details }) => templateIn(details) === wanted.template)
  if (!known || wanted.coverage === 'unknown') return false
  const found = await rulesets.read(Number(known.reference))
  return (
    found.known && wordings.some((wording) => holds(found.value, rulesetOf(wanted, rulesets.ownApp, wording)))
  )
}

const undoOf = (
  { id: thing, reference }: MadeRecord & { readonly id: string },
  policy: string | null,
): WantedEffect => ({
  action: { kind: 'undo', thing, made: 'ruleset', reference, githubId: null, how: 'remove' },
  reason: 'The policy does not want this ruleset any more.',
  policy,
})
