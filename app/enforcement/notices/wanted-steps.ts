import type { WantedEffect } from '../effects/effect.ts'
import type { KnownOrganization, Records } from '../records.ts'
import { digestOfIssue, keptIssue } from './kept-issue.ts'
import { manualSteps, nothingLeft } from './manual-steps.ts'
import { quietUntil } from './quiet-until.ts'

export interface StepsReading {
  readonly organization: Pick<KnownOrganization, 'id' | 'login'>
  readonly records: Pick<Records, 'openEffects' | 'governance' | 'made' | 'requests'>
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
}

/** Plans that the policy repository's issue says what only a person can do now; nothing where it says so already. */
export async function wantedSteps(
  { organization, records, policyRepository }: StepsReading,
  now: Date,
): Promise<readonly WantedEffect[]> {
  const { id: policy, policy: rules } = (await records.governance(organization.id)).inForce
  const repository = await records.requests.repositoryNamed(organization.id, policyRepository)
  if (!rules.notifications.issues || repository === undefined) return []
  const waiting = (await records.openEffects(organization.id)).filter(({ state }) => state === 'manual')
  const kept = keptIssue(await records.made(repository, 'issue'), 'manual-steps')
  const steps = manualSteps(waiting, organization.login) ?? (kept?.isOpen === true ? nothingLeft : undefined)
  if (!steps || (kept?.isThere === true && kept.digest === digestOfIssue(steps))) return []
  const notBefore = quietUntil(rules.notifications.quietHours, now)
  return [
    {
      action: { kind: 'manual-steps', ...steps },
      reason: steps.isOpen ? 'Some changes only a person can make.' : 'Nothing waits for a person any more.',
      policy,
      ...(notBefore && { notBefore }),
    },
  ]
}
