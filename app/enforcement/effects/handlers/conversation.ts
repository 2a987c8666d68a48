import { escapeMarkdown } from '../../../../report/escape/markdown.ts'
import type { NewAuditEvent } from '../../audit/event.ts'
import { isOpen } from '../../recertification/judge-answer.ts'
import { askedEvent, teamsAndPeople } from '../../recertification/recertification-events.ts'
import { listInWords, mentionsOf, reviewsIn, withReviewers } from '../../recertification/review-words.ts'
import { ownedIn, withOwners } from '../../requests/owner-marks.ts'
import { conditionMark, conditionsIn, withConditions } from '../../requests/condition-marks.ts'
import { mention, peopleIn, withNames } from '../../requests/person-marks.ts'
import { requestLabel } from '../../requests/request-form.ts'
import type { Written } from '../../requests/request-reading.ts'
import type { Recorder } from '../../records.ts'
import { keyOf } from '../../work-keys.ts'
import { plannedEvent } from '../effect-events.ts'
import type { Applied, EffectOf, Handler, HandlerContext } from '../handler.ts'
import { each } from './each.ts'

/** By it a text is found again, so that a process that died behind sending it does not send it twice. Readers do not see it. */
const markOf = ({ id }: { readonly id: string }): string => `<!-- gatehouse:${id} -->`

/** GitHub's clock and ours may differ by this much. */
const clockMs = 10 * 60 * 1000

const sinceOf = ({ plannedAt }: { readonly plannedAt: Date }): Date => new Date(plannedAt.getTime() - clockMs)

/** Only our own bot's text counts: anybody, and any workflow, could write the mark, and so keep an answer from being given. */
const isOurs = ({ author, byApp, body }: Written, mark: string): boolean =>
  author?.isPerson === false && byApp !== 'another' && body.includes(mark)

/** Comments in the policy repository. */
export const comment: Handler<'comment'> = (effects, context) => each(effects, context, say)

/** Issues in the policy repository. */
export const openIssue: Handler<'open-issue'> = (effects, context) => each(effects, context, open)

/** Opens the issue of what is open, and closes that of what is not, whichever it is by now. */
export const issueState: Handler<'issue-state'> = (effects, context) => each(effects, context, setState)

async function say(effect: EffectOf<'comment'>, context: HandlerContext): Promise<Applied | undefined> {
  const { github, writer, policyRepository } = context
  const { issue, text } = effect.action
  const mark = markOf(effect)
  const there = async () => github.requests.comments(policyRepository, issue, sinceOf(effect))
  const before = await there()
  if (!before.known) return { state: 'manual', problem: before.why }
  if (before.value.some((one) => isOurs(one, mark))) return done(effect)
  const [wanted] = await context.attempt([effect])
  if (!wanted) return undefined
  const sent = await writer.issues.comment(
    policyRepository,
    issue,
    `${await named(text, context)}\n\n${mark}`,
  )
  if (!sent.known) return { state: 'manual', problem: sent.why }
  const after = await there()
  if (!after.known) return undefined
  return after.value.some((one) => isOurs(one, mark)) ? { state: 'applied' } : notThere
}

const notThere: Applied = { state: 'failed', problem: 'GitHub took it, and does not show it' }
/** What an earlier try has made is ours; what was there before any was not. */
const done = ({ attempts }: { readonly attempts: number }): Applied => ({
  state: attempts > 0 ? 'applied' : 'already-so',
})

