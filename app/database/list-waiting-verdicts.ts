import { sql } from 'kysely'
import type {
  WaitingVerdict,
  WaitingVerdictPage,
  WaitingVerdictQuery,
} from '../enforcement/reading/waiting-verdict-list.ts'
import type { ConsoleVerdict } from '../enforcement/verdicts/verdict.ts'
import type { Severity } from '../../scanner/engine/rule.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

interface Row {
  readonly id: string
  readonly organization_id: string
  readonly organization: string
  readonly host: string
  readonly repository_id: string
  readonly repository: string
  readonly rule: string
  readonly fingerprint: string
  readonly verdict: ConsoleVerdict
  readonly reason: string
  readonly evidence: string | null
  readonly rotated_on: string | null
  readonly expires_on: string
  readonly asked_by: string
  readonly asker: string | null
  readonly asked_at: Date
  readonly path: string | null
  readonly title: string | null
  readonly severity: Severity | null
}

/**
 * What people said of findings in repositories that whoever asks sees, and nobody has given or refused, the oldest first.
 * @param person who asks; null: nobody who could have said it
 */
export async function listWaitingVerdicts(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  person: string | null,
  { organization, limit, after }: WaitingVerdictQuery,
): Promise<WaitingVerdictPage> {
  const { rows } = await sql<Row>`
    select v.id, v.organization_id, organizations.login as organization, hosts.name as host, v.repository_id,
      repositories.name as repository, v.rule, v.fingerprint, v.verdict, v.reason, v.evidence,
      v.rotated_on::text, v.expires_on::text, v.asked_by, asker.login as asker, v.asked_at,
      found.path, found.title, found.severity
    from verdicts v
    join organizations on organizations.id = v.organization_id
    join hosts on hosts.id = organizations.host_id
    join repositories on repositories.id = v.repository_id and repositories.gone_at is null
    left join person_names asker on asker.person_id = v.asked_by
    left join lateral (
      select path, places -> 0 ->> 'title' as title, places -> 0 ->> 'severity' as severity from findings
      where findings.repository_id = v.repository_id and findings.fingerprint = v.fingerprint
        and findings.rule = v.rule and findings.state <> 'gone'
      order by findings.id limit 1) found on true
    where v.given_at is null and v.ended_at is null and organizations.removed_at is null
      and ${inScopeOfRepository(scope, 'v.organization_id', 'v.repository_id')}
      and ${organization === undefined ? sql`true` : sql`v.organization_id = ${organization}`}
      and ${after === undefined ? sql`true` : sql`v.id > ${after}`}
    order by v.id limit ${limit + 1}`.execute(database)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map((row) => toWaiting(row, person)),
    next: rows.length > limit ? shown.at(-1)?.id : undefined,
  }
}

const toWaiting = (row: Row, person: string | null): WaitingVerdict => ({
  id: row.id,
  organization: { id: row.organization_id, login: row.organization, host: row.host },
  repository: { id: row.repository_id, name: row.repository },
  rule: row.rule,
  fingerprint: row.fingerprint,
  title: row.title ?? row.rule,
  severity: row.severity ?? 'info',
  path: row.path,
  verdict: row.verdict,
  reason: row.reason,
  evidence: row.evidence,
  rotatedOn: row.rotated_on,
  expiresOn: row.expires_on,
  askedBy: row.asker,
  isMine: person !== null && row.asked_by === person,
  askedAt: row.asked_at,
})
