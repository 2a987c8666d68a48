import { readAudit } from '../../../app/database/audit-log.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import { placeOf, type RecordedActs } from './chaos-program.ts'

/** What is recorded of changes on GitHub: when they were decided, let pass and kept back, and what is still to be made. */
export async function recordedActs(store: Store): Promise<RecordedActs> {
  const outcomes = new Map<string, { readonly at: number; readonly outcome: string }[]>()
  const acceptedAt = new Map<string, number>()
  const places = await placesOf(store)
  for (const { id, login } of await listOrganizations(store, 'everything'))
    for await (const { kind, at, subject, data } of readAudit(store, 'everything', id)) {
      if (kind === 'enforcement.accepted' && !acceptedAt.has(login)) acceptedAt.set(login, Date.parse(at))
      if (kind !== 'decision.made') continue
      const place = places.get(subject.slice('repository:'.length))!
      outcomes.set(place, [
        ...(outcomes.get(place) ?? []),
        { at: Date.parse(at), outcome: JSON.stringify(data['outcome']).slice(1, -1) },
      ])
    }
  return { outcomes, acceptedAt, ...(await recordedBrakes(store)), ...(await recordedEffects(store, places)) }
}

async function placesOf({ database }: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'organization_id')
    .select(['repositories.id', 'repositories.github_id', 'login'])
    .execute()
  return new Map(rows.map((row) => [row.id, placeOf(row.login, Number(row.github_id))]))
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
  places: ReadonlyMap<string, string>,
): Promise<Pick<RecordedActs, 'open' | 'letPass'>> {
  const rows = await database
    .selectFrom('effects')
    .select(['repository_id', 'kind', 'state', 'hold_id', 'not_before', 'finished_at'])
    .execute()
  const placed = rows.map((row) => ({ ...row, place: places.get(row.repository_id ?? '') }))
  return {
    open: placed
      .filter((row) => row.finished_at === null)
      // What has its time still to come, such as a notice, is in order.
      .filter((row) => row.state !== 'planned' || row.not_before <= new Date())
      .map(({ place, kind, state }) => ({ place, kind, state })),
    letPass: placed.flatMap((row) =>
      row.hold_id !== null && row.finished_at !== null && row.place !== undefined
        ? [{ place: row.place, at: row.finished_at.getTime() }]
        : [],
    ),
  }
}
