import { type Mode, modes } from '../../../policies/policy-group.ts'
import type { WantedEffect } from '../effects/effect.ts'
import { plannedEvent } from '../effects/effect-events.ts'
import { leastMode } from '../effects/least-mode.ts'
import { keyOf } from '../work-keys.ts'
import { answerException } from '../exceptions/answer-exception.ts'
import { answerReview } from '../recertification/answer-review.ts'
import { answerReviewed } from '../reviews/answer-reviewed.ts'
import { act } from './act.ts'
import { type Answer, answers } from './answers.ts'
import type { Command, ReadCommand, WrittenCommand } from './command.ts'
import type { SideAct } from './outcome.ts'
import { readCommand } from './read-command.ts'
import { type Asking, loudest, readSituation, type SituationInput } from './read-situation.ts'
import { recordAct } from './record-act.ts'
import { recordSide } from './record-side.ts'
import { readRequestForm } from './request-form.ts'
import type { Written, WrittenBy } from './request-reading.ts'

/**
 * Deals with one thing that somebody wrote: in one transaction what it asks for, its answer, and that it was dealt with.
 * @returns whether it waits, because what it depends on could not be read
 */
export async function handleWritten(input: SituationInput, one: Written): Promise<boolean> {
  const { organization } = input
  const { author } = one
  if (!author?.isPerson) return false
  const read = commandIn(one, organization.login)
  if (read === undefined) return false
  if (isEdited(one)) return told(input, one, answers.edited)
  if (!read.ok) return told(input, one, answers.malformed(read.problem))
  // An assistant that writes in its user's name must not let itself in.
  if (one.byApp !== 'none') return told(input, one, answers.byApp)
  const past = await input.github.requests.past(one.nodeId)
  if (!past.known) {
    await say(input, one, answers.waits)
    return true
  }
  // Who has taken back what they wrote is not spoken to.
  if (past.value === null) return false
  if (past.value.isEdited) return told(input, one, answers.edited)
  if (past.value.isMoved) return told(input, one, answers.moved)
  return handleCommand(input, one, author, read.command)
}

/** Whoever may edit a comment of others could speak in their name. An issue's own time says nothing of that. */
export const isEdited = ({ kind, createdAt, updatedAt }: Written): boolean =>
  kind === 'comment' && updatedAt.getTime() !== createdAt.getTime()

/** It changes nothing, whatever it asks for. */
async function told(input: SituationInput, one: Written, answer: Answer): Promise<false> {
  await say(input, one, answer)
  return false
}

/** An issue's own text can be edited without a trace, so it can ask for access and nothing more. */
function commandIn({ kind, body }: Written, organization: string): ReadCommand | undefined {
  const read = (kind === 'issue' ? readRequestForm(body) : undefined) ?? readCommand(body, organization)
  if (kind === 'comment' || read === undefined || !read.ok || read.command.kind === 'request') return read
  return {
    ok: false,
    problem: 'In the text of an issue only `/gatehouse request` counts. Write this one in a comment.',
  }
}

async function handleCommand(
  input: SituationInput,
  one: Written,
  author: WrittenBy,
  command: WrittenCommand,
): Promise<boolean> {
  const { organization, records } = input
  const actor = {
    id: await records.person(organization.hostId, author.githubId, author.login),
    login: author.login,
  }
  const asking = { issue: one.issue, actor }
  if (command.kind === 'keep' || command.kind === 'drop')
    return noteSide(input, one, await answerReview(input, asking, command))
  if (command.kind === 'except' || command.kind === 'end-exception')
    return noteSide(input, one, await answerException(input, asking, command))
  if (command.kind === 'reviewed') return noteSide(input, one, await answerReviewed(input, asking, command))
  return handleRequest(input, one, asking, command)
}

/** What is about something else than one request. @param side undefined: it waits */
async function noteSide(input: SituationInput, one: Written, side: SideAct | undefined): Promise<boolean> {
  const { organization, records, ceiling, now } = input
  if (!side?.write) {
    await say(input, one, side?.answer ?? answers.waits)
    return side === undefined
  }
  const { write, answer } = side
  const { inForce } = await records.governance(organization.id)
  const at = now()
  const isTold = mayTell(leastMode(ceiling, loudest(inForce.policy, at)))
  const record = { organization: organization.id, policy: inForce.id, write, isTold, at }
  await records.note(async (recorder) => {
    if (!(await recorder.requests.handle(organization.id, one, answer.outcome, at))) return
    await recordSide(recorder, record, answerEffect(one, answer, inForce.id))
  })
  return false
}

async function handleRequest(
  input: SituationInput,
  one: Written,
  { actor }: Asking,
  command: Command,
): Promise<boolean> {
  const { organization, records } = input
  const read = await readSituation(input, { command, issue: one.issue, actor })
  const result = read.known ? act(read.situation) : ({ isWaiting: true } as const)
  const isTold = mayTell(read.mode)
  const { inForce } = await records.governance(organization.id)
  if (!read.known || result.isWaiting) {
    await say(input, one, answers.waits, isTold)
    return true
  }
  const at = read.situation.now
  await records.note(async (recorder) => {
    const isNew = await recorder.requests.handle(organization.id, one, result.answer.outcome, at)
    if (!isNew) return
    const record = {
      organization: organization.id,
      policy: inForce.id,
      situation: read.situation,
      githubId: read.repository?.githubId,
      act: result,
      source: one.kind,
      isTold,
      at,
    }
    await recordAct(recorder, record, answerEffect(one, result.answer, inForce.id))
  })
  return false
}

const mayTell = (mode: Mode): boolean => modes.indexOf(mode) >= modes.indexOf('notify')

const answerEffect = (
  { kind, id, issue }: Written,
  { outcome, text }: Answer,
  policy: string | null,
): WantedEffect => ({
  action: {
    kind: 'comment',
    issue,
    // That it waits and what came of it are two answers.
    about: outcome === 'waiting' ? `waits:${kind}:${id}` : `${kind}:${id}`,
    text,
  },
  reason: 'Somebody asked.',
  policy,
})

/** Answers what changes nothing. Told once: who waits is not told again at each try. */
async function say(
  { organization, records, ceiling, now }: SituationInput,
  one: Written,
  answer: Answer,
  isTold?: boolean,
): Promise<void> {
  const { inForce } = await records.governance(organization.id)
  const at = now()
  const isAnswered = isTold ?? mayTell(leastMode(ceiling, loudest(inForce.policy, at)))
  await records.note(async (recorder) => {
    const isNew = await recorder.requests.handle(organization.id, one, answer.outcome, at)
    if (!isNew || !isAnswered) return
    const subject = { planner: 'requests', organization: organization.id, repository: null } as const
    const planned = await recorder.planAlso(subject, [answerEffect(one, answer, inForce.id)], at)
    await recorder.want([keyOf('changes', organization.id)])
    await recorder.audit(organization.id, at, planned.map(plannedEvent))
  })
}
