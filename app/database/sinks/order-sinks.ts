import { sql } from 'kysely'
import { AppError } from '../../../scanner/errors.ts'
import { receiverOf } from '../../sinks/open-sink.ts'
import { problemOfSecret, sinkSettings, type SinkFormat, type SinkSettings } from '../../sinks/settings.ts'
import { appendAudit, readEnd } from '../audit-log.ts'
import { createSecret, type Secret } from '../secret.ts'
import type { Sealer } from '../sealed.ts'
import { forgetSealed, readSealed, type SealedName, writeSealed } from '../sealed-values.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

/** Who orders something of which organization, and when. */
export interface SinkOrder {
  /** Our id. */
  readonly organization: string
  /** Our id of a person. */
  readonly by: string
  readonly at: Date
}

export interface WantedSink {
  readonly name: string
  readonly format: SinkFormat
  readonly logins: boolean
  readonly isPaused: boolean
  readonly settings: SinkSettings
  /** undefined: the one that is kept, if any. */
  readonly secret: string | undefined
}

const secretOf = (sink: string): SealedName => ({ kind: 'sink-secret', owner: sink })

/** @throws AppError `unsealing-failed` */
export const readSinkSecret = (
  store: Pick<Store, 'database'>,
  sealer: Sealer,
  sink: string,
): Promise<Secret | undefined> => readSealed(store, sealer, secretOf(sink))