async function open(effect: EffectOf<'open-issue'>, context: HandlerContext): Promise<Applied | undefined> {
  const { github, writer, policyRepository } = context
  const { action } = effect
  const mark = markOf(effect)
  const find = async () => {
    const all = await github.requests.written(policyRepository, sinceOf(effect))
    return all.known
      ? { ...all, value: all.value.find((one) => one.kind === 'issue' && isOurs(one, mark)) }
      : all
  }
  const keep = (issue: number): Promise<void> => keepIssue(action, issue, context)
  const before = await find()
  if (!before.known) return { state: 'manual', problem: before.why }
  if (before.value) {
    await keep(before.value.issue)
    return done(effect)
  }
  // One that is there already is somebody's own, and stays when Gatehouse leaves.
  const labelled = await writer.made.isThere('label', requestLabel, policyRepository)
  const [wanted] = await context.attempt([effect])
  if (!wanted) return undefined
  const body = [await named(action.text, context), ...(await wordsOf(action, context)), mark].join('\n\n')
  const { title } = action
  const sent = await writer.issues.open(policyRepository, { title, body, labels: [requestLabel] })
  if (!sent.known) return { state: 'manual', problem: sent.why }
  if (labelled.known && !labelled.value) await keepLabel(context)
  await keep(sent.value)
  const after = await find()
  if (!after.known) return undefined
  return after.value ? { state: 'applied' } : notThere
}

/** GitHub has made it with the issue. */
async function keepLabel({ records, organization, policyRepository, now }: HandlerContext): Promise<void> {
  const repository = await records.requests.repositoryNamed(organization.id, policyRepository)
  if (repository === undefined) return
  const made = { organization: organization.id, repository, kind: 'label', reference: requestLabel } as const
  await records.note((recorder) => recorder.made(made, now()))
}

/** Its number, by which answers in it are known; and that it is of our making. */
async function keepIssue(
  action: EffectOf<'open-issue'>['action'],
  issue: number,
  { records, organization, policyRepository, now }: HandlerContext,
): Promise<void> {
  const repository = await records.requests.repositoryNamed(organization.id, policyRepository)
  const asked =
    action.for === 'recertification'
      ? await askedBy(action.id, issue, { organization, records, now })
      : undefined
  await records.note(async (recorder) => {
    if (action.for === 'request') await recorder.requests.issue(action.id, issue)
    if (action.for === 'review') await recorder.reviews.issue(action.id, issue)
    const isNew = asked && (await recorder.recertification.asked(action.id, issue, now()))
    if (repository !== undefined) {
      const made = {
        organization: organization.id,
        repository,
        kind: 'issue',
        reference: String(issue),
      } as const
      await recorder.made(made, now())
    }
    if (isNew) await recorder.audit(organization.id, now(), [asked])
  })
  // After its number is known: whoever settles it from then on closes it themselves.
  if (await isOverAlready(action, records))
    await records.note((recorder) => planToClose(recorder, organization.id, issue, now()))
}

/** Somebody who does not need the issue, as in the console, may be faster than it is made. */
async function isOverAlready(
  { for: purpose, id }: EffectOf<'open-issue'>['action'],
  { requests, reviews }: HandlerContext['records'],
): Promise<boolean> {
  if (purpose === 'request') return (await requests.byId(id))?.state !== 'open'
  return purpose === 'review' && ((await reviews.of(id))?.reviewedAt ?? null) !== null
}

async function planToClose(recorder: Recorder, organization: string, issue: number, at: Date): Promise<void> {
  const subject = { planner: 'requests', organization, repository: null } as const
  const wanted = {
    action: { kind: 'issue-state', issue },
    reason: 'It was settled before its issue was made.',
    policy: null,
  } as const
  const planned = await recorder.planAlso(subject, [wanted], at)
  await recorder.want([keyOf('changes', organization)])
  await recorder.audit(organization, at, planned.map(plannedEvent))
}

/** What an issue asks, by GitHub's own numbers, so that it can be read without our database. */
async function askedBy(
  id: string,
  issue: number,
  { organization, records, now }: Pick<HandlerContext, 'organization' | 'records' | 'now'>,
): Promise<NewAuditEvent | undefined> {
  const review = await records.recertification.review(id, now())
  if (!review) return undefined
  const items: { readonly number: number; readonly githubId: number }[] = []
  for (const { number, repository } of review.items) {
    const known = await records.repository(repository)
    if (known) items.push({ number, githubId: known.githubId })
  }
  const { recertification, reviewers } = review
  const asked = { organization: organization.id, recertification, review: id, issue }
  return askedEvent({ ...asked, ...teamsAndPeople(reviewers) }, items)
}

