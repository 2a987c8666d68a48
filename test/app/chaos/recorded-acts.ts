import { sql } from 'kysely'
import { z } from 'zod'
import { readAudit } from '../../../app/database/audit-log.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Store } from '../../../app/database/store.ts'
import type { PolicySource } from '../../../app/enforcement/policy/governance.ts'
import { resolveSource } from '../../../app/enforcement/policy/resolve-source.ts'
import {
  type Leaving,
  placeOf,
  type ReachedKind,
  type RecordedActs,
  type RecordedSwitches,
} from './chaos-program.ts'
import {
  recordedAnswers,
  recordedEmergencies,
  recordedLeaving,
  recordedOrders,
  recordedPresses,
} from './recorded-orders.ts'
import { underWayMs } from './under-way.ts'

const openStates = z.enum(['planned', 'held', 'manual'])

/**
 * What is recorded of changes on GitHub: when they were decided, let pass and kept back, and what is still to be made.
 * @param now by the program's clock
 */
export async function recordedActs(store: Store, now = new Date()): Promise<RecordedActs> {
  const outcomes = new Map<string, { readonly at: number; readonly outcome: string }[]>()
  const acceptedAt = new Map<string, number>()
  const githubIds = await githubIdsOf(store)
  const organizations = await listOrganizations(store, 'everything')
  const events = new Map<string, number>()
  const leaving: Leaving[] = []
  for (const { id, login } of organizations) {
    const told: { at: number; isLeaving: boolean }[] = []
    const planned = new Set<unknown>()
    for await (const { kind, at, subject, data } of readAudit(store, 'everything', id)) {
      events.set(kind, (events.get(kind) ?? 0) + 1)
      if (kind === 'organization.leaving' || kind === 'organization.staying')
        told.push({ at: Date.parse(at), isLeaving: kind === 'organization.leaving' })
      // By its place in the chain: what began before Gatehouse stayed, and ended after, bears a time of before.
      if (kind === 'effect.planned' && told.at(-1)?.isLeaving) planned.add(data['effect'])
      if (kind === 'enforcement.accepted' && !acceptedAt.has(login)) acceptedAt.set(login, Date.parse(at))
      if (kind !== 'decision.made') continue
      // Where it was then: it may have moved since.
      const place = placeOf(login, githubIds.get(subject.slice('repository:'.length))!)
      outcomes.set(place, [
        ...(outcomes.get(place) ?? []),
        { at: Date.parse(at), outcome: JSON.stringify(data['outcome']).slice(1, -1) },
      ])
    }
    leaving.push(...(await recordedLeaving(store, { id, login }, told, planned)))
  }
  const logins = new Map(organizations.map(({ id, login }) => [id, login]))
  const placeIn: PlaceIn = (organization, repository) => ({
    organization: logins.get(organization)!,
    place: repository === null ? undefined : placeOf(logins.get(organization)!, githubIds.get(repository)!),
  })
  const switches = new Map<string, readonly RecordedSwitches[]>()
  for (const { id, login } of organizations) switches.set(login, await recordedSwitches(store, id))
  return {
    outcomes,
    acceptedAt,
    switches,
    kinds: await reachedKinds(store),
    events,
    leaving,
    orders: await recordedOrders(store, placeIn),
    answers: await recordedAnswers(store, placeIn),
    presses: await recordedPresses(store, placeIn),
    emergencies: await recordedEmergencies(store, placeIn),
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

type PlaceIn = (
  organization: string,
  repository: string | null,
) => { readonly organization: string; readonly place: string | undefined }

/** What each valid version of an organization's policy switches on. */
async function recordedSwitches(
  { database }: Store,
  organization: string,
): Promise<readonly RecordedSwitches[]> {
  const rows = await database
    .selectFrom('policies')
    .select(['found_at', 'source'])
    .where('organization_id', '=', organization)
    .where('state', '=', 'valid')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ found_at: at, source }) => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by recordPolicy
    const resolved = resolveSource(source as PolicySource)
    if (!resolved.ok) return []
    const { changes, notifications } = resolved.policy
    const on = Object.entries(changes).flatMap(([name, isOn]) => (isOn ? [name] : []))
    return [{ at: at.getTime(), on: new Set([...on, ...(notifications.issues ? ['issues'] : [])]) }]
  })
}

const reachedKinds = ({ database }: Store): Promise<readonly ReachedKind[]> =>
  database
    .selectFrom('effects')
    .select(['kind', 'state'])
    .select([
      sql<number>`count(*)::int`.as('count'),
      sql<number>`sum(attempts)::int`.as('attempts'),
      sql<number>`count(*) filter (where attempts > 1)::int`.as('again'),
    ])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute()

async function recordedEffects(
  { database }: Store,
  placeIn: PlaceIn,
  now: Date,
): Promise<Pick<RecordedActs, 'open' | 'letPass'>> {
  const rows = await database
    .selectFrom('effects')
    .select([
      'organization_id',
      'repository_id',
      'kind',
      'state',
      'hold_id',
      'not_before',
      'finished_at',
      'problem',
    ])
    .execute()
  const placed = rows.map((row) => ({ ...row, ...placeIn(row.organization_id, row.repository_id) }))
  return {
    open: placed
      .filter((row) => row.finished_at === null)
      .map(({ organization, place, kind, state, problem, not_before: notBefore }) => ({
        problem,
        organization,
        place,
        kind,
        state: state === 'planned' && notBefore > now ? 'later' : openStates.parse(state),
      })),
    letPass: placed.flatMap(({ organization, place, kind, state, hold_id: hold, finished_at: at }) => {
      if (hold === null || at === null) return []
      // Of what is given up a call may be under way, which takes it a moment later.
      const until = at.getTime() + (state === 'withdrawn' ? underWayMs : 0)
      return [{ organization, place, kind, at: until }]
    }),
  }
}
