import { noHeads, type VouchedHeads } from '../enforcement/audit/vouched-heads.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit, readEnd } from './audit-log.ts'
import { isReadSince, type KnownBefore, readKnownBefore, readStillLost } from './known-before.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/**
 * A Gatehouse owner has seen what would change, and nothing is kept from being enforced any more.
 * @param sequence of the audit chain's last event at the time: a database that knows less is an older one
 */
export async function recordAcceptance(
  { database }: Unit,
  organization: string,
  sequence: number,
  at: Date,
): Promise<void> {
  const lost = await lostWith({ database }, organization)
  const values = {
    accepted_at: at,
    sequence: String(sequence),
    void_since: null,
    known_before: lost === undefined ? null : JSON.stringify(lost),
  }
  await database
    .insertInto('acceptances')
    .values({ organization_id: organization, ...values })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet(values))
    .execute()
}

/** What was lost with the restore is given back; what is there by now is its owners' business from now on. */
async function lostWith(store: Reading, organization: string): Promise<KnownBefore | undefined> {
  const before = await store.database
    .selectFrom('acceptances')
    .select('known_before')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return before?.known_before ? readStillLost(store, organization, before.known_before) : undefined
}

/** Why it cannot be accepted yet: after a restore nobody knows what would change before GitHub was read. undefined: it can. */
export async function whyNotYet(unit: Unit, organization: string): Promise<string | undefined> {
  const row = await unit.database
    .selectFrom('acceptances')
    .select('void_since')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return !row?.void_since || (await isReadSince(unit, organization, row.void_since)) ? undefined : unread
}

const unread =
  'GitHub was not read yet since the database was restored, so nobody knows what would change. It is read within minutes where the App runs.'
const never = 'Nobody has accepted yet what would be enforced from this database.'
const older =
  'The database is older than what was recorded: it was restored, or rows of it are missing. Somebody has to accept again what would be enforced from it.'

/**
 * Why nothing may be enforced from this database; undefined: somebody has accepted it, and it has everything since. What was kept
 * before somebody accepted is not compared: they accepted what there was.
 * @param heads that were kept beside the database
 */
export async function whyNotAccepted(
  { database }: Reading,
  organization: string,
  heads: VouchedHeads = noHeads,
): Promise<string | undefined> {
  const acceptance = await database
    .selectFrom('acceptances')
    .select(['accepted_at', 'sequence', 'void_since'])
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  if (!acceptance) return never
  if (acceptance.void_since !== null) return older
  const { sequence: end } = await readEnd(database, organization)
  const signed = await database
    .selectFrom('audit_heads')
    .select(({ fn }) => fn.max('sequence').as('last'))
    .where('organization_id', '=', organization)
    .where('at', '>', acceptance.accepted_at)
    .executeTakeFirst()
  if (end < Number(acceptance.sequence) || end < Number(signed?.last ?? 0)) return older
  const since = heads.of(organization).filter(({ at }) => new Date(at) > acceptance.accepted_at)
  for (const { sequence, hash } of since) {
    const event = await database
      .selectFrom('audit_events')
      .select('hash')
      .where('organization_id', '=', organization)
      .where('sequence', '=', String(sequence))
      .executeTakeFirst()
    if (event?.hash.toString('hex') !== hash) return older
  }
  return undefined
}

/**
 * Looks whether what was accepted still counts, and records where it does not any more, so that every process sees it, also one
 * that has other heads or none.
 * @returns our ids of the organizations of which it does not count from now on
 */
export async function voidOldAcceptances(
  store: Store,
  heads: VouchedHeads,
  now: Date,
): Promise<readonly string[]> {
  const rows = await store.database
    .selectFrom('acceptances')
    .select('organization_id')
    .where('void_since', 'is', null)
    .execute()
  const voided: string[] = []
  for (const { organization_id: id } of rows) {
    const why = await whyNotAccepted(store, id, heads)
    if (why !== undefined && (await recordVoid(store, id, why, now))) voided.push(id)
  }
  return voided
}

/** With what is known of connections, which nothing was read of yet. */
const recordVoid = (store: Store, organization: string, why: string, now: Date): Promise<boolean> =>
  store.transact(async (unit) => {
    const before = await readKnownBefore(unit, organization, now)
    const { numUpdatedRows } = await unit.database
      .updateTable('acceptances')
      .set({ void_since: now, known_before: JSON.stringify(before) })
      .where('organization_id', '=', organization)
      .where('void_since', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await askForWork(unit, [keyOf('organization', organization)])
    const subject = `organization:${organization}`
    await appendAudit(unit, organization, now, [
      { kind: 'enforcement.voided', actor: null, subject, data: { why } },
    ])
    return true
  })
