import { createHash } from 'node:crypto'
import { plannedEvent } from '../effects/effect-events.ts'
import type { Recorder } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import { type NewProposal, proposalKind } from './proposal.ts'

export interface RecordedProposal extends NewProposal {
  /** GitHub's numeric id of the repository that holds the policy. */
  readonly githubId: number
  /** Our id of the policy's version in force; null: the shipped one. */
  readonly inForce: string | null
  /** How many repositories would come to be enforced by it. */
  readonly enforced: number
}

/** Records what somebody proposes, and plans its pull request. @returns our id */
export async function recordProposal(
  recorder: Recorder,
  { githubId, inForce, enforced, ...written }: RecordedProposal,
  at: Date,
): Promise<string> {
  const { organization, repository, base, text, proposedBy } = written
  const proposal = await recorder.proposals.add(written, at)
  const planned = await recorder.planAlso(
    { planner: 'proposals', organization, repository },
    [
      {
        action: { kind: proposalKind, proposal, githubId },
        reason: 'Somebody proposed another policy.',
        policy: inForce,
      },
    ],
    at,
  )
  await recorder.want([keyOf('changes', organization)])
  // The text is people's own words: by its digest it can be shown which one it was.
  const sha256 = createHash('sha256').update(text).digest('hex')
  await recorder.audit(organization, at, [
    {
      kind: 'policy.proposed',
      actor: proposedBy,
      subject: `organization:${organization}`,
      data: { proposal, base, sha256, enforced },
    },
    ...planned.map(plannedEvent),
  ])
  return proposal
}
