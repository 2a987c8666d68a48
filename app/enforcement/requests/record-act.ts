import type { NewAuditEvent } from '../audit/event.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import type { Recorder } from '../records.ts'
import { keyOf } from '../work-keys.ts'
import type { Act, Write } from './outcome.ts'
import type { Situation } from './situation.ts'
import type { RequestSource } from './access-request.ts'
import { answers, type Opened, openedText } from './answers.ts'
import { commandForms } from './command.ts'
import { personMark } from './person-marks.ts'
import { markdownCode } from '../../../report/escape/markdown.ts'

/** What is recorded of one thing that somebody wrote. */
export interface ActRecord {
  readonly organization: string
  /** Our id of the policy's version; null: the shipped one. */
  readonly policy: string | null
  readonly situation: Situation
  /** GitHub's numeric id of the repository, by which a record can be read without our database. */
  readonly githubId: number | undefined
  readonly act: Extract<Act, { readonly isWaiting: false }>
  readonly source: RequestSource
  /** Whether anything may be written on GitHub about it. */
  readonly isTold: boolean
  /** What is told before what follows from the act. */
  readonly events?: readonly NewAuditEvent[]
  readonly at: Date
}

/** What writes bring about besides themselves. */
interface Consequences {
  readonly events: NewAuditEvent[]
  readonly effects: WantedEffect[]
}

/** Somebody else was faster: what an act rests on is not so any more, and it is to be judged again. */
export class JudgedTooEarly extends Error {
  constructor() {
    super('what was judged has just changed')
    this.name = 'JudgedTooEarly'
  }
}

/** Writes what an act wants, with its events, its effects and the work that follows; last in a transaction, as the audit log is. */
export async function recordAct(
  recorder: Recorder,
  record: ActRecord,
  answer: WantedEffect | undefined,
): Promise<void> {
  const { organization, situation, act, isTold, at } = record
  const repository = situation.target?.id ?? null
  const { open, approvals } = situation
  const judgedBy = approvals.map(({ id }) => id)
  if (repository !== null && act.writes.length > 0)
    if (!(await recorder.requests.isAsJudged(repository, open?.id, judgedBy))) throw new JudgedTooEarly()
  const all: Consequences = { events: [...(record.events ?? [])], effects: answer ? [answer] : [] }
  for (const write of act.writes) await recordWrite(recorder, record, write, all)
  const planned = isTold
    ? await recorder.planAlso({ planner: 'requests', organization, repository }, all.effects, at)
    : []
  // One after the other: a repository's run holds its own key and asks for the changes.
  if (repository !== null && act.writes.length > 0) await recorder.want([keyOf('repository', repository)])
  if (planned.length > 0) await recorder.want([keyOf('changes', organization)])
  await recorder.audit(organization, at, [...all.events, ...planned.map(plannedEvent)])
}

async function recordWrite(
  recorder: Recorder,
  record: ActRecord,
  write: Write,
  { events, effects }: Consequences,
): Promise<void> {
  const { organization, situation, githubId, source, at } = record
  const { actor, target, issue } = situation
  if (!target) throw new Error('what is written of requests is written of a repository')
  const repository = target.id
  const { requests } = recorder
  const told = (kind: NewAuditEvent['kind'], data: NewAuditEvent['data']): void => {
    events.push({ kind, actor, subject: `repository:${repository}`, data })
  }
  if (write.kind === 'open') {
    const { days, reason } = write
    const id = await requests.open(
      { organization, repository, requestedBy: actor, reason, days, source, issue: write.issue },
      at,
    )
    // Somebody was faster, by another way: what is to be said is another thing now.
    if (id === undefined) throw new JudgedTooEarly()
    told('request.opened', { request: id, repository: githubId ?? null, source, days, issue: write.issue })
    effects.push(wanted(record, write.issue === null ? issueFor(situation, id) : stateOf(write.issue)))
    return
  }
  if (write.kind === 'close') {
    const isClosed = await requests.close(write.request, write.state, actor, write.reason, at)
    if (!isClosed) throw new JudgedTooEarly()
    told('request.closed', { request: write.request, state: write.state })
    const closed = [situation.request, situation.open].find((one) => one?.id === write.request)
    const isLost = situation.isOpenLost && closed?.id === situation.open?.id
    const number = closed?.issue ?? issue
    if (number !== null && !isLost) effects.push(wanted(record, stateOf(number)))
    return
  }
  if (write.kind === 'end') {
    const ended = await requests.end(write.approvals, actor, write.reason, at)
    for (const approval of ended) told('approval.ended', { approval, why: 'revoked' })
    return
  }
  const { approval: kind, request, requestedBy, actsFor, expiresAt, reason, ticket, condition } = write
  const id = await requests.approve(
    {
      organization,
      repository,
      request,
      kind,
      by: actor,
      requestedBy,
      actsFor,
      expiresAt,
      reason,
      ticket,
      condition,
    },
    at,
  )
  told('approval.given', {
    approval: id,
    request,
    kind,
    repository: githubId ?? null,
    requestedBy,
    actsFor: actsFor.map((one) => ({ ...one })),
    expiresAt: expiresAt.toISOString(),
    ticket,
    // Its words stand with the approval: what people write can be erased.
    ...(condition !== null && { conditional: true }),
  })
  if (kind !== 'emergency') return
  const dueAt = new Date(situation.now.getTime() + reviewDays * day)
  await recorder.reviews.open({ organization, approval: id, repository, usedBy: actor, dueAt })
  effects.push(wanted(record, reviewOf(situation, id, expiresAt, dueAt)))
}

const wanted = ({ policy }: ActRecord, action: WantedEffect['action']): WantedEffect => ({
  action,
  reason: 'It follows from what somebody asked for.',
  policy,
})

const stateOf = (issue: number) => ({ kind: 'issue-state', issue }) as const

const issueFor = ({ target, group, readiness, answerBy, actor }: Situation, request: string) =>
  issueOfRequest({
    request,
    repository: target?.name ?? '',
    page: target?.page ?? '',
    rules: group?.approvals ?? [],
    readiness,
    answerBy,
    by: actor,
  })

/** The issue of a request that was made elsewhere. */
export const issueOfRequest = ({ request, ...about }: Opened & { readonly request: string }) =>
  ({
    kind: 'open-issue',
    for: 'request',
    id: request,
    title: `Claude access: ${about.repository}`,
    text: openedText(about),
  }) as const

/** Days until somebody has to have looked at what an emergency was used for. */
const reviewDays = 3
const day = 24 * 60 * 60 * 1000

/** It alarms at once, and stays open until it is reviewed. */
function reviewOf({ target, actor }: Situation, approval: string, until: Date, dueAt: Date) {
  const due = dueAt.toISOString().slice(0, 10)
  const repository = target?.name ?? ''
  const { text } = answers.emergency({ by: actor, repository, until })
  return {
    kind: 'open-issue',
    for: 'review',
    id: approval,
    title: `Emergency access: ${repository}, review due ${due}`,
    text: `${text}\n\nSomebody other than ${personMark(actor)} reviews it until ${due}: was it needed, what was done with it, is everything as it was? Then they write ${markdownCode(commandForms.reviewed)} here. Until somebody has, this is spoken of every day.`,
  } as const
}
