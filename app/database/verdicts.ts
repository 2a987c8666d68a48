import { sql } from 'kysely'
import type {
  AskedVerdict,
  ConsoleVerdict,
  GivenVerdict,
  NamedFinding,
  OpenVerdict,
  WhichNamed,
} from '../enforcement/verdicts/verdict.ts'
import { inScope, inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

type Reading = Pick<Store, 'database'>

/** At most so many findings are answered at once. */
export const mostAnswered = 1000

/** Findings that are named, as far as they are seen and there. */
export async function readNamedFindings(
  { database }: Reading,
  scope: Scope,
  which: WhichNamed,
): Promise<readonly NamedFinding[]> {
  const condition =
    'ids' in which
      ? sql`f.id = any(${sql.val([...which.ids])}::bigint[])`
      : sql`f.fingerprint = ${which.fingerprint} and f.rule = ${which.rule}`
  const { rows } = await sql<NamedFinding>`
    select distinct f.repository_id as repository, r.organization_id as organization, f.rule, f.fingerprint
    from findings f join repositories r on r.id = f.repository_id and r.gone_at is null
    where ${condition} and f.state <> 'gone' and ${inScopeOfRepository(scope, 'r.organization_id', 'r.id')}
    order by 1, 3, 4 limit ${mostAnswered}`.execute(database)
  return rows
}

/** What was said of a repository's findings and counts, whatever the day. */
export async function readGivenVerdicts(
  { database }: Reading,
  repository: string,
): Promise<readonly GivenVerdict[]> {
  const { rows } = await sql<GivenVerdict>`
    select v.id, v.fingerprint, v.verdict, v.reason, v.evidence, v.rotated_on::text as "rotatedOn",
      v.expires_on::text as "expiresOn", giver.login as "givenBy", asker.login as "askedBy"
    from verdicts v left join person_names giver on giver.person_id = v.given_by
    left join person_names asker on asker.person_id = v.asked_by
    where v.repository_id = ${repository} and v.given_at is not null and v.ended_at is null
    order by v.id`.execute(database)
  return rows
}

/**
 * Puts a verdict in the place of the one that is open about the same finding; one that is only asked for, in the place of another question.
 * @param givenBy null: it is only asked for. @returns our id
 */
export async function recordVerdict(
  unit: Pick<Unit, 'database'>,
  finding: NamedFinding,
  asked: AskedVerdict,
  { askedBy, givenBy }: { readonly askedBy: string; readonly givenBy: string | null },
  at: Date,
): Promise<string> {
  const { repository, organization, rule, fingerprint } = finding
  const { verdict, reason, evidence, rotatedOn, expiresOn } = asked
  await endOthers(unit, finding, { by: askedBy, isGiven: givenBy !== null }, at)
  const { rows } = await sql<{ id: string }>`
    insert into verdicts (organization_id, repository_id, rule, fingerprint, verdict, reason, evidence, rotated_on,
      expires_on, asked_by, asked_at, given_by, given_at)
    values (${organization}, ${repository}, ${rule}, ${fingerprint}, ${verdict}, ${reason}, ${evidence}, ${rotatedOn},
      ${expiresOn}, ${askedBy}, ${at}, ${givenBy}, ${givenBy === null ? null : at})
    returning id`.execute(unit.database)
  return rows[0]!.id
}

/** One that nobody has ended, to be changed in this transaction. */
export async function lockVerdict(
  { database }: Pick<Unit, 'database'>,
  scope: Scope,
  id: string,
): Promise<OpenVerdict | undefined> {
  const { rows } = await sql<Row>`
    select ${openColumns} from verdicts where id = ${id} and ended_at is null and ${inScope(scope, 'organization_id')}
    for update`.execute(database)
  return rows[0] && toOpen(rows[0])
}

/** Verdicts of an organization that nobody has ended, the oldest first. */
export async function listVerdicts(
  { database }: Reading,
  scope: Scope,
  {
    organization,
    isGiven,
    limit,
    after,
  }: { organization: string; isGiven: boolean; limit: number; after?: string | undefined },
): Promise<{ readonly rows: readonly OpenVerdict[]; readonly next: string | undefined }> {
  const { rows } = await sql<Row>`
    select ${openColumns} from verdicts
    where organization_id = ${organization} and ended_at is null and ${inScope(scope, 'organization_id')}
      and ${isGiven ? sql`given_at is not null` : sql`given_at is null`}
      and ${after === undefined ? sql`true` : sql`id > ${after}`}
    order by id limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return { rows: shown.map(toOpen), next: rows.length > limit ? shown.at(-1)?.id : undefined }
}

/** A verdict that was asked for counts now, instead of the one before. */
export async function recordGiven(
  unit: Pick<Unit, 'database'>,
  open: OpenVerdict,
  by: string,
  at: Date,
): Promise<void> {
  await endOthers(unit, open, { by, isGiven: true, but: open.id }, at)
  await sql`update verdicts set given_by = ${by}, given_at = ${at} where id = ${open.id}`.execute(
    unit.database,
  )
}

/** What is given ends all that is open about the same finding; what is asked for, other questions. */
const endOthers = (
  { database }: Pick<Unit, 'database'>,
  { repository, rule, fingerprint }: Pick<NamedFinding, 'repository' | 'rule' | 'fingerprint'>,
  { by, isGiven, but = '0' }: { readonly by: string; readonly isGiven: boolean; readonly but?: string },
  at: Date,
) =>
  sql`
    update verdicts set ended_at = ${at}, ended_by = ${by}
    where repository_id = ${repository} and fingerprint = ${fingerprint} and rule = ${rule} and ended_at is null
      and id <> ${but} and ${isGiven ? sql`true` : sql`given_at is null`}`.execute(database)

export const recordVerdictEnded = ({ database }: Pick<Unit, 'database'>, id: string, by: string, at: Date) =>
  sql`update verdicts set ended_by = ${by}, ended_at = ${at} where id = ${id}`.execute(database)

/** Days as they are written: JavaScript's dates have hours and a time zone. */
const openColumns = sql.raw(`id, organization_id, repository_id, rule, fingerprint, verdict, reason, evidence,
  rotated_on::text, expires_on::text, asked_by, asked_at, given_by, given_at`)

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly repository_id: string
  readonly rule: string
  readonly fingerprint: string
  readonly verdict: ConsoleVerdict
  readonly reason: string
  readonly evidence: string | null
  readonly rotated_on: string | null
  readonly expires_on: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly given_by: string | null
  readonly given_at: Date | null
}

const toOpen = (row: Row): OpenVerdict => ({
  id: row.id,
  organization: row.organization_id,
  repository: row.repository_id,
  rule: row.rule,
  fingerprint: row.fingerprint,
  verdict: row.verdict,
  reason: row.reason,
  evidence: row.evidence,
  rotatedOn: row.rotated_on,
  expiresOn: row.expires_on,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  givenBy: row.given_by,
  givenAt: row.given_at,
})
