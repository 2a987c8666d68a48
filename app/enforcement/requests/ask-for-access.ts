import { answers } from './answers.ts'
import { limited } from './limited-days.ts'
import { type Act, answered } from './outcome.ts'
import type { Situation } from './situation.ts'

/** Opens a request, also one that renews what was approved. Pure. */
export function askForAccess(
  { target, open, isOpenLost, group, request, issue, readiness, answerBy, actor }: Situation,
  command: { readonly days: number | undefined; readonly reason?: string },
): Act {
  if (target === undefined) return answered(answers.noSuchRepository)
  if (open && !isOpenLost) return answered(answers.alreadyOpen(open.issue))
  if (group?.access === 'deny') return answered(answers.denied(group.name))
  if (group?.access === 'allow') return answered(answers.needsNone(group.name))
  // An issue is about one repository for ever: else who asked could change, under an approver's hands, what is approved.
  const isTaken = request !== undefined && (request.repository !== target.id || request.state === 'open')
  const days = limited(command.days, group?.approvals ?? []) ?? null
  const { reason = '' } = command
  const write = { kind: 'open', days, reason, issue: isTaken ? null : issue } as const
  // Where the issue of the open one is gone, nobody could ever answer it.
  const lost = open ? [{ kind: 'close', request: open.id, state: 'withdrawn', reason: null } as const] : []
  return answered(
    isTaken
      ? answers.openedElsewhere(target.name)
      : answers.opened({
          page: target.page,
          repository: target.name,
          rules: group?.approvals ?? [],
          readiness,
          answerBy,
          by: actor,
        }),
    [...lost, write],
  )
}
