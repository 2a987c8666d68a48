import { sql } from 'kysely'
import { readAudit } from '../../../app/database/audit-log.ts'
import { readDecisions } from '../../../app/database/decisions.ts'
import { readFindings } from '../../../app/database/findings.ts'
import { readReaches } from '../../../app/database/inventory.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import type { AuditEvent } from '../../../app/enforcement/audit/event.ts'
import { type ChaosState, placeOf, type SettledCoverage, type SettledDecision } from './chaos-program.ts'
import { contradictions } from './recorded-events.ts'

/** What is recorded now, of what must not depend on who was killed when. */
export async function recordedState(store: Store): Promise<ChaosState> {
  const decisions = new Map<string, SettledDecision>()
  const coverage = new Map<string, SettledCoverage>()
  const brokenRecords: string[] = []
  for (const { id, login } of await listOrganizations(store, 'everything')) {
    const sweep = await readLastSweep(store, 'everything', id)
    if (sweep) {
      const { repositories, read, failed } = sweep.coverage
      coverage.set(login, {
        seen: repositories,
        read,
        failed: failed.map((gap) => `${gap.repository} (${gap.why})`),
      })
    }
    for (const problem of await recordProblems(store, id)) brokenRecords.push(`${login}: ${problem}`)
    for (const [place, decision] of await decisionsOf(store, id, login)) decisions.set(place, decision)
  }
  return { decisions, coverage, brokenRecords }
}

async function recordProblems(store: Store, organization: string): Promise<readonly string[]> {
  const events: AuditEvent[] = []
  for await (const event of readAudit(store, 'everything', organization)) events.push(event)
  const { fault } = await checkChain(events)
  const open = await store.database
    .selectFrom('effects')
    .select('id')
    .where('organization_id', '=', organization)
    .where('finished_at', 'is', null)
    .execute()
  const current = (await readDecisions(store, 'everything', organization)).map(
    ({ repositoryId, outcome, group }) => ({ subject: `repository:${repositoryId}`, outcome, group }),
  )
  return [
    ...(fault ? [`event ${fault.sequence} is ${fault.fault}`] : []),
    ...contradictions(events, current, new Set(open.map(({ id }) => id))),
  ]
}

async function decisionsOf(store: Store, organization: string, login: string) {
  const rows = await store.database
    .selectFrom('repositories')
    .leftJoin('scans', 'scans.repository_id', 'repositories.id')
    .select(['repositories.id', 'github_id', 'head_commit'])
    .where('organization_id', '=', organization)
    .execute()
  const known = new Map(rows.map((row) => [row.id, row]))
  const reaches = await readReaches(store, 'everything', organization)
  const decided: (readonly [string, SettledDecision])[] = []
  for (const one of await readDecisions(store, 'everything', organization)) {
    const row = known.get(one.repositoryId)!
    const findings = await readFindings(store, 'everything', one.repositoryId)
    decided.push([
      placeOf(login, Number(row.github_id)),
      {
        repository: `${login}/${one.name}`,
        outcome: one.outcome,
        group: one.group,
        reasons: one.reasons.map(({ check, state }) => `${check}: ${state}`),
        reaches: reaches
          .filter(({ repository }) => repository === one.name)
          .map(({ path, state }) => `${path}: ${state}`)
          .toSorted(),
        findings: findings
          .filter(({ state }) => state !== 'gone')
          .map(({ rule, path, state, fingerprint }) => `${rule} ${path} ${state} ${fingerprint}`)
          .toSorted(),
        scanned: row.head_commit,
      },
    ])
  }
  return decided
}

/** What was asked for and is not done: webhooks, work, sweeps. @param since when a sweep of everything was asked for */
export async function openWork({ database }: Store, since: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ left: string }>`
    select event || ' webhook' as left from deliveries where handled_at is null
    union all
    select key || ' tried ' || attempts || ' times, next at ' || not_before || coalesce(': ' || last_error, '')
      from work where done < wanted
    union all select 'sweep ' || id || ' is open' from sweeps where finished_at is null
    union all select 'no organization is known' where not exists (select 1 from organizations)
    union all
    select 'no new sweep of ' || login from organizations
      where removed_at is null and not exists (
        select 1 from sweeps
        where organization_id = organizations.id and started_at >= ${since} and finished_at is not null
      )
    limit 20`.execute(database)
  return rows.map(({ left }) => left)
}

/** Whether nothing is left to be done. */
export const isAllDone = async (store: Store, since: Date): Promise<boolean> =>
  (await openWork(store, since)).length === 0
