import { sql } from 'kysely'
import { readAudit } from '../../../app/database/audit-log.ts'
import { readDecisions } from '../../../app/database/decisions.ts'
import { readFindings } from '../../../app/database/findings.ts'
import { readReaches } from '../../../app/database/inventory.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { readLastSweep } from '../../../app/database/sweeps.ts'
import { checkChain } from '../../../app/enforcement/audit/chain.ts'
import type { ChaosState, SettledDecision } from './chaos-program.ts'

/** What is recorded now, of what must not depend on who was killed when. */
export async function recordedState(store: Store): Promise<ChaosState> {
  const decisions = new Map<number, SettledDecision>()
  const coverage = new Map<string, { seen: number; failed: string[] }>()
  const brokenChains: string[] = []
  for (const { id, login } of await listOrganizations(store, 'everything')) {
    const sweep = await readLastSweep(store, 'everything', id)
    if (sweep) {
      const { repositories, failed } = sweep.coverage
      coverage.set(login, {
        seen: repositories,
        failed: failed.map((gap) => `${gap.repository} (${gap.why})`),
      })
    }
    const { fault } = await checkChain(readAudit(store, 'everything', id))
    if (fault) brokenChains.push(`${login}: event ${fault.sequence} is ${fault.fault}`)
    for (const [githubId, decision] of await decisionsOf(store, id, login)) decisions.set(githubId, decision)
  }
  return { decisions, coverage, brokenChains }
}

async function decisionsOf(store: Store, organization: string, login: string) {
  const githubIds = new Map(
    (
      await store.database
        .selectFrom('repositories')
        .select(['id', 'github_id'])
        .where('organization_id', '=', organization)
        .execute()
    ).map((row) => [row.id, Number(row.github_id)]),
  )
  const reaches = await readReaches(store, 'everything', organization)
  const decided: (readonly [number, SettledDecision])[] = []
  for (const one of await readDecisions(store, 'everything', organization)) {
    const findings = await readFindings(store, 'everything', one.repositoryId)
    decided.push([
      githubIds.get(one.repositoryId)!,
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
      },
    ])
  }
  return decided
}

/** Whether nothing is left to be done: no webhook, no work, no sweep that has not ended. */
export async function isAllDone({ database }: Store, since: Date): Promise<boolean> {
  const { rows } = await sql<{ left: string }>`
    select (select count(*) from deliveries where handled_at is null)
      + (select count(*) from work where done < wanted)
      + (select count(*) from sweeps where finished_at is null)
      + (select count(*) = 0 from organizations)::int
      + (select count(*) from organizations where removed_at is null and not exists (
          select 1 from sweeps where organization_id = organizations.id and finished_at >= ${since})) as left`.execute(
    database,
  )
  return rows[0]?.left === '0'
}
