import type { GoneHow } from '../hints.ts'
import { modes } from '../../../policies/policy-group.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { keyOf } from '../work-keys.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'
import { commandForms } from './command.ts'
import { personMark } from './person-marks.ts'
import { loudest, type SituationInput } from './read-situation.ts'
import type { PendingRequest } from './request-records.ts'

const reason = 'its repository is gone'

/**
 * Closes the requests of which the repository is not there any more, or not for us, and ends what was given of them so far: who asks
 * again, when it is back, needs every approval anew.
 */
export async function closeGone(input: SituationInput): Promise<void> {
  for (const pending of await input.records.requests.pending(input.organization.id))
    if (pending.isGone) await close(input, pending)
}

async function close(
  { organization, github, records, ceiling, now }: SituationInput,
  { id, repository, requestedBy, issue, goneHow }: PendingRequest,
): Promise<void> {
  const known = await records.repository(repository)
  // It may be back, and the next look will say so.
  if (!known || (await github.readSnapshot(known.githubId))) return
  const { inForce } = await records.governance(organization.id)
  const given = (await records.approvals(repository)).filter(
    (one) => one.request === id && one.kind === 'approval',
  )
  const at = now()
  const isTold = modes.slice(1).includes(leastMode(ceiling, loudest(inForce.policy, at)))
  await records.note(async (recorder) => {
    if (!(await recorder.requests.close(id, 'gone', null, reason, at))) return
    const ended = await recorder.requests.end(
      given.map((one) => one.id),
      null,
      reason,
      at,
    )
    const actions =
      issue === null || !isTold
        ? []
        : [
            { kind: 'comment', issue, about: `gone:${id}`, text: textOf(requestedBy, goneHow) } as const,
            { kind: 'issue-state', issue } as const,
          ]
    const planned = await recorder.planAlso(
      { planner: 'requests', organization: organization.id, repository },
      actions.map((action) => ({ action, reason: `A request is closed: ${reason}.`, policy: inForce.id })),
      at,
    )
    if (planned.length > 0) await recorder.want([keyOf('changes', organization.id)])
    const subject = `repository:${repository}`
    await recorder.audit(organization.id, at, [
      ...ended.map(
        (approval) =>
          ({ kind: 'approval.ended', actor: null, subject, data: { approval, why: 'gone' } }) as const,
      ),
      { kind: 'request.closed', actor: null, subject, data: { request: id, state: 'gone', why: reason } },
      ...planned.map(plannedEvent),
    ])
  })
}

/** Without where it went: who asked may not be one who may know. */
const became: Readonly<Record<GoneHow, string>> = {
  deleted: 'was deleted',
  moved: 'was moved to another owner',
  taken: 'was taken from Gatehouse, which does not see it any more',
}
const unsaid =
  'was deleted, moved to another owner, or is not open to Gatehouse any more; GitHub does not say which'

const textOf = (requestedBy: string, how: GoneHow | undefined): string =>
  `${personMark(requestedBy)}: this request is closed. Its repository ${how ? became[how] : unsaid}. When it is there again, write ${markdownCode(commandForms.request)}.`
