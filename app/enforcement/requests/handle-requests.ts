import { handlePresses } from '../decision-check/handle-presses.ts'
import { followExceptions } from '../exceptions/follow-exceptions.ts'
import { RateBudgetSpent } from '../rate-budget-spent.ts'
import { followRecertification } from '../recertification/follow-recertification.ts'
import type { Run } from '../records.ts'
import { remindOfReviews } from '../reviews/remind-of-reviews.ts'
import { closeGone } from './close-gone.ts'
import { giveNotices } from './give-notices.ts'
import { handleWritten, isEdited } from './handle-written.ts'
import type { SituationInput } from './read-situation.ts'
import { remindOfRequests } from './remind-of-requests.ts'
import type { Handled } from './request-records.ts'
import type { Written } from './request-reading.ts'

export type RequestsInput = SituationInput

/**
 * Before the first reading nothing is known of what was dealt with: what is older than this was written to somebody else, or to
 * a Gatehouse whose database is gone, and must not be done once more.
 */
const firstLookMs = 10 * 60 * 1000
/** GitHub's lists may show a comment later than one that is younger. */
const overlapMs = 2 * 60 * 1000
const shortestWaitMs = 5 * 1000
const longestWaitMs = 10 * 60 * 1000

/** Deals with what people wrote in an organization's policy repository, in order and each once, and then with what is due. */
export async function handleRequests(input: RequestsInput, run: Run): Promise<void> {
  const { now } = input
  const { waiting: written, failures, wasRead } = await handleNew(input, run)
  const waiting = [...written, ...(await handlePresses(input))]
  await closeGone(input)
  await giveNotices(input)
  await followRecertification(input, wasRead && written.length === 0 && failures.length === 0)
  await followExceptions(input)
  await remindOfReviews(input)
  await remindOfRequests(input)
  if (failures.length > 0) throw failures[0]
  if (waiting.length > 0) {
    // The longer the newest has waited, the longer until the next try.
    const waited = now().getTime() - Math.max(...waiting.map(Number))
    const pause = Math.min(longestWaitMs, Math.max(shortestWaitMs, waited))
    throw new RateBudgetSpent('something that people asked for waits', new Date(now().getTime() + pause))
  }
  return run.finish(async () => {})
}

interface Left {
  /** Since when each of those waits that wait. */
  readonly waiting: readonly Date[]
  readonly failures: readonly unknown[]
}

async function handleNew(
  input: RequestsInput,
  run: Run,
): Promise<Left & { /** Whether GitHub said what people wrote. */ readonly wasRead: boolean }> {
  const { organization, github, records, policyRepository, now } = input
  const nothing = { waiting: [], failures: [], wasRead: false }
  const visibility = await github.readVisibility(policyRepository)
  // In a public repository anybody reads what is answered; such a policy is refused as well.
  if (!visibility.known || visibility.value === null || visibility.value === 'public') return nothing
  const readTo = await records.requests.readTo(organization.id)
  const since = new Date((readTo?.getTime() ?? now().getTime() - firstLookMs) - overlapMs)
  const read = await github.requests.written(policyRepository, since)
  if (!read.known) return nothing
  // An issue changes with each comment; what is older was dealt with when it was new. A comment that became a command is told so.
  const fresh = read.value.filter((one) => one.createdAt >= since || isEdited(one)).toSorted(inOrder)
  const { left, ...rest } = await handleInOrder(input, run, fresh)
  // As far as everything is dealt with: what is left is read again.
  const to =
    left.length > 0
      ? Math.min(...left.map(Number))
      : Math.max(...read.value.map((one) => Number(one.updatedAt)))
  if (Number.isFinite(to) && (readTo === undefined || to > readTo.getTime()))
    await records.note((recorder) => recorder.requests.readTo(organization.id, new Date(to)))
  return { ...rest, wasRead: true }
}

/** One that fails or waits holds up no other. */
async function handleInOrder(
  input: RequestsInput,
  run: Run,
  fresh: readonly Written[],
): Promise<Left & { readonly left: readonly Date[] }> {
  const handled = await readHandled(input, fresh)
  const waiting: Date[] = []
  const failures: unknown[] = []
  const left: Date[] = []
  for (const one of fresh) {
    run.signal.throwIfAborted()
    const before = handled.get(nameOf(one))
    if (before && before.outcome !== 'waiting') continue
    try {
      if (!(await handleWritten(input, one))) continue
      waiting.push(before?.at ?? input.now())
    } catch (error) {
      // GitHub is not to be asked now: nothing else would fare better.
      if (error instanceof RateBudgetSpent) throw error
      failures.push(error)
    }
    left.push(one.createdAt)
  }
  return { waiting, failures, left }
}

/** An issue before the comments in it. */
function inOrder(one: Written, other: Written): number {
  const byTime = Number(one.createdAt) - Number(other.createdAt)
  if (byTime !== 0) return byTime
  return one.kind === other.kind ? one.id - other.id : one.kind === 'issue' ? -1 : 1
}

const nameOf = ({ kind, id }: Pick<Written, 'kind' | 'id'>): string => `${kind}:${id}`

async function readHandled(
  { organization, records }: RequestsInput,
  all: readonly Written[],
): Promise<ReadonlyMap<string, Handled>> {
  const handled = new Map<string, Handled>()
  for (const kind of ['issue', 'comment'] as const) {
    const ids = all.filter((one) => one.kind === kind).map(({ id }) => id)
    for (const [id, one] of await records.requests.handled(organization.id, kind, ids))
      handled.set(nameOf({ kind, id }), one)
  }
  return handled
}
