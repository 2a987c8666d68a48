import { sql } from 'kysely'
import type { KeptOut } from '../enforcement/secrets/plan-shared-secrets.ts'
import type { MadeDecision, ReconciledChange } from '../enforcement/records.ts'
import { inScopeOfRepository, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records what was decided of a repository. @returns what had been decided before */
export async function recordDecision(
  { database }: Unit,
  repository: string,
  decision: MadeDecision,
  at: Date,
): Promise<ReconciledChange['before']> {
  const values = {
    outcome: decision.outcome,
    group_name: decision.group,
    mode: decision.mode,
    reasons: JSON.stringify(decision.reasons),
    facts: JSON.stringify(decision.facts),
    owners: JSON.stringify(decision.owners),
    policy_id: decision.policy,
    changes_at: decision.changesAt === null ? null : new Date(decision.changesAt),
    decided_at: at,
    awaits_reading: decision.awaitsReading ?? false,
  }
  const before = await database
    .updateTable('decisions')
    .from((inner) =>
      // An update tells what it made; what was there before is told by the row it is joined with.
      inner
        .selectFrom('decisions')
        .select(['repository_id', 'outcome', 'group_name', 'since'])
        .where('repository_id', '=', repository)
        .forUpdate()
        .as('before'),
    )
    .set({
      ...values,
      since: sql<Date>`case when before.outcome = ${decision.outcome} then before.since else ${at} end`,
    })
    .whereRef('decisions.repository_id', '=', 'before.repository_id')
    .returning(['before.outcome', 'before.group_name'])
    .executeTakeFirst()
  if (before) return { outcome: before.outcome, group: before.group_name }
  await database
    .insertInto('decisions')
    .values({ repository_id: repository, since: at, ...values })
    .execute()
  return undefined
}

/** Repositories whose decision changes by itself now, because a date has come. @returns our ids */
export async function readDueDecisions(
  { database }: Pick<Store, 'database'>,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'decisions.repository_id')
    .select('repository_id')
    .where('changes_at', '<=', now)
    .where('repositories.gone_at', 'is', null)
    .orderBy('changes_at')
    .limit(limit)
    .execute()
  return rows.map(({ repository_id: id }) => id)
}

/** Decisions of an organization's repositories that are still there, by name. */
export async function readDecisions(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
) {
  return database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'decisions.repository_id')
    .select([
      'repositories.id as repositoryId',
      'repositories.name as name',
      'outcome',
      'group_name as group',
      'mode',
      'reasons',
      'facts',
      'owners',
      'policy_id as policy',
      'changes_at as changesAt',
      'since',
      'decided_at as decidedAt',
    ])
    .where('repositories.organization_id', '=', organization)
    .where(inScopeOfRepository(scope, 'repositories.organization_id', 'repositories.id'))
    .where('repositories.gone_at', 'is', null)
    .orderBy('repositories.name')
    .execute()
}

/**
 * Whether a repository is still to be decided by this version of the policy, or to be read again before its decision is acted on, and
 * its turn comes by itself: one whose reading fails again and again must not hold up the others. Also before it was asked for, by
 * whoever has read the policy just now and asks for all repositories next.
 */
export async function isDeciding(
  { database }: Pick<Store, 'database'>,
  organization: string,
  policy: string | null,
): Promise<boolean> {
  const undecided = database
    .selectFrom('repositories')
    .leftJoin('decisions', 'decisions.repository_id', 'repositories.id')
    .select('repositories.id')
    .where('repositories.organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where((where) =>
      where.or([
        where('decisions.outcome', 'is', null),
        where('policy_id', 'is distinct from', policy),
        where('awaits_reading', '=', true),
        where('reach_seen', '<', where.ref('reach_changes')),
      ]),
    )
    .limit(1)
  const asker = await database
    .selectFrom('work')
    .select('key')
    .whereRef('done', '<', 'wanted')
    .where((where) =>
      where.or([
        where.and([
          where('key', 'in', [`organization:${organization}`, `policy:${organization}`]),
          where('attempts', '=', 0),
        ]),
        // It asks nobody for anything, so nothing keeps it from its end but what keeps everything: the database.
        where('key', '=', `decisions:${organization}`),
      ]),
    )
    .executeTakeFirst()
  const row = await undecided
    .$if(asker === undefined, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('work')
            .select('key')
            .where('work.key', '=', sql<string>`'repository:' || repositories.id`)
            .whereRef('done', '<', 'wanted')
            .where('attempts', '=', 0),
        ),
      ),
    )
    .executeTakeFirst()
  return row !== undefined
}

/** How many repositories are kept from assistants by decisions that are enforced. */
export async function readKeptOut(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<KeptOut> {
  const { all, notPublic } = await database
    .selectFrom('decisions')
    .innerJoin('repositories', 'repositories.id', 'decisions.repository_id')
    .select(({ fn }) => [
      fn.countAll<string>().as('all'),
      fn
        .countAll<string>()
        .filterWhere(sql<string>`snapshot ->> 'visibility'`, '!=', 'public')
        .as('notPublic'),
    ])
    .where('organization_id', '=', organization)
    .where('gone_at', 'is', null)
    .where('decisions.mode', '=', 'enforce')
    .where('outcome', 'in', ['denied', 'needs-approval'])
    .executeTakeFirstOrThrow()
  return { all: Number(all), notPublic: Number(notPublic) }
}

/**
 * Of these repositories, those that are to be looked at again, and whose turn comes by itself.
 * @param repositories our ids
 */
export async function readBeingDecided(
  { database }: Pick<Store, 'database'>,
  repositories: readonly string[],
): Promise<ReadonlySet<string>> {
  if (repositories.length === 0) return new Set()
  const rows = await database
    .selectFrom('work')
    .select('key')
    .where(
      'key',
      'in',
      repositories.map((id) => `repository:${id}`),
    )
    .whereRef('done', '<', 'wanted')
    .where('attempts', '=', 0)
    .execute()
  return new Set(rows.map(({ key }) => key.slice('repository:'.length)))
}
