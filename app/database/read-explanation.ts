import { explainDecision, type RecordedDecision } from '../enforcement/explain-decision.ts'
import { markFindings } from '../enforcement/findings/mark-findings.ts'
import { withVerdicts } from '../enforcement/verdicts/with-verdicts.ts'
import { readContent } from './content.ts'
import type { NamedRepository } from './find-repository.ts'
import { createGovernanceReader } from './policies.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store } from './store.ts'

type Reading = Pick<Store, 'database'>

/** Everything that the decision about a repository rests on. undefined: nothing was decided about it yet. */
export async function readExplanation(store: Reading, scope: Scope, repository: NamedRepository, now: Date) {
  const { id, organization, host, name, snapshot, isStale, reconciledAt } = repository
  const decision = await readDecision(store, scope, id)
  if (decision === undefined) return undefined
  const [paths, content, governance] = await Promise.all([
    readPaths(store, scope, id),
    readContent(store, id),
    createGovernanceReader(store)(organization),
  ])
  const { findings, comments, alerts, verdicts } = content
  const { policy, allowlist } = governance.inForce
  const marked = markFindings({
    repository: id,
    findings,
    comments,
    alerts,
    policy,
    allowlist: withVerdicts(allowlist, verdicts),
    isWhole: false,
    now,
  })
  return explainDecision({
    host,
    repository: name,
    decision,
    snapshot,
    isStale,
    readAt: reconciledAt,
    paths,
    content,
    findings: [...marked.own, ...marked.alone],
    governance,
    now,
  })
}

async function readDecision(
  { database }: Reading,
  scope: Scope,
  repository: string,
): Promise<RecordedDecision | undefined> {
  const row = await database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'decisions.repository_id')
    .selectAll('decisions')
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .executeTakeFirst()
  return (
    row && {
      outcome: row.outcome,
      group: row.group_name,
      reasons: row.reasons,
      changesAt: row.changes_at?.toISOString() ?? null,
      mode: row.mode,
      policy: row.policy_id,
      since: row.since,
      decidedAt: row.decided_at,
      owners: row.owners,
      awaitsReading: row.awaits_reading,
    }
  )
}

async function readPaths({ database }: Reading, scope: Scope, repository: string) {
  const rows = await database
    .selectFrom('reaches')
    .innerJoin('repositories', 'repositories.id', 'reaches.repository_id')
    .selectAll('reaches')
    .where('repository_id', '=', repository)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .orderBy('assistant')
    .orderBy('path')
    .execute()
  return rows.map(({ assistant, path, state, control, evidence, why, read_at: readAt }) => ({
    assistant,
    path,
    state,
    control,
    evidence,
    ...(why !== null && { why }),
    readAt: readAt.toISOString(),
  }))
}
