import { sql } from 'kysely'
import { type ChainEnd, chainEvent, emptyChain } from '../enforcement/audit/chain.ts'
import type { AuditEvent, AuditKind, Json, NewAuditEvent } from '../enforcement/audit/event.ts'
import type { SignedHead } from '../enforcement/audit/signed-head.ts'
import { noteChain } from './lock-order.ts'
import type { AuditEventsTable } from './schema.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Rows at a time: a log of millions is read with the memory of a thousand, and a statement takes 65,535 values. */
const batch = 1000

/**
 * Adds events to an organization's chain, as part of the transaction that they tell of. Writers of one organization wait for
 * each other from here to the transaction's end, so this belongs at its end.
 */
export async function appendAudit(
  { database }: Unit,
  organization: string,
  at: Date,
  events: readonly NewAuditEvent[],
): Promise<readonly AuditEvent[]> {
  if (events.length === 0) return []
  noteChain(database)
  await sql`select pg_advisory_xact_lock(hashtext('gatehouse audit'), hashtext(${organization}))`.execute(
    database,
  )
  let end = await readEnd(database, organization)
  const placed = events.map((event) => {
    const next = chainEvent(end, organization, at, event)
    end = next
    return next
  })
  for (let from = 0; from < placed.length; from += batch)
    await database
      .insertInto('audit_events')
      .values(placed.slice(from, from + batch).map(toRow))
      .execute()
  return placed
}

/** Where an organization's chain ends now. */
export async function readEnd(database: Store['database'], organization: string): Promise<ChainEnd> {
  const last = await database
    .selectFrom('audit_events')
    .select(['sequence', 'hash'])
    .where('organization_id', '=', organization)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? { sequence: Number(last.sequence), hash: last.hash.toString('hex') } : emptyChain
}

/** Reads an organization's events in order; nothing where the scope does not hold it. */
export async function* readAudit(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): AsyncGenerator<AuditEvent> {
  for (let after = '0'; ;) {
    const rows = await database
      .selectFrom('audit_events')
      .selectAll()
      .where('organization_id', '=', organization)
      .where(inScope(scope, 'organization_id'))
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(batch)
      .execute()
    for (const row of rows) yield eventOf(row)
    const last = rows.at(-1)
    if (!last || rows.length < batch) return
    after = last.sequence
  }
}

/** Keeps a signed head. */
export async function recordHead({ database }: Unit, head: SignedHead): Promise<void> {
  await database
    .insertInto('audit_heads')
    .values({
      organization_id: head.organization,
      sequence: String(head.sequence),
      at: new Date(head.at),
      hash: Buffer.from(head.hash, 'hex'),
      key_id: head.keyId,
      signature: Buffer.from(head.signature, 'hex'),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every signed head of an organization, oldest first. */
export async function readHeads(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly SignedHead[]> {
  const rows = await database
    .selectFrom('audit_heads')
    .selectAll()
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({
    organization,
    sequence: Number(row.sequence),
    at: row.at.toISOString(),
    hash: row.hash.toString('hex'),
    keyId: row.key_id,
    signature: row.signature.toString('hex'),
  }))
}

const toRow = (event: AuditEvent) => ({
  organization_id: event.organization,
  sequence: String(event.sequence),
  at: new Date(event.at),
  kind: event.kind,
  actor: event.actor,
  subject: event.subject,
  data: JSON.stringify(event.data),
  previous: Buffer.from(event.previous, 'hex'),
  hash: Buffer.from(event.hash, 'hex'),
})

/** As it is in the table, also where somebody has changed it: the chain tells. */
export const eventOf = (row: AuditEventsTable): AuditEvent => ({
  organization: row.organization_id,
  sequence: Number(row.sequence),
  at: row.at.toISOString(),
  // oxlint-disable-next-line no-unsafe-type-assertion -- an unknown kind of a newer version is still an event
  kind: row.kind as AuditKind,
  actor: row.actor,
  subject: row.subject,
  // oxlint-disable-next-line no-unsafe-type-assertion -- jsonb holds JSON
  data: row.data as { readonly [name: string]: Json },
  previous: row.previous.toString('hex'),
  hash: row.hash.toString('hex'),
})
