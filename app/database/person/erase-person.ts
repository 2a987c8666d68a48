import { sql } from 'kysely'
import { AppError } from '../../../scanner/errors.ts'
import type { NewAuditEvent } from '../../enforcement/audit/event.ts'
import { appendAudit } from '../audit-log.ts'
import { forgetSealed } from '../sealed-values.ts'
import { tokensOf } from '../sessions.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'
import { type PersonOrder, patternOf } from './export-person.ts'
import { holdsOn, type KnownPerson, organizationsOf } from './known-person.ts'
import { erasedText, mentioningWords, personPlaces } from './places.ts'

/** What was erased: rows that were deleted, and texts that were replaced, by table. */
export interface Erasure {
  readonly deleted: Readonly<Record<string, number>>
  readonly replaced: Readonly<Record<string, number>>
}

/**
 * Erases somebody: who they are, what they wrote where it stands in no chain, where they are signed in. What stays names them by an
 * opaque id that leads to nobody; the audit log is not touched, so that it verifies as before. Roles that they were granted end.
 * @throws AppError `conflict` where they were erased before, or something of theirs is under a legal hold
 */
export const erasePerson = (store: Store, { person, by, at }: PersonOrder): Promise<Erasure> =>
  transactOrder(store, async (unit) => {
    await sql`select from people where id = ${person.id}::uuid for update`.execute(unit.database)
    if (person.erasedAt !== null)
      throw new AppError('conflict', 'They were erased before.', { todo: 'There is nothing left to do.' })
    const organizations = await organizationsOf(unit, person.id)
    const held = await holdsOn(unit, person.id, organizations)
    if (held.length > 0) {
      const names = held.map(({ id, login }) => `hold ${id} of ${login}`).join(', ')
      throw new AppError('conflict', `What is kept of them is under a legal hold: ${names}.`, {
        todo: 'Ask who placed it; when it is lifted, erase them again.',
      })
    }
    await endRoles(unit, person.id, by, at)
    const replaced = await replaceWords(unit, person)
    await forgetCopies(unit, person)
    const deleted = await deleteRows(unit, person.id)
    await sql`update people set host_id = null, github_id = null, erased_at = ${at} where id = ${person.id}::uuid`.execute(
      unit.database,
    )
    const event: NewAuditEvent = {
      kind: 'person.erased',
      actor: by,
      subject: `person:${person.id}`,
      data: { deleted, replaced },
    }
    for (const organization of organizations) await appendAudit(unit, organization, at, [event])
    return { deleted, replaced }
  })

/** What they were granted ends without an event of its own: that they were erased says it. */
const endRoles = ({ database }: Unit, person: string, by: string | null, at: Date): Promise<unknown> =>
  sql`update members set ended_at = ${at}, ended_by = ${by}::uuid
    where person_id = ${person}::uuid and ended_at is null`.execute(database)

async function replaceWords(
  { database }: Unit,
  { id, marks }: KnownPerson,
): Promise<Readonly<Record<string, number>>> {
  const replaced: Record<string, number> = {}
  const count = (table: string, rows: bigint | undefined): void => {
    if (rows !== undefined && rows > 0n) replaced[table] = (replaced[table] ?? 0) + Number(rows)
  }
  for (const { table, words = {} } of personPlaces)
    for (const [column, author] of Object.entries(words)) {
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${erasedText}
        where ${sql.ref(author)} = ${id}::uuid and ${sql.ref(column)} is not null`.execute(database)
      count(table, numAffectedRows)
    }
  if (marks.length === 0) return replaced
  for (const { table, column } of mentioningWords) {
    const { numAffectedRows } = await sql`
      update ${sql.table(table)} set ${sql.ref(column)} = regexp_replace(${sql.ref(column)}, ${patternOf(marks)}, ${erasedText}, 'gi')
      where ${sql.ref(column)} ~* ${patternOf(marks)}`.execute(database)
    count(table, numAffectedRows)
  }
  // As Claude knows them; its own ids of them lead to nobody without the address.
  const members =
    await sql`update claude_people set email = null where lower(email) = any(${lowered(marks)}::text[])`.execute(
      database,
    )
  count('claude_people', members.numAffectedRows)
  // Reviewers are named one by one; a review that has nobody left goes to the owners when it is overdue.
  const { numAffectedRows } = await sql`
    update recertification_reviews set reviewers = (
      select coalesce(jsonb_agg(case when lower(one) = any(${lowered(marks)}::text[]) then ${erasedText} else one end), '[]')
      from jsonb_array_elements_text(reviewers) as each (one))
    where exists (select from jsonb_array_elements_text(reviewers) as each (one)
      where lower(one) = any(${lowered(marks)}::text[]))`.execute(database)
  count('recertification_reviews', numAffectedRows)
  return replaced
}

const lowered = (marks: readonly string[]) => sql.val(marks.map((mark) => mark.toLowerCase()))

/** Copies of what GitHub said, and of what they were answered: they are made again where they are needed. */
async function forgetCopies({ database }: Unit, { id, login }: KnownPerson): Promise<void> {
  await sql`delete from idempotency_keys where caller = ${`person:${id}`}
    or caller in (select 'session:' || sessions.id from sessions where person_id = ${id}::uuid)`.execute(
    database,
  )
  if (login === null) return
  await sql`delete from answers where strpos(lower(body), ${`"login":${JSON.stringify(login.toLowerCase())}`}) > 0`.execute(
    database,
  )
}

async function deleteRows(unit: Unit, person: string): Promise<Readonly<Record<string, number>>> {
  const deleted: Record<string, number> = {}
  const sessions = await unit.database
    .selectFrom('sessions')
    .select('id')
    .where('person_id', '=', person)
    .execute()
  for (const { id } of sessions) await forgetSealed(unit, tokensOf(id))
  for (const { table, people } of personPlaces.filter(({ erase }) => erase === 'delete')) {
    const named = sql.join(
      people.map((column) => sql`${sql.ref(column)} = ${person}::uuid`),
      sql` or `,
    )
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${named}`.execute(
      unit.database,
    )
    if (numAffectedRows !== undefined && numAffectedRows > 0n) deleted[table] = Number(numAffectedRows)
  }
  return deleted
}
