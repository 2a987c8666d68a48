import { answers } from './answers.ts'
import { type Act, answered, waiting } from './outcome.ts'
import type { Situation } from './situation.ts'
import { judgeMember } from './standing.ts'

const hour = 60 * 60 * 1000

/** Emergency access: it stands for all approvals, for hours, and what the policy wants besides still has to hold. Pure. */
export function letInAtOnce(
  { target, settings, standings, group, approvals, actor, open, now }: Situation,
  { reason, ticket }: { readonly reason: string; readonly ticket: string },
): Act {
  const { emergency } = settings
  if (!emergency) return answered(answers.noEmergency)
  if (!target) return answered(answers.noSuchRepository)
  const judgment = judgeMember(emergency.by, standings)
  if (judgment.may === 'unknown' || !group) return waiting
  if (judgment.may === 'no') return answered(answers.notYou(emergency.by))
  if (group.access === 'deny') return answered(answers.denied(group.name))
  if (group.access === 'allow') return answered(answers.needsNone(group.name))
  const running = approvals.find((one) => one.kind === 'emergency' && one.expiresAt > now)
  if (running) return answered(answers.emergencyRuns(running.expiresAt))
  const expiresAt = new Date(now.getTime() + emergency.maxHours * hour)
  return answered(answers.emergency({ by: actor, repository: target.name, until: expiresAt }), [
    {
      kind: 'approve',
      approval: 'emergency',
      request: open?.id ?? null,
      requestedBy: actor,
      actsFor: judgment.actsFor,
      expiresAt,
      reason,
      ticket,
      condition: null,
    },
  ])
}
