import { readAudit } from '../../app/database/audit-log.ts'
import { readDecisions } from '../../app/database/decisions.ts'
import { readFindings } from '../../app/database/findings.ts'
import { listOrganizations } from '../../app/database/organizations.ts'
import { readOrganizationFindings } from '../../app/database/organization-findings.ts'
import { readPolicies } from '../../app/database/policies.ts'
import type { Store } from '../../app/database/store.ts'
import { readLastSweep } from '../../app/database/sweeps.ts'
import { checkChain } from '../../app/enforcement/audit/chain.ts'
import type { Reach } from '../../app/enforcement/inventory/reach.ts'
import type { Decision } from '../../policies/decide.ts'
import type { DemoSource, ShownAudit, ShownOrganization, ShownRepository } from './demo-source.ts'

/** What the program has recorded, read from its own database. */
export const storeSource = (store: Store): DemoSource => ({
  isSwept: async (logins) => {
    const known = await listOrganizations(store, 'everything')
    const ids = logins.map((login) => known.find((one) => one.login === login)?.id)
    for (const id of ids)
      if (id === undefined || !(await readLastSweep(store, 'everything', id))) return false
    return true
  },
  readOrganizations: async () => {
    const known = await listOrganizations(store, 'everything')
    return Promise.all(known.map(({ id, login }) => readOrganization(store, id, login)))
  },
})

async function readOrganization(store: Store, id: string, login: string): Promise<ShownOrganization> {
  const sweep = await readLastSweep(store, 'everything', id)
  return {
    login,
    repositories: await readRepositories(store, id, login),
    findings: (await readOrganizationFindings(store, 'everything', id)).map(({ severity, found }) => ({
      severity,
      title: found,
    })),
    policy: await policyOf(store, id),
    coverage: sweep && {
      seen: sweep.coverage.repositories,
      scanned: sweep.coverage.scanned,
      failed: sweep.coverage.failed.map(({ repository, why }) => ({ repository, reason: why })),
    },
    audit: await checkAudit(store, id),
  }
}

async function policyOf(store: Store, id: string): Promise<string> {
  const { last, valid } = await readPolicies(store, id)
  const file = valid?.source?.file
  const inForce = file ? `${file.repository} at ${file.commit.slice(0, 7)}` : 'observe-all, which is shipped'
  return last && last.state !== 'valid' ? `${inForce}; ${last.state}: ${last.problems.join(' ')}` : inForce
}

async function checkAudit(store: Store, id: string): Promise<ShownAudit> {
  const { end, fault } = await checkChain(readAudit(store, 'everything', id))
  return {
    events: end.sequence,
    head: end.hash,
    problem: fault && `event ${fault.sequence} is ${fault.fault}`,
  }
}

async function readRepositories(
  store: Store,
  organization: string,
  login: string,
): Promise<readonly ShownRepository[]> {
  const decisions = new Map(
    (await readDecisions(store, 'everything', organization)).map((one) => [one.repositoryId, one]),
  )
  const rows = await store.database
    .selectFrom('repositories')
    .select(['id', 'github_id', 'name'])
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .orderBy('name')
    .execute()
  return Promise.all(
    rows.map(async ({ id, github_id: githubId, name }): Promise<ShownRepository> => {
      const made = decisions.get(id)
      const decision: Decision | undefined = made && {
        outcome: made.outcome,
        group: made.group,
        reasons: made.reasons,
        changesAt: made.changesAt?.toISOString() ?? null,
      }
      const known = await readFindings(store, 'everything', id)
      return {
        githubId: Number(githubId),
        name: `${login}/${name}`,
        decision,
        reaches: await reachesOf(store, id),
        findings: known
          .filter(({ state }) => state !== 'gone')
          .flatMap(({ places }) => places.map((place) => ({ ...place, status: 'open' as const }))),
      }
    }),
  )
}

async function reachesOf({ database }: Store, repository: string): Promise<readonly Reach[]> {
  const rows = await database
    .selectFrom('reaches')
    .select(['assistant', 'path', 'state', 'control', 'evidence', 'why'])
    .where('repository_id', '=', repository)
    .execute()
  return rows.map(({ why, ...reach }) => ({ ...reach, ...(why !== null && { why }) }))
}
