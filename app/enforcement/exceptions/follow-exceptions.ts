import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { dueNotices } from '../requests/notices.ts'
import { mention } from '../requests/person-marks.ts'
import { loudest, type SituationInput } from '../requests/read-situation.ts'
import { keyOf } from '../work-keys.ts'
import type { RunningException } from './exception.ts'
import { waivedInWords } from './waived-words.ts'

/** Tells who answers for an exception, in the issue in which it was granted, that it ends soon; each notice once. */
export async function followExceptions(input: SituationInput): Promise<void> {
  const { organization, records, ceiling, now } = input
  const { inForce } = await records.governance(organization.id)
  const at = now()
  if (leastMode(ceiling, loudest(inForce.policy, at)) === 'observe') return
  for (const running of await records.exceptions.running(organization.id, at)) await tell(input, running, at)
}

async function tell(
  { organization, records }: SituationInput,
  running: RunningException,
  at: Date,
): Promise<void> {
  const { inForce } = await records.governance(organization.id)
  const term = { grantedAt: running.grantedAt, endsAt: running.expiresAt, told: running.told }
  const due = dueNotices(term, inForce.policy.requests.noticeDays, at)
  const [nearest] = due
  if (nearest === undefined) return
  const about = `exception:${running.id}:${nearest}`
  const action = { kind: 'comment', issue: running.issue, about, text: textOf(running) } as const
  await records.note(async (recorder) => {
    const isNew = await recorder.exceptions.notice(running.id, nearest, at)
    for (const days of due.slice(1)) await recorder.exceptions.notice(running.id, days, at)
    if (!isNew) return
    const wanted = [{ action, reason: 'An exception ends soon.', policy: inForce.id }]
    const { repository } = running
    const subject = { planner: 'requests', organization: organization.id, repository } as const
    const planned = await recorder.planAlso(subject, wanted, at)
    await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, planned.map(plannedEvent))
  })
}

const textOf = ({ id, waived, owner, expiresAt }: RunningException): string =>
  `${mention(owner)}: exception ${id}, of ${waivedInWords(waived)}, ends on ${expiresAt.toISOString().slice(0, 10)} (UTC). From then on ${'check' in waived ? 'it counts' : 'they count'} again.`