/** Sets a sink up. @param from `now`: events from this order on; `beginning`: all that are in the record. @returns our id */
export const createSink = (
  store: Store,
  sealer: Sealer,
  { organization, by, at }: SinkOrder,
  { from, ...wanted }: WantedSink & { readonly from: 'now' | 'beginning' },
): Promise<string> =>
  transactOrder(store, async (unit) => {
    const { name, format, logins, settings, secret, isPaused } = wanted
    demandSecret(settings, secret)
    await demandName(unit, organization, name, undefined)
    const { id } = await unit.database
      .insertInto('sinks')
      .values({
        organization_id: organization,
        name,
        format,
        logins,
        settings: JSON.stringify(settings),
        is_paused: isPaused,
        created_by: by,
        created_at: at,
        changed_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (secret !== undefined && secret !== '')
      await writeSealed(unit, sealer, secretOf(id), createSecret(secret))
    // The order itself is the first event that it sends. What others record meanwhile is behind the end that is read here.
    const end = from === 'now' ? await readEnd(unit.database, organization) : { sequence: 0 }
    await unit.database
      .insertInto('sink_positions')
      .values({ sink_id: id, cursor: String(end.sequence) })
      .execute()
    await appendAudit(unit, organization, at, [
      { kind: 'sink.added', actor: by, subject: `sink:${id}`, data: { ...told(wanted), from } },
    ])
    return id
  })

/** Changes a sink, which is tried again at once. @throws AppError `not-there`, `conflict`, `invalid-request` */
export const changeSink = (
  store: Store,
  sealer: Sealer,
  { organization, by, at }: SinkOrder,
  sink: string,
  wanted: WantedSink,
): Promise<void> =>
  transactOrder(store, async (unit) => {
    const { name, format, logins, settings, secret, isPaused } = wanted
    const before = await readSettings(unit, organization, sink)
    if (secret !== undefined) demandSecret(settings, secret)
    else await demandKept(unit, sealer, sink, before, settings)
    await demandName(unit, organization, name, sink)
    await unit.database
      .updateTable('sinks')
      .set({ name, format, logins, settings: JSON.stringify(settings), is_paused: isPaused, changed_at: at })
      .where('id', '=', sink)
      .execute()
    if (secret === '') await forgetSealed(unit, secretOf(sink))
    else if (secret !== undefined) await writeSealed(unit, sealer, secretOf(sink), createSecret(secret))
    await tryAtOnce(unit, sink)
    await appendAudit(unit, organization, at, [
      {
        kind: 'sink.changed',
        actor: by,
        subject: `sink:${sink}`,
        data: { ...told(wanted), isPaused, isSecretNew: secret !== undefined },
      },
    ])
  })

/** Ends a sink and forgets its secret. @throws AppError `not-there` */
export const endSink = (store: Store, { organization, by, at }: SinkOrder, sink: string): Promise<void> =>
  transactOrder(store, async (unit) => {
    await readSettings(unit, organization, sink)
    await unit.database.updateTable('sinks').set({ ended_at: at }).where('id', '=', sink).execute()
    await forgetSealed(unit, secretOf(sink))
    await appendAudit(unit, organization, at, [
      { kind: 'sink.ended', actor: by, subject: `sink:${sink}`, data: {} },
    ])
  })

/** Records that a sink was tested. One that was reached is tried again at once. */
export const recordSinkTest = (
  store: Store,
  { organization, by, at }: SinkOrder,
  sink: string,
  code: string | null,
): Promise<void> =>
  transactOrder(store, async (unit) => {
    if (code === null) await tryAtOnce(unit, sink)
    await appendAudit(unit, organization, at, [
      { kind: 'sink.tested', actor: by, subject: `sink:${sink}`, data: { isReached: code === null, code } },
    ])
  })

/** Has what a receiver refused sent again. @param sequences undefined: all. @returns how many. @throws AppError `not-there` */
export const replaySink = (
  store: Store,
  { organization, by, at }: SinkOrder,
  sink: string,
  sequences: readonly number[] | undefined,
): Promise<number> =>
  transactOrder(store, async (unit) => {
    await readSettings(unit, organization, sink)
    const { rows } = await sql<{ sequence: string }>`
      update sink_dead_letters set replay_at = ${at}
      where sink_id = ${sink} and replay_at is null
        and (${sequences === undefined} or sequence = any(${sql.val([...(sequences ?? [])])}::bigint[]))
      returning sequence`.execute(unit.database)
    if (rows.length === 0) return 0
    await tryAtOnce(unit, sink)
    await appendAudit(unit, organization, at, [
      { kind: 'sink.replayed', actor: by, subject: `sink:${sink}`, data: { events: rows.length } },
    ])
    return rows.length
  })

/** What the record tells of a sink: nothing secret, and no address, in whose path a secret may stand. */
const told = ({ settings, format, logins }: WantedSink) => ({
  sinkKind: settings.kind,
  receiver: receiverOf(settings),
  format,
  logins,
})

const tryAtOnce = (unit: Unit, sink: string) =>
  unit.database
    .updateTable('sink_positions')
    .set({ not_before: null, failures: 0 })
    .where('sink_id', '=', sink)
    .execute()

function demandSecret(settings: SinkSettings, secret: string | undefined): void {
  const problem = problemOfSecret(settings, secret)
  if (problem !== undefined) throw new AppError('invalid-request', problem)
}

/** A kept secret goes to no other receiver than the one that it was given for. */
async function demandKept(
  unit: Unit,
  sealer: Sealer,
  sink: string,
  before: SinkSettings | undefined,
  after: SinkSettings,
): Promise<void> {
  const kept = await readSinkSecret(unit, sealer, sink)
  const isSame = before?.kind === after.kind && receiverOf(before) === receiverOf(after)
  if (kept && !isSame)
    throw new AppError('invalid-request', 'The secret is kept for another receiver: give it for this one.')
  demandSecret(after, kept?.reveal())
}

async function demandName(
  { database }: Unit,
  organization: string,
  name: string,
  except: string | undefined,
): Promise<void> {
  const { rows } = await sql`
    select 1 from sinks where organization_id = ${organization} and lower(name) = lower(${name})
      and ended_at is null and id is distinct from ${except ?? null}::bigint`.execute(database)
  if (rows.length > 0) throw new AppError('conflict', `There is a sink ${name} already.`)
}

/** @returns undefined: they are none that this version knows */
async function readSettings(
  { database }: Unit,
  organization: string,
  sink: string,
): Promise<SinkSettings | undefined> {
  const row = await database
    .selectFrom('sinks')
    .select('settings')
    .where('id', '=', sink)
    .where('organization_id', '=', organization)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not-there', 'There is no such sink.')
  return sinkSettings.safeParse(row.settings).data
}
