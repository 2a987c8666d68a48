import {
  askedEvent,
  rebuiltOpenedEvent,
  type ToldRecertification,
  type ToldReview,
} from '../../enforcement/recertification/recertification-events.ts'
import type { NewAuditEvent } from '../../enforcement/audit/event.ts'
import type { Unit } from '../store.ts'
import { type Again, none, personAgain, type Rebuilding, repositoryAgain } from './again.ts'

/**
 * Opens the recertification of a record that was open, with what nobody had answered, in the issues in which it was asked and under the
 * same numbers. Each approval to be confirmed counts as one.
 */
export async function recertificationAgain(unit: Unit, rebuilding: Rebuilding): Promise<Again> {
  const { recertification: told, unreadableReviews: unreadable } = rebuilding.told
  const nothing: Again = { counts: { ...none, unreadable }, events: [], repositories: [] }
  if (!told || told.reviews.length === 0) return nothing
  const all = told.reviews.flatMap(({ items }) => items).length
  if (await isHere(unit, rebuilding, told)) return { ...nothing, counts: { ...none, unreadable, there: all } }
  const found = await findReviews(unit, rebuilding, told)
  const given = found.flatMap(({ items }) => items).length
  const counts = { ...none, unreadable, given, lost: all - given }
  if (given === 0) return { ...nothing, counts }
  const by = told.by === null ? undefined : await personAgain(unit, rebuilding, told.by)
  const { id } = await unit.database
    .insertInto('recertifications')
    .values({
      organization_id: rebuilding.id,
      opened_at: told.openedAt,
      opened_by: by ?? null,
      due_days: told.dueDays,
      closed_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const events: NewAuditEvent[] = [
    rebuiltOpenedEvent(told, { organization: rebuilding.id, recertification: id }),
  ]
  for (const review of found) events.push(await reviewAgain(unit, rebuilding, id, review))
  return { counts, events, repositories: [] }
}

/** One is open already, or was opened in that very moment: this is it. */
async function isHere(
  { database }: Unit,
  { id }: Rebuilding,
  { openedAt }: ToldRecertification,
): Promise<boolean> {
  const row = await database
    .selectFrom('recertifications')
    .select('id')
    .where('organization_id', '=', id)
    .where((where) => where.or([where('closed_at', 'is', null), where('opened_at', '=', openedAt)]))
    .executeTakeFirst()
  return row !== undefined
}

interface FoundReview extends Omit<ToldReview, 'items'> {
  readonly items: readonly {
    readonly number: number
    /** Our id. */
    readonly repository: string
    readonly githubId: number
  }[]
}

async function findReviews(
  unit: Unit,
  rebuilding: Rebuilding,
  { reviews }: ToldRecertification,
): Promise<readonly FoundReview[]> {
  const all: FoundReview[] = []
  for (const review of reviews) {
    const items: FoundReview['items'][number][] = []
    for (const { number, repository: githubId } of review.items) {
      const repository = await repositoryAgain(unit, rebuilding, githubId)
      if (repository !== undefined) items.push({ number, repository, githubId })
    }
    if (items.length > 0) all.push({ ...review, items })
  }
  return all
}

async function reviewAgain(
  { database }: Unit,
  rebuilding: Rebuilding,
  recertification: string,
  { reviewers, people, issue, askedAt, items }: FoundReview,
): Promise<NewAuditEvent> {
  const { id } = await database
    .insertInto('recertification_reviews')
    .values({
      organization_id: rebuilding.id,
      recertification_id: recertification,
      reviewers: JSON.stringify(reviewers),
      issue,
      asked_at: askedAt,
      overdue_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database
    .insertInto('recertification_items')
    .values(
      items.map(({ number, repository }) => ({
        review_id: id,
        number,
        repository_id: repository,
        state: 'open' as const,
        answered_by: null,
        answered_at: null,
      })),
    )
    .execute()
  return askedEvent(
    { organization: rebuilding.id, recertification, review: id, issue, reviewers, people, askedAt },
    items.map(({ number, githubId }) => ({ number, githubId })),
  )
}
