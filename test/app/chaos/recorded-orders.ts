import { sql } from 'kysely'
import type { Store } from '../../../app/database/store.ts'
import { isRemovable } from '../../../app/enforcement/leaving/made-thing.ts'
import type {
  Leaving,
  RecordedAnswer,
  RecordedEmergency,
  RecordedOrder,
  RecordedPress,
} from './chaos-program.ts'
import { underWayMs } from './under-way.ts'

type Reading = Pick<Store, 'database'>
type PlaceIn = (
  organization: string,
  repository: string | null,
) => { readonly organization: string; readonly place: string | undefined }

/** What people ordered by undoing a wave, as it stands. */
export async function recordedOrders(
  { database }: Reading,
  placeIn: PlaceIn,
): Promise<readonly RecordedOrder[]> {
  const rows = await database
    .selectFrom('effects')
    .innerJoin('repositories', 'repositories.id', 'effects.repository_id')
    .select(['effects.organization_id', 'effects.repository_id', 'kind', 'state', 'gone_at'])
    .select(['planned_at', 'finished_at'])
    .where('planner', '=', 'person')
    .where('kind', '!=', 'undo')
    .execute()
  return rows.map((row) => ({
    ...placeIn(row.organization_id, row.repository_id),
    kind: row.kind,
    state: row.state,
    from: row.planned_at.getTime(),
    until: row.finished_at?.getTime() ?? Infinity,
    isGone: row.gone_at !== null,
  }))
}

/** How often people's comments and issues were answered. */
export async function recordedAnswers(
  { database }: Reading,
  placeIn: PlaceIn,
): Promise<readonly RecordedAnswer[]> {
  const rows = await database
    .selectFrom('effects')
    .select(['organization_id', sql<string>`action ->> 'about'`.as('about')])
    .select([
      sql<number>`count(*) filter (where state in ('applied', 'already-so'))::int`.as('given'),
      sql<number>`count(*) filter (where finished_at is null)::int`.as('open'),
    ])
    .where('kind', '=', 'comment')
    .groupBy(['organization_id', sql`action ->> 'about'`])
    .execute()
  return rows.map(({ organization_id: organization, about, given, open }) => ({
    organization: placeIn(organization, null).organization,
    about,
    given,
    open,
  }))
}

export async function recordedPresses(
  { database }: Reading,
  placeIn: PlaceIn,
): Promise<readonly RecordedPress[]> {
  const rows = await database
    .selectFrom('button_presses')
    .innerJoin('person_names', 'person_id', 'pressed_by')
    .select(['organization_id', 'repository_id', 'button', 'outcome', 'login'])
    .orderBy('button_presses.id')
    .execute()
  return rows.map(({ organization_id: organization, repository_id: repository, button, outcome, login }) => ({
    place: placeIn(organization, repository).place!,
    login,
    button,
    outcome,
  }))
}

export async function recordedEmergencies(
  { database }: Reading,
  placeIn: PlaceIn,
): Promise<readonly RecordedEmergency[]> {
  const rows = await database
    .selectFrom('approvals')
    .leftJoin('emergency_reviews', 'approval_id', 'approvals.id')
    .select(['approvals.id', 'approvals.organization_id', 'approval_id', 'issue', 'reviewed_at'])
    .where('kind', '=', 'emergency')
    .orderBy('approvals.id')
    .execute()
  return rows.map(({ id, organization_id: organization, approval_id: review, issue, reviewed_at: at }) => ({
    organization: placeIn(organization, null).organization,
    id,
    issue: review === null ? undefined : issue,
    isReviewed: at !== null,
  }))
}

/**
 * When Gatehouse was to leave an organization, and what it did there meanwhile.
 * @param told when, oldest first
 * @param whileLeaving ids of the effects that were planned meanwhile, by the order of the chain
 */
export async function recordedLeaving(
  { database }: Reading,
  organization: { readonly id: string; readonly login: string },
  told: readonly { readonly at: number; readonly isLeaving: boolean }[],
  whileLeaving: ReadonlySet<unknown>,
): Promise<readonly Leaving[]> {
  const spans = told.flatMap(({ at, isLeaving }, index) => {
    if (!isLeaving || told[index - 1]?.isLeaving === true) return []
    return [{ from: at, until: told.find((one) => one.at > at && !one.isLeaving)?.at ?? Infinity }]
  })
  if (spans.length === 0) return []
  const things = await database
    .selectFrom('made_things')
    .select(['kind', 'reference', 'details'])
    .where('organization_id', '=', organization.id)
    .where('removed_at', 'is', null)
    .execute()
  const effects = await database
    .selectFrom('effects')
    .select(['id', 'kind', 'planned_at'])
    .where('organization_id', '=', organization.id)
    // People are answered.
    .where('planner', 'not in', ['person', 'requests'])
    .execute()
  return spans.map(({ from, until }) => ({
    organization: organization.login,
    from,
    until,
    left: things
      .filter(({ kind, details }) => isRemovable(kind) && Object(details)['wasThere'] !== true)
      .map(({ kind, reference }) => `${kind} ${reference}`),
    planned: effects
      .filter(
        ({ id, planned_at: at }) =>
          whileLeaving.has(id) && at.getTime() > from + underWayMs && at.getTime() < until,
      )
      .map(({ kind }) => kind),
  }))
}
