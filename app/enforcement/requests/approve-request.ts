import { known } from '../../../policies/facts.ts'
import { judgeApprovals } from '../../../policies/judge-approvals.ts'
import type { ApprovalRule } from '../../../policies/policy-group.ts'
import { type ActsFor, judged, type RecordedApproval } from '../approvals/approval.ts'
import { type Answer, answers } from './answers.ts'
import type { Command } from './command.ts'
import { limited, mostDays } from './limited-days.ts'
import { type Act, answered, waiting } from './outcome.ts'
import type { Situation } from './situation.ts'
import { judgeApprover, type Judged } from './standing.ts'
import { judgeTicket } from './ticket.ts'

type Approve = Extract<Command, { readonly kind: 'approve' }>

const day = 24 * 60 * 60 * 1000

/** One person's yes; the request is over when it has as many as every rule wants. Pure. */
export function approveRequest(
  situation: Situation,
  { days, ticket, condition }: Pick<Approve, 'days' | 'ticket' | 'condition'>,
): Act {
  const { request, target, group, actor, approvals, now, standings } = situation
  if (!request || !target) return answered(answers.noRequest)
  const given = approvals.filter((one) => one.request === request.id && one.kind === 'approval')
  const before = given.filter(({ expiresAt }) => expiresAt > now)
  // What was approved and then revoked, or has run out, is over.
  if (request.state === 'approved' && before.length > 0) return answered(answers.alreadyApproved)
  if (request.state !== 'open') return answered(answers.over)
  if (!group) return waiting
  const rules = group.approvals
  if (rules.length === 0)
    return answered(group.access === 'deny' ? answers.denied(group.name) : answers.needsNone(group.name))
  const judgment = judgeApprover(rules, standings, request.requestedBy === actor)
  if (judgment.may === 'unknown') return waiting
  if (judgment.may === 'no') return answered(refusal(judgment, rules))
  const { ticket: wanted } = situation.settings
  const agreed = judgeTicket(wanted, ticket, situation.ticket)
  if (agreed.may === 'unknown') return waiting
  if (wanted && agreed.may === 'no') return answered(answers.ticket(wanted, agreed))
  const { actsFor } = judgment
  if (before.some((one) => one.by === actor && actsForAll(one, actsFor))) return answered(answers.twice)
  const most = limited(days ?? request.days ?? undefined, rules) ?? mostDays(rules)
  const yes = {
    kind: 'approve',
    approval: 'approval',
    request: request.id,
    requestedBy: request.requestedBy,
    actsFor,
    expiresAt: new Date(now.getTime() + most * day),
    reason: null,
    ticket: ticket ?? null,
    condition: condition ?? null,
  } as const
  const all = [
    ...before,
    { ...yes, kind: yes.approval, id: '', by: actor, grantedAt: now },
  ] satisfies readonly RecordedApproval[]
  const missing = rules.filter(
    (rule) => judgeApprovals(rule, known(all.map((one) => judged(one))), now).state !== 'met',
  )
  const told = {
    by: actor,
    until: yes.expiresAt,
    repository: target.name,
    isCut: days !== undefined && days > most,
    condition: condition === undefined ? undefined : { request: request.id, by: actor },
  }
  if (missing.length > 0) {
    const people = new Set(all.map(({ by }) => by)).size
    return answered(answers.approvedPartly({ ...told, rules: missing, given: people }), [yes])
  }
  return answered(
    answers.approved({
      ...told,
      page: target.page,
      readiness: situation.readiness,
      requestedBy: request.requestedBy,
    }),
    [yes, { kind: 'close', request: request.id, state: 'approved', reason: null }],
  )
}

/** Whether an approval says already all that another one by the same person would. */
const actsForAll = (given: RecordedApproval, wanted: readonly ActsFor[]): boolean => {
  const isSame = (one: ActsFor, other: ActsFor): boolean =>
    // A team stays the same under another name.
    one.githubId === undefined
      ? one.name.toLowerCase() === other.name.toLowerCase()
      : one.githubId === other.githubId
  return wanted.every((one) => given.actsFor.some((other) => isSame(one, other)))
}

const refusal = ({ why }: Extract<Judged, { readonly may: 'no' }>, rules: readonly ApprovalRule[]): Answer =>
  why === 'self' ? answers.notYourOwn(rules) : answers.notYou(rules.flatMap(({ by }) => by))
