import { z } from 'zod'
import type { EventCollector } from '../audit/event-collector.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'

/** What reviewers are asked in one issue. */
export interface AskedReview {
  /** Our id. */
  readonly organization: string
  readonly recertification: string
  readonly review: string
  readonly issue: number
  /** Teams; people are only counted, because what is in the record is never erased. */
  readonly reviewers: readonly string[]
  readonly people: number
  /** Where it is another time than the event's own: it was rebuilt. */
  readonly askedAt?: Date
}

/** An issue asks to confirm approvals: everything that it takes to know what its numbers mean. */
export const askedEvent = (
  { organization, recertification, review, issue, reviewers, people, askedAt }: AskedReview,
  items: readonly { readonly number: number; readonly githubId: number }[],
): NewAuditEvent => ({
  kind: 'recertification.asked',
  actor: null,
  subject: `organization:${organization}`,
  data: {
    recertification,
    review,
    issue,
    reviewers: [...reviewers],
    people,
    items: items.map(({ number, githubId }) => ({ number, repository: githubId })),
    ...(askedAt && { askedAt: askedAt.toISOString() }),
  },
})

/** @param reviewers as they are asked: `acme/security`, `@ada` */
export const teamsAndPeople = (reviewers: readonly string[]): Pick<AskedReview, 'reviewers' | 'people'> => {
  const teams = reviewers.filter((one) => !one.startsWith('@'))
  return { reviewers: teams, people: reviewers.length - teams.length }
}

/** A review as a record tells of it, with what nobody has answered. */
export interface ToldReview extends Pick<AskedReview, 'issue' | 'reviewers' | 'people'> {
  readonly askedAt: Date
  /** `repository`: GitHub's numeric id. */
  readonly items: readonly { readonly number: number; readonly repository: number }[]
}

/** A recertification that was open when the record ended. */
export interface ToldRecertification {
  /** The record's opaque id of who opened it; null: the policy did. */
  readonly by: string | null
  readonly openedAt: Date
  readonly dueDays: number
  /** Those in which something is to be answered. */
  readonly reviews: readonly ToldReview[]
  /** Its place in the record. */
  readonly sequence: number
  readonly hash: string
}

/** One that was rebuilt from another record. @param organization our id @param recertification our id */
export const rebuiltOpenedEvent = (
  { dueDays, openedAt, by, reviews, sequence, hash }: ToldRecertification,
  { organization, recertification }: { readonly organization: string; readonly recertification: string },
): NewAuditEvent => ({
  kind: 'recertification.opened',
  actor: null,
  subject: `organization:${organization}`,
  data: {
    recertification,
    approvals: reviews.flatMap(({ items }) => items).length,
    issues: reviews.length,
    leftOut: 0,
    dueDays,
    by,
    openedAt: openedAt.toISOString(),
    rebuiltFrom: { sequence, hash },
  },
})

const id = z.string().min(1)
const count = z.number().int().positive()
const instant = z.iso.datetime({ offset: true })
const opened = z.object({
  recertification: id,
  dueDays: count,
  by: z.uuid().nullish(),
  openedAt: instant.optional(),
})
const asked = z.object({
  recertification: id,
  review: id,
  issue: count,
  reviewers: z.array(z.string().min(1)),
  people: z.number().int().nonnegative(),
  items: z.array(z.object({ number: count, repository: count })),
  askedAt: instant.optional(),
})
const answered = z.object({ review: id, number: count })
const closed = z.object({ recertification: id })

/** Collects the recertification of an organization that is open; one is at a time. */
export function collectRecertification(): EventCollector<{
  readonly open: ToldRecertification | undefined
  readonly unreadable: number
}> {
  let open: (Omit<ToldRecertification, 'reviews'> & { readonly id: string }) | undefined
  let reviews = new Map<string, ToldReview>()
  let unreadable = 0
  const handlers: Readonly<Record<string, (line: EventLine) => boolean>> = {
    'recertification.opened': (line) => {
      const parsed = opened.safeParse(line.data)
      reviews = new Map()
      open = parsed.success ? openedOf(parsed.data, line) : undefined
      return parsed.success
    },
    'recertification.asked': ({ data, at }) => {
      const parsed = asked.safeParse(data)
      if (!parsed.success) return false
      const { review, recertification, askedAt = at, ...rest } = parsed.data
      if (recertification === open?.id) reviews.set(review, { ...rest, askedAt: new Date(askedAt) })
      return true
    },
    'recertification.answered': ({ data }) => {
      const parsed = answered.safeParse(data)
      if (!parsed.success) return false
      const review = reviews.get(parsed.data.review)
      if (review) reviews.set(parsed.data.review, without(review, parsed.data.number))
      return true
    },
    'recertification.closed': ({ data }) => {
      const parsed = closed.safeParse(data)
      if (parsed.success && parsed.data.recertification === open?.id) open = undefined
      return parsed.success
    },
  }
  return {
    add: (line) => {
      if (handlers[line.kind]?.(line) === false) unreadable += 1
    },
    collected: () => ({
      open: open && { ...open, reviews: [...reviews.values()].filter(({ items }) => items.length > 0) },
      unreadable,
    }),
  }
}

const openedOf = (
  { recertification, dueDays, by, openedAt }: z.output<typeof opened>,
  { actor, at, sequence, hash }: EventLine,
) => ({
  id: recertification,
  dueDays,
  by: by ?? actor,
  openedAt: new Date(openedAt ?? at),
  sequence,
  hash,
})

const without = (review: ToldReview, number: number): ToldReview => ({
  ...review,
  items: review.items.filter((item) => item.number !== number),
})
