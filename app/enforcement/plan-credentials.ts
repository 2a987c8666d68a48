import { modeAt } from '../../policies/mode-at.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { NewAuditEvent } from './audit/event.ts'
import { finalEvent, plannedEvent } from './effects/effect-events.ts'
import type { WantedEffect } from './effects/effect.ts'
import { governedAssistants } from './governed-assistants.ts'
import type { Recorder, Records } from './records.ts'
import { planSharedSecrets } from './secrets/plan-shared-secrets.ts'
import { provenSecretNames } from './secrets/secret-names.ts'
import { planTokens } from './tokens/plan-tokens.ts'
import { keyOf } from './work-keys.ts'

export interface CredentialPlanning {
  readonly records: Records
  /** Our id of the organization. */
  readonly organization: string
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
}

/** What is to be changed about credentials of an organization as a whole, by what is recorded. */
export async function wantedOfCredentials(
  { records, organization, ceiling }: CredentialPlanning,
  now: Date,
): Promise<readonly WantedEffect[]> {
  const { policy, id: version } = (await records.governance(organization)).inForce
  const facts = await records.organizationFacts(organization)
  if (!facts || ceiling !== 'enforce') return []
  const { reach } = facts
  const shared = planSharedSecrets({
    policy,
    version,
    shared: reach.secrets,
    proven: provenSecretNames(governedAssistants(policy)),
    keptOut: await records.keptOut(organization),
  })
  // The last group selects every repository, with the policy's own mode.
  const own = policy.groups.at(-1)
  const mode = own === undefined ? 'observe' : modeAt(own, now)
  return [...shared, ...planTokens({ policy, version, mode, reach, now })]
}

/**
 * Makes what is open about an organization's credentials what is wanted, and asks for it to be made.
 * @returns what is to be audited, last in the transaction
 */
export async function recordCredentialPlan(
  recorder: Recorder,
  organization: string,
  wanted: readonly WantedEffect[],
  at: Date,
): Promise<readonly NewAuditEvent[]> {
  const subject = { planner: 'credentials', organization, repository: null } as const
  const { planned, withdrawn } = await recorder.plan(subject, wanted, at)
  if (planned.length > 0 || withdrawn.some(({ hold }) => hold !== null))
    await recorder.want([keyOf('changes', organization)])
  return [...withdrawn.map((effect) => finalEvent(effect, 'withdrawn', null)), ...planned.map(plannedEvent)]
}
