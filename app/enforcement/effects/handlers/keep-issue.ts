import {
  digestOfIssue,
  type IssuePurpose,
  type IssueText,
  type KeptIssue,
  markOf,
} from '../../notices/kept-issue.ts'
import type { ReadIssue } from '../../github-writes.ts'
import type { Effect } from '../effect.ts'
import type { Applied, HandlerContext } from '../handler.ts'

export interface IssueKeeping {
  readonly effect: Effect
  readonly purpose: IssuePurpose
  /** Our id of the repository that it is in. */
  readonly repository: string
  /** Its name now, without the owner. */
  readonly name: string
  readonly issue: IssueText
  /** What is added to the text, and makes no new one of it. */
  readonly beside: readonly string[]
  readonly kept: KeptIssue | undefined
  readonly label: string
}

/** GitHub's clock and ours may differ, and a process may have died a while ago. */
const lookBackMs = 24 * 60 * 60 * 1000

/**
 * Keeps one issue of ours in a repository as it is to be: opens it, brings it up to date, closes it, opens it again. One that a
 * person has closed stays closed until its title is another.
 */
export async function keepIssue(
  keeping: IssueKeeping,
  context: HandlerContext,
): Promise<Applied | undefined> {
  const { effect, issue, purpose, name, kept, beside } = keeping
  const { issues } = context.writer
  const body = [issue.text, ...beside, markOf(purpose)].join('\n\n')
  const known = kept && (await issues.read(name, kept.number))
  const number = known?.known ? kept?.number : undefined
  const found = number === undefined ? await issues.find(name, markOf(purpose), sinceOf(effect)) : undefined
  if (found && !found.known) return { state: 'manual', problem: found.why }
  const there = number ?? found?.value ?? undefined
  if (there === undefined) return openIssue(keeping, body, context)
  const before = known?.known ? known : await issues.read(name, there)
  if (!before.known) return { state: 'manual', problem: before.why }
  const isClosedByPerson =
    kept?.isOpen === true && kept.isThere && before.value.state === 'closed' && kept.title === issue.title
  const state = issue.isOpen && !isClosedByPerson ? ('open' as const) : ('closed' as const)
  const wanted = { title: issue.title, body, state }
  if (isSame(before.value, wanted)) {
    await keep(keeping, there, context)
    return { state: effect.attempts > 0 ? 'applied' : 'already-so' }
  }
  if ((await context.attempt([effect])).length === 0) return undefined
  const sent = await issues.update(name, there, wanted)
  if (!sent.known) return { state: 'manual', problem: sent.why }
  const after = await issues.read(name, there)
  if (!after.known) return undefined
  if (!isSame(after.value, wanted)) return notShown
  await keep(keeping, there, context)
  return { state: 'applied' }
}

async function openIssue(
  keeping: IssueKeeping,
  body: string,
  context: HandlerContext,
): Promise<Applied | undefined> {
  const { effect, issue, name, label } = keeping
  const { issues, made } = context.writer
  // A label that is there already is somebody's own, and stays when Gatehouse leaves.
  const labelled = await made.isThere('label', label, name)
  if ((await context.attempt([effect])).length === 0) return undefined
  const sent = await issues.open(name, { title: issue.title, body, labels: [label] })
  if (!sent.known) return { state: 'manual', problem: sent.why }
  if (labelled.known && !labelled.value) await recordLabel(keeping, context)
  await keep(keeping, sent.value, context)
  if (!issue.isOpen) {
    const closed = await issues.update(name, sent.value, { title: issue.title, body, state: 'closed' })
    if (!closed.known) return { state: 'manual', problem: closed.why }
  }
  const after = await issues.read(name, sent.value)
  if (!after.known) return undefined
  return after.value.title === issue.title ? { state: 'applied' } : notShown
}

const notShown: Applied = { state: 'failed', problem: 'GitHub took the issue, and does not show it' }

const sinceOf = ({ plannedAt }: Effect): Date => new Date(plannedAt.getTime() - lookBackMs)

const isSame = (one: ReadIssue, other: ReadIssue): boolean =>
  one.title === other.title && one.state === other.state && one.body === other.body

/** Of one that is closed nothing is left to be taken away. */
async function keep(
  { repository, purpose, issue }: IssueKeeping,
  number: number,
  { organization, records, now }: HandlerContext,
): Promise<void> {
  const thing = {
    organization: organization.id,
    repository,
    kind: 'issue',
    reference: String(number),
    details: { purpose, title: issue.title, digest: digestOfIssue(issue), isOpen: issue.isOpen },
  } as const
  await records.note(async (recorder) => {
    await recorder.made(thing, now())
    if (!issue.isOpen) await recorder.unmade(thing, now())
  })
}

async function recordLabel(
  { repository, label }: IssueKeeping,
  { organization, records, now }: HandlerContext,
): Promise<void> {
  const thing = { organization: organization.id, repository, kind: 'label', reference: label } as const
  await records.note((recorder) => recorder.made(thing, now()))
}
