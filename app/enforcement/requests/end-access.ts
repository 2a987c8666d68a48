import type { RequestSettings } from '../../../policies/policy-changes.ts'
import type { RecordedApproval } from '../approvals/approval.ts'
import type { AccessRequest } from './access-request.ts'
import { answers } from './answers.ts'
import { type Act, answered, waiting, type Write } from './outcome.ts'
import type { Situation } from './situation.ts'
import { type Judged, judgeMember, organizationOwners } from './standing.ts'

/** Who may let pass what is too large, and take any approval back. */
export const ownersOf = ({ owners }: RequestSettings): readonly string[] => owners ?? [organizationOwners]

/** A request is denied by who could approve it or owns Gatehouse, and withdrawn by who made it. Pure. */
export function deny(situation: Situation, reason: string): Act {
  const { request, target, approvals, actor } = situation
  if (!request) return answered(answers.noRequest)
  if (!target || request.state !== 'open') return answered(answers.over)
  const ended = endOf(
    approvals.filter((one) => one.request === request.id && one.kind === 'approval'),
    reason,
  )
  if (request.requestedBy === actor)
    return answered(answers.withdrawn, [...ended, close(request, 'withdrawn', reason)])
  const judgment = approverOrOwner(situation)
  if (judgment.may === 'unknown') return waiting
  if (judgment.may === 'no') return answered(answers.notYou(whoMayEnd(situation)))
  return answered(answers.refused({ by: actor, requestedBy: request.requestedBy }), [
    ...ended,
    close(request, 'denied', reason),
  ])
}

/** All approvals of a repository end, and its open request with them. Pure. */
export function revoke(situation: Situation, reason: string): Act {
  const { target, approvals, open, actor } = situation
  if (!target) return answered(answers.noSuchRepository)
  const judgment = approverOrOwner(situation)
  if (judgment.may === 'unknown') return waiting
  if (judgment.may === 'no') return answered(answers.notYou(whoMayEnd(situation)))
  if (approvals.length === 0 && !open) return answered(answers.nothingToRevoke)
  return answered(answers.revoked({ by: actor, repository: target.name, approvals: approvals.length }), [
    ...endOf(approvals, reason),
    ...(open ? [close(open, 'withdrawn', reason)] : []),
  ])
}

const whoMayEnd = ({ group, settings }: Situation): readonly string[] => [
  ...(group?.approvals.flatMap(({ by }) => by) ?? []),
  ...ownersOf(settings),
]

/** Who may give it may end it, also their own. */
function approverOrOwner({ group, settings, standings }: Situation): Judged {
  const owner = judgeMember(ownersOf(settings), standings)
  if (owner.may === 'yes') return owner
  const approver: Judged = group
    ? judgeMember(
        group.approvals.flatMap(({ by }) => by),
        standings,
      )
    : { may: 'unknown' }
  if (approver.may === 'yes') return approver
  return owner.may === 'unknown' || approver.may === 'unknown' ? { may: 'unknown' } : approver
}

const close = ({ id }: AccessRequest, state: 'denied' | 'withdrawn', reason: string): Write => ({
  kind: 'close',
  request: id,
  state,
  reason,
})

const endOf = (approvals: readonly RecordedApproval[], reason: string): readonly Write[] =>
  approvals.length === 0 ? [] : [{ kind: 'end', approvals: approvals.map(({ id }) => id), reason }]
