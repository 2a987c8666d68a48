import type { ToldOrganization, ToldPerson } from '../../enforcement/audit/collect-record.ts'
import type { NewAuditEvent } from '../../enforcement/audit/event.ts'
import type { Unit } from '../store.ts'

/** One organization of a record, and what it is here. */
export interface Rebuilding {
  /** Our id. */
  readonly id: string
  readonly hostId: string
  readonly told: ToldOrganization
  /** The record's people by their opaque ids. */
  readonly people: ReadonlyMap<string, ToldPerson>
  readonly now: Date
}

/** What became of what a record tells, of one kind. */
export interface Counts {
  /** Given anew. */
  readonly given: number
  /** Here already. */
  readonly there: number
  /** Their term is over. */
  readonly over: number
  /** Their repository is not known here, or their people are not in the record. */
  readonly lost: number
  /** Events that do not say enough. */
  readonly unreadable: number
}

export const none: Counts = { given: 0, there: 0, over: 0, lost: 0, unreadable: 0 }

/** What was given anew, with what is recorded of it and which repositories are to be decided again. */
export interface Again {
  readonly counts: Counts
  readonly events: readonly NewAuditEvent[]
  /** Our ids. */
  readonly repositories: readonly string[]
}

/** One thing that was given anew. */
export interface GivenAgain {
  /** Our id. */
  readonly repository: string
  readonly event: NewAuditEvent
}

/** Gives each thing of one kind anew, and counts what became of them. */
export async function eachAgain<Told extends object>(
  all: readonly Told[],
  unreadable: number,
  now: Date,
  give: (told: Told) => Promise<'there' | 'lost' | GivenAgain>,
): Promise<Again> {
  const counts = { ...none, unreadable }
  const given: GivenAgain[] = []
  for (const told of all) {
    const isOver = 'expiresAt' in told && told.expiresAt instanceof Date && told.expiresAt <= now
    const became = isOver ? 'over' : await give(told)
    if (typeof became === 'string') counts[became] += 1
    else given.push(became)
  }
  return {
    counts: { ...counts, given: given.length },
    events: given.map(({ event }) => event),
    repositories: given.map(({ repository }) => repository),
  }
}

/** A repository that is there. @param githubId GitHub's numeric id. @returns our id */
export async function repositoryAgain(
  { database }: Unit,
  { id }: Pick<Rebuilding, 'id'>,
  githubId: number,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('repositories')
    .select('id')
    .where('organization_id', '=', id)
    .where('github_id', '=', String(githubId))
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  return row?.id
}

/**
 * By the same opaque id where the person is not known here by another one already.
 * @param opaque the record's id of them
 * @returns undefined: the record does not have them
 */
export async function personAgain(
  { database }: Unit,
  { hostId, people, told: { host } }: Rebuilding,
  opaque: string,
): Promise<string | undefined> {
  const person = people.get(opaque)
  if (person?.host !== host) return undefined
  const values = { host_id: hostId, github_id: String(person.githubId) }
  const { id } = await database
    .insertInto('people')
    .values({ id: opaque, ...values })
    .onConflict((conflict) => conflict.columns(['host_id', 'github_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