/** What people wrote, escaped; and whom the policy wants told. */
async function wordsOf(
  { for: purpose, id }: EffectOf<'open-issue'>['action'],
  { records, organization, now }: HandlerContext,
): Promise<readonly string[]> {
  if (purpose === 'recertification') {
    const review = await records.recertification.review(id, now())
    return review ? [listInWords(review.items)] : []
  }
  if (purpose === 'request') {
    const request = await records.requests.byId(id)
    return request && request.reason !== '' ? [`Reason: ${escapeMarkdown(request.reason)}`] : []
  }
  const written = await records.requests.emergency(id)
  const { inForce } = await records.governance(organization.id)
  const tell = (inForce.policy.requests.emergency?.tell ?? []).filter((login) =>
    // Accounts of a company's own (`ada_acme`) have an underscore.
    /^[A-Za-z0-9_-]+$/.test(login),
  )
  return [
    ...(written
      ? [`Reason: ${escapeMarkdown(written.reason)}`, `Ticket: ${escapeMarkdown(written.ticket)}`]
      : []),
    ...(tell.length > 0 ? [`Told at once: ${tell.map(mention).join(', ')}`] : []),
  ]
}

async function setState(
  effect: EffectOf<'issue-state'>,
  context: HandlerContext,
): Promise<Applied | undefined> {
  const { github, writer, policyRepository, records, organization } = context
  const { issue } = effect.action
  const request = await records.requests.ofIssue(organization.id, issue)
  const review = await records.recertification.ofIssue(organization.id, issue, context.now())
  const emergency = await records.reviews.ofIssue(organization.id, issue)
  const isAsked =
    request?.state === 'open' || review?.items.some(isOpen) === true || emergency?.reviewedAt === null
  const wanted = isAsked ? 'open' : 'closed'
  const before = await github.requests.issueState(policyRepository, issue)
  if (!before.known) return { state: 'manual', problem: before.why }
  if (before.value === wanted) return done(effect)
  const [still] = await context.attempt([effect])
  if (!still) return undefined
  const sent = await writer.issues.setState(policyRepository, issue, wanted)
  if (!sent.known) return { state: 'manual', problem: sent.why }
  const after = await github.requests.issueState(policyRepository, issue)
  if (!after.known) return undefined
  return after.value === wanted ? { state: 'applied' } : notThere
}

/** With the conditions of approvals, escaped. */
async function conditioned(text: string, { requests }: HandlerContext['records']): Promise<string> {
  const written = new Map<string, string>()
  for (const one of conditionsIn(text)) {
    const condition = await requests.condition(one)
    if (condition !== undefined) written.set(conditionMark(one), escapeMarkdown(condition))
  }
  return withConditions(text, written)
}

async function named(text: string, { records, organization, now }: HandlerContext): Promise<string> {
  const mentions = new Map<string, string>()
  for (const id of reviewsIn(text)) {
    const review = await records.recertification.review(id, now())
    const mention = mentionsOf(review?.reviewers ?? [])
    if (mention !== undefined) mentions.set(id, mention)
  }
  const people = withNames(text, await records.requests.logins(peopleIn(text)))
  const owned = ownedIn(text)
  // Conditions last: what somebody wrote is never taken for a mark of ours.
  if (owned.length === 0) return conditioned(withReviewers(people, mentions), records)
  const owners = new Map<string, string>()
  for (const id of owned) {
    const known = (await records.repository(id))?.owners
    const mention = known?.isSure === true ? mentionsOf(known.owners) : undefined
    if (mention !== undefined) owners.set(id, mention)
  }
  const { policy } = (await records.governance(organization.id)).inForce
  const otherwise = mentionsOf(policy.requests.owners ?? []) ?? 'The owners of Gatehouse'
  return conditioned(withReviewers(withOwners(people, owners, otherwise), mentions), records)
}
