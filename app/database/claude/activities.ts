import { sql } from 'kysely'
import type { ClaudeActivity, ClaudeActor } from '../../enforcement/claude/activity.ts'
import { connectionsOf, familyOf, type TakenActivity } from '../../enforcement/claude/connections.ts'
import type { NewAuditEvent } from '../../enforcement/audit/event.ts'
import type { Store, Unit } from '../store.ts'

type Reading = Pick<Store, 'database'>

/** How far a feed has been read, after a page of it. */
export type FeedPlace =
  | { readonly state: 'in-window'; readonly until: Date; readonly after: string }
  | { readonly state: 'read'; readonly until: Date }

/** What a page brought. */
export interface TakenPage {
  /** Ids of activities that were not here before. */
  readonly fresh: readonly string[]
  /** Our ids of repositories whose connections are others now. */
  readonly repositories: readonly string[]
  /** By our ids of organizations. */
  readonly events: ReadonlyMap<string, readonly NewAuditEvent[]>
}

/**
 * Takes a page of a feed in, and moves the place in the same transaction: killed at any point, nothing is lost, and what comes again is
 * here already. What a story comes to is made anew of all its activities, so that late ones change it as though they had come in time.
 */
export async function takePage(
  unit: Unit,
  tenant: string,
  activities: readonly ClaudeActivity[],
  place: FeedPlace,
): Promise<TakenPage> {
  const { database } = unit
  const people = await recordPeople(
    unit,
    tenant,
    activities.map(({ actor }) => actor),
  )
  const rows = activities.map((activity) => ({
    tenant_id: tenant,
    id: activity.id,
    at: activity.at,
    type: activity.type,
    family: familyOf(activity) ?? null,
    person: people.get(activity.actor.userId ?? '') ?? null,
    body: JSON.stringify(activity.body),
  }))
  const fresh: { readonly id: string; readonly family: string | null }[] = []
  for (let from = 0; from < rows.length; from += batch)
    fresh.push(
      ...(await database
        .insertInto('claude_activities')
        .values(rows.slice(from, from + batch))
        .onConflict((conflict) => conflict.doNothing())
        .returning(['id', 'family'])
        .execute()),
    )
  await database
    .updateTable('claude_tenants')
    .set({
      taken: sql<string>`taken + ${fresh.length}`,
      ...(place.state === 'read'
        ? { read_until: place.until, window_until: null, window_after: null }
        : { window_until: place.until, window_after: place.after }),
    })
    .where('id', '=', tenant)
    .execute()
  const families = [...new Set(fresh.flatMap(({ family }) => family ?? []))].toSorted()
  const repositories = new Set<string>()
  const events = new Map<string, NewAuditEvent[]>()
  for (const family of families)
    for (const change of await tellStory(unit, tenant, family)) {
      repositories.add(change.repository)
      events.set(change.organization, [...(events.get(change.organization) ?? []), change.event])
    }
  return { fresh: fresh.map(({ id }) => id), repositories: [...repositories].toSorted(), events }
}

/** PostgreSQL takes 65,535 values in one statement. */
const batch = 5000

/** Opaque ids of who acted, by Claude's ids of people; and their addresses, which can be erased. */
async function recordPeople(
  { database }: Unit,
  tenant: string,
  actors: readonly ClaudeActor[],
): Promise<ReadonlyMap<string, string>> {
  const emails = new Map<string, string | null>()
  for (const { userId, email } of actors)
    if (userId !== null) emails.set(userId, email ?? emails.get(userId) ?? null)
  if (emails.size === 0) return new Map()
  const rows = await database
    .insertInto('claude_people')
    .values(
      [...emails]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([userId, email]) => ({ tenant_id: tenant, user_id: userId, email, role: null })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'user_id'])
        .doUpdateSet((row) => ({ email: sql`coalesce(${row.ref('excluded.email')}, claude_people.email)` })),
    )
    .returning(['user_id', 'person'])
    .execute()
  return new Map(rows.map(({ user_id: userId, person }) => [userId, person]))
}

interface StoryChange {
  readonly organization: string
  readonly repository: string
  readonly event: NewAuditEvent
}

