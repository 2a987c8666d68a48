import { keyOf } from '../../work-keys.ts'
import type { WantedEffect } from '../effect.ts'
import type { EffectAction } from '../effect-action.ts'
import { plannedEvent } from '../effect-events.ts'
import type { HandlerContext } from '../handler.ts'

/**
 * Plans that an installation which would lose its last repository is given an empty one, where the policy lets that.
 * @returns false where it does not, or where that waits for a person
 */
export async function askForQuarantine(
  { assistant, installation }: Pick<Extract<EffectAction, { kind: 'select' }>, 'assistant' | 'installation'>,
  { records, organization, open, now }: HandlerContext,
): Promise<boolean> {
  const { inForce } = await records.governance(organization.id)
  if (!inForce.policy.changes.quarantine) return false
  const asked = open.find(
    ({ action }) => action.kind === 'quarantine' && action.installation === installation,
  )
  if (asked) return asked.state !== 'manual'
  const wanted: WantedEffect = {
    action: { kind: 'quarantine', assistant, installation },
    reason: 'All that the App has is to be taken, and GitHub does not let it be without a repository.',
    policy: inForce.id,
  }
  const subject = { planner: 'selection', organization: organization.id, repository: null } as const
  const at = now()
  await records.note(async (recorder) => {
    const planned = await recorder.planAlso(subject, [wanted], at)
    await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, planned.map(plannedEvent))
  })
  return true
}
