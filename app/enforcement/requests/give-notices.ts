import { modeAt } from '../../../policies/mode-at.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { keyOf } from '../work-keys.ts'
import { commandForms } from './command.ts'
import { dueNotices } from './notices.ts'
import { personMark } from './person-marks.ts'
import type { RunningRequest } from './request-records.ts'
import type { SituationInput } from './read-situation.ts'

/** Tells those who asked for an approval, in the issue of their request, that it ends soon; each notice once. */
export async function giveNotices(input: SituationInput): Promise<void> {
  const { organization, records, now } = input
  for (const running of await records.requests.running(organization.id, now()))
    await giveNotice(input, running)
}

async function giveNotice(input: SituationInput, running: RunningRequest): Promise<void> {
  const { organization, records, ceiling, now } = input
  const { inForce } = await records.governance(organization.id)
  const at = now()
  // Without an issue nobody can be told; it is being opened.
  if (running.issue === null) return
  const decision = await records.requests.lastDecision(running.repository)
  const group = inForce.policy.groups.find(({ name }) => name === decision?.group)
  const days = new Set([
    ...inForce.policy.requests.noticeDays,
    ...(group?.approvals.map(({ recertifyBefore }) => recertifyBefore) ?? []),
  ])
  const due = dueNotices(running, [...days], at)
  const [nearest] = due
  if (nearest === undefined || !group || leastMode(ceiling, modeAt(group, at)) === 'observe') return
  const repository = await records.repository(running.repository)
  if (!repository || repository.isGone) return
  const text = noticeText(running, `${organization.login}/${repository.name}`)
  const { issue } = running
  await records.note(async (recorder) => {
    const isNew = await recorder.requests.notice(running.id, nearest, at)
    for (const one of due.slice(1)) await recorder.requests.notice(running.id, one, at)
    if (!isNew) return
    const action = { kind: 'comment', issue, about: `notice:${running.id}:${nearest}`, text } as const
    const wanted = [{ action, reason: 'An approval ends soon.', policy: inForce.id }]
    const subject = { planner: 'requests', organization: organization.id, repository: repository.id } as const
    const planned = await recorder.planAlso(subject, wanted, at)
    await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, planned.map(plannedEvent))
  })
}

const noticeText = ({ requestedBy, endsAt }: RunningRequest, repository: string): string =>
  `${personMark(requestedBy)}: the approval of ${markdownCode(repository)} ends on ${endsAt.toISOString().slice(0, 10)} (UTC). To keep it, write ${markdownCode(commandForms.renew)} before that.`