/** Makes a story's connections anew. @returns those of repositories here that were opened or closed by it */
async function tellStory(unit: Unit, tenant: string, family: string): Promise<readonly StoryChange[]> {
  const { database } = unit
  const before = await database
    .selectFrom('claude_connections')
    .select(['source', 'repository', 'repository_id', 'closed_at'])
    .where('tenant_id', '=', tenant)
    .where('family', '=', family)
    .execute()
  const known = new Map(before.map((row) => [row.source, row]))
  const changes: StoryChange[] = []
  for (const one of connectionsOf(await readStory(unit, tenant, family))) {
    const last = known.get(one.source)
    const found =
      last?.repository_id && last.repository === one.repository
        ? await ownerOf(unit, last.repository_id)
        : await findByName(unit, tenant, one.repository)
    const values = {
      family,
      via: one.via,
      repository: one.repository,
      repository_id: found?.id ?? null,
      opened_at: one.openedAt,
      opened_by: one.openedBy,
      closed_at: one.closedAt,
      closed_by: one.closedBy,
    }
    await database
      .insertInto('claude_connections')
      .values({ tenant_id: tenant, source: one.source, ...values })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'source']).doUpdateSet(values))
      .execute()
    const wasOpen = last !== undefined && last.closed_at === null
    const isOpen = one.closedAt === null
    if (!found || wasOpen === isOpen) continue
    changes.push({
      organization: found.organization_id,
      repository: found.id,
      event: {
        kind: isOpen ? 'claude.repository-connected' : 'claude.repository-disconnected',
        actor: null,
        subject: `repository:${found.id}`,
        // Who it was is told by an opaque id of its own: it is nobody whom GitHub knows.
        data: {
          via: one.via,
          at: ((isOpen ? one.openedAt : one.closedAt) ?? new Date(0)).toISOString(),
          person: isOpen ? one.openedBy : one.closedBy,
        },
      },
    })
  }
  return changes
}

async function readStory(
  { database }: Reading,
  tenant: string,
  family: string,
): Promise<readonly TakenActivity[]> {
  return database
    .selectFrom('claude_activities')
    .select(['id', 'at', 'type', 'body', 'person'])
    .where('tenant_id', '=', tenant)
    .where('family', '=', family)
    .execute()
}

interface Found {
  readonly id: string
  readonly organization_id: string
}

const ownerOf = ({ database }: Reading, id: string): Promise<Found | undefined> =>
  database
    .selectFrom('repositories')
    .select(['id', 'organization_id'])
    .where('id', '=', id)
    .executeTakeFirst()

async function findByName(
  { database }: Reading,
  tenant: string,
  name: string | null,
): Promise<Found | undefined> {
  if (name === null) return undefined
  return database
    .selectFrom('repositories')
    .innerJoin('organizations', 'organizations.id', 'repositories.organization_id')
    .innerJoin('claude_tenant_organizations as covered', 'covered.organization_id', 'organizations.id')
    .select(['repositories.id', 'repositories.organization_id'])
    .where('covered.tenant_id', '=', tenant)
    .where(sql<boolean>`lower(organizations.login) = ${name.split('/')[0] ?? ''}`)
    .where(sql<boolean>`lower(repositories.name) = ${name.split('/')[1] ?? ''}`)
    .orderBy(sql`gone_at is null`, 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What was told of one kind of activity, oldest first. */
export async function readActivitiesOfType(
  { database }: Reading,
  tenant: string,
  type: string,
  most = 1000,
): Promise<readonly TakenActivity[]> {
  const rows = await database
    .selectFrom('claude_activities')
    .select(['id', 'at', 'type', 'body', 'person'])
    .where('tenant_id', '=', tenant)
    .where('type', '=', type)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  return rows.toReversed()
}

/** Forgets what nobody rests on any more. @param kept types that are told of as long as the tenant is connected */
export async function forgetActivities(
  { database }: Reading,
  tenant: string,
  kept: readonly string[],
  before: Date,
): Promise<void> {
  await database
    .deleteFrom('claude_activities')
    .where('tenant_id', '=', tenant)
    .where('at', '<', before)
    .where('family', 'is', null)
    .where(sql<boolean>`type <> all(${sql.val([...kept])}::text[])`)
    .execute()
}

/** Who is a member now, with the role that Claude gives each. Whoever is not among them has none any more. */
export async function recordMembers(
  { database }: Unit,
  tenant: string,
  members: readonly {
    readonly userId: string
    readonly email: string | null
    readonly role: string | null
  }[],
): Promise<void> {
  await database.updateTable('claude_people').set({ role: null }).where('tenant_id', '=', tenant).execute()
  const unique = [...new Map(members.map((one) => [one.userId, one])).values()]
  for (let from = 0; from < unique.length; from += batch)
    await database
      .insertInto('claude_people')
      .values(
        unique.slice(from, from + batch).map(({ userId, email, role }) => ({
          tenant_id: tenant,
          user_id: userId,
          email,
          role: role ?? 'user',
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'user_id'])
          .doUpdateSet((row) => ({ email: row.ref('excluded.email'), role: row.ref('excluded.role') })),
      )
      .execute()
}
