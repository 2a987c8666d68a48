import { createPublicKey } from 'node:crypto'
import { sql } from 'kysely'
import { type RecordLine, recordFormat, type OrganizationLine } from '../enforcement/audit/record-line.ts'
import { keyIdOf } from '../enforcement/audit/signed-head.ts'
import { eventOf, readHeads } from './audit-log.ts'
import { inScope, type Scope } from './scope.ts'
import { readPublicKeys } from './signing-key.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Which part of the record is wanted. */
export interface Selection {
  /** `acme`, or `github.com/acme` where several hosts have one; undefined: all. */
  readonly organization?: string
  /** From the first event at or after it. */
  readonly from?: Date
  /** To the last event before it. */
  readonly to?: Date
}

/** Rows fetched at a time: a log of millions is read with the memory of a thousand. */
const batch = 1000

/**
 * The record as a stream. A part is cut out at its two ends only, so that its chain can be verified: clocks may have gone
 * back, and then it holds events of other times between them.
 */
export async function* readRecord(
  store: Reading,
  scope: Scope,
  selection: Selection,
  now: Date,
): AsyncGenerator<RecordLine> {
  yield { type: 'begin', format: recordFormat, at: now.toISOString() }
  yield* readKeys(store)
  let events = 0
  const organizations = await readOrganizations(store, scope, selection)
  yield* readPeople(
    store,
    organizations.map(({ id }) => id),
  )
  for (const { id } of organizations) {
    // The heads first, then where the chain ends: of one that is at work, a head that is signed in between would stand beyond the end,
    // as if something was cut off.
    const heads = await readHeads(store, scope, id)
    const [organization] = await readOrganizations(store, scope, selection, id)
    if (!organization) continue
    yield organization
    for (const head of heads) {
      const isInside = head.sequence >= organization.first && head.sequence <= organization.last
      // A head beyond the end of a whole chain is what shows that it was cut.
      if (isInside || organization.isWhole) yield { type: 'head', ...head }
    }
    for await (const event of readEvents(store, organization)) {
      events += 1
      yield event
    }
  }
  yield { type: 'end', events }
}

async function* readKeys(store: Reading): AsyncGenerator<RecordLine> {
  for (const publicKey of await readPublicKeys(store))
    yield { type: 'key', keyId: keyIdOf(createPublicKey(publicKey)), publicKey }
}

/**
 * Who stands behind what can be rebuilt: whom an approval that is not ended was given or asked for by, who asks and was not
 * answered, who granted an exception, who opened a recertification.
 */
async function* readPeople(
  { database }: Reading,
  organizations: readonly string[],
): AsyncGenerator<RecordLine> {
  if (organizations.length === 0) return
  const rows = await database
    .selectFrom('people')
    .innerJoin('hosts', 'hosts.id', 'people.host_id')
    .select(['people.id', 'people.github_id', 'hosts.name'])
    .where(
      sql<boolean>`people.id in (
        select unnest(array[given_by, requested_by]) from approvals
          where organization_id = any(${sql.val(organizations)}::bigint[]) and ended_at is null
        union select given_by from exceptions
          where organization_id = any(${sql.val(organizations)}::bigint[]) and ended_at is null
        union select requested_by from access_requests
          where organization_id = any(${sql.val(organizations)}::bigint[]) and closed_at is null
        union select opened_by from recertifications
          where organization_id = any(${sql.val(organizations)}::bigint[]) and closed_at is null)`,
    )
    .orderBy('people.id')
    .execute()
  for (const { id, github_id: githubId, name: host } of rows)
    yield { type: 'person', id, host, githubId: Number(githubId) }
}

/** Signed heads alone, after the public keys: what is worth keeping elsewhere. @param all not only the newest ones */
export async function* readHeadLines(
  store: Reading,
  scope: Scope,
  selection: Pick<Selection, 'organization'>,
  all: boolean,
): AsyncGenerator<RecordLine> {
  yield* readKeys(store)
  for (const { id } of await readOrganizations(store, scope, selection)) {
    const heads = await readHeads(store, scope, id)
    for (const head of all ? heads : heads.slice(-1)) yield { type: 'head', ...head }
  }
}

/** The organizations that are selected, and which of their events as of now. @param only one of them, by our id */
export async function readOrganizations(
  { database }: Reading,
  scope: Scope,
  { organization, from, to }: Selection,
  only?: string,
): Promise<readonly OrganizationLine[]> {
  const { rows } = await sql<{
    id: string
    host: string
    login: string
    first: string
    last: string
    end: string
  }>`
    select o.id, hosts.name as host, o.login,
        coalesce(${edge('min', sql`at >= ${from ?? null}::timestamptz`, from)}, chain.last + 1, 1) as first,
        coalesce(${edge('max', sql`at < ${to ?? null}::timestamptz`, to)}, 0) as last,
        coalesce(chain.last, 0) as "end"
      from organizations o join hosts on hosts.id = o.host_id
      left join lateral (
        select min(sequence) as first, max(sequence) as last from audit_events where organization_id = o.id
      ) chain on true
      where ${inScope(scope, 'o.id')}
        and (${only ?? null}::bigint is null or o.id = ${only ?? null}::bigint)
        and (${organization ?? null}::text is null
          or lower(${organization ?? null}::text) in (lower(o.login), lower(hosts.name || '/' || o.login)))
      order by o.id`.execute(database)
  return rows.map(({ id, host, login, first, last, end }) => ({
    type: 'organization',
    id,
    host,
    login,
    // Without a bound the chain begins at 1, also where its first event is not there any more.
    first: from ? Number(first) : 1,
    last: Number(last),
    isWhole: (from === undefined || Number(first) === 1) && Number(last) === Number(end),
  }))
}

/** The sequence at one end of what is wanted; where nothing bounds it, the chain's own. */
const edge = (which: 'min' | 'max', condition: ReturnType<typeof sql>, bound: Date | undefined) =>
  bound === undefined
    ? sql.raw(which === 'min' ? 'chain.first' : 'chain.last')
    : sql`(select ${sql.raw(which)}(sequence) from audit_events where organization_id = o.id and ${condition})`

async function* readEvents(
  { database }: Reading,
  { id, first, last }: OrganizationLine,
): AsyncGenerator<RecordLine> {
  for (let after = first - 1; after < last;) {
    const rows = await database
      .selectFrom('audit_events')
      .leftJoin('person_names', 'person_names.person_id', 'audit_events.actor')
      .selectAll('audit_events')
      .select('person_names.login')
      .where('organization_id', '=', id)
      .where('sequence', '>', String(after))
      .where('sequence', '<=', String(last))
      .orderBy('sequence')
      .limit(batch)
      .execute()
    for (const { login, ...row } of rows)
      yield { type: 'event', ...eventOf(row), ...(login !== null && { actorLogin: login }) }
    const end = rows.at(-1)
    if (!end) return
    after = Number(end.sequence)
  }
}
