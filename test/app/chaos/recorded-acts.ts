import { readAudit } from '../../../app/database/audit-log.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { placeOf, type RecordedActs } from './chaos-program.ts'

/**
 * What is recorded of changes on GitHub: when they were decided, let pass and kept back, and what is still to be made.
 * @param now by the program's clock
 */
export async function recordedActs(store: Store, now = new Date()): Promise<RecordedActs> {
  const outcomes = new Map<string, { readonly at: number; readonly outcome: string }[]>()
  const acceptedAt = new Map<string, number>()
  const githubIds = await githubIdsOf(store)
  const organizations = await listOrganizations(store, 'everything')
  for (const { id, login } of organizations)
    for await (const { kind, at, subject, data } of readAudit(store, 'everything', id)) {
      if (kind === 'enforcement.accepted' && !acceptedAt.has(login)) acceptedAt.set(login, Date.parse(at))
      if (kind !== 'decision.made') continue
      // Where it was then: it may have moved since.
      const place = placeOf(login, githubIds.get(subject.slice('repository:'.length))!)
      outcomes.set(place, [
        ...(outcomes.get(place) ?? []),
        { at: Date.parse(at), outcome: JSON.stringify(data['outcome']).slice(1, -1) },
      ])
    }
  const logins = new Map(organizations.map(({ id, login }) => [id, login]))
  const placeIn = (organization: string, repository: string | null): string | undefined =>
    repository === null ? undefined : placeOf(logins.get(organization)!, githubIds.get(repository)!)
  return {
    outcomes,
    acceptedAt,
    ...(await recordedBrakes(store)),
    ...(await recordedEffects(store, placeIn, now)),
  }
}

async function githubIdsOf({ database }: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await database.selectFrom('repositories').select(['id', 'github_id']).execute()
  return new Map(rows.map((row) => [row.id, Number(row.github_id)]))
}

async function recordedBrakes({ database }: Store): Promise<Pick<RecordedActs, 'pauses'>> {
  const rows = await database.selectFrom('pauses').select(['paused_at', 'resumed_at']).execute()
  return {
    pauses: rows.map((row) => ({
      from: row.paused_at.getTime(),
      until: row.resumed_at?.getTime() ?? Infinity,
    })),
  }
}

async function recordedEffects(
  { database }: Store,
  placeIn: (organization: string, repository: string | null) => string | undefined,
  now: Date,
): Promise<Pick<RecordedActs, 'open' | 'letPass'>> {
  const rows = await database
    .selectFrom('effects')
    .select(['organization_id', 'repository_id', 'kind', 'state', 'hold_id', 'not_before', 'finished_at'])
    .execute()
  const placed = rows.map((row) => ({ ...row, place: placeIn(row.organization_id, row.repository_id) }))
  return {
    open: placed
      .filter((row) => row.finished_at === null)
      // What has its time still to come, such as a notice, is in order.
      .filter((row) => row.state !== 'planned' || row.not_before <= now)
      .map(({ place, kind, state }) => ({ place, kind, state })),
    letPass: placed.flatMap((row) =>
      row.hold_id !== null && row.finished_at !== null && row.place !== undefined
        ? [{ place: row.place, at: row.finished_at.getTime() }]
        : [],
    ),
  }
}
