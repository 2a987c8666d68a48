import { appendAudit } from '../database/audit-log.ts'
import { type FeedPlace, takePage } from '../database/claude/activities.ts'
import { type KnownTenant, recordKeyId } from '../database/claude/tenants.ts'
import type { Store, Unit } from '../database/store.ts'
import type { ClaudeActivity } from '../enforcement/claude/activity.ts'
import { familyOf } from '../enforcement/claude/connections.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { ComplianceClient } from './api/client.ts'
import type { ActivitiesPage } from './api/schemas.ts'

/** Within a minute everything can be asked for, says the documentation; what is newer is left for the next look. */
export const settleMs = 60_000
/** What is found late is behind what was read already: so much is read again each time. */
export const overlapMs = 15 * 60_000
/** What nobody rests on is kept for so long. */
export const keptMs = 30 * 24 * 60 * 60_000

/** Types that are read as long as the tenant is connected, besides those of connections. */
export const followedTypes = [
  'claude_organization_settings_updated',
  'github_token_import',
  'org_domain_verified',
  'org_domain_removed',
  'org_directory_resync_failed',
  'org_directory_resync_completed',
  'org_directory_sync_activated',
  'org_sso_connection_activated',
  'org_sso_connection_deactivated',
  'org_sso_connection_deleted',
  'org_sso_seat_tier_mappings_updated',
  'org_sso_provisioning_mode_changed',
  'claude_user_role_updated',
  'primary_owner_transferred',
] as const
const isFollowed = ({ type, body }: ClaudeActivity): boolean =>
  followedTypes.some((one) => one === type) || familyOf({ type, body }) !== undefined

export interface FeedReading {
  readonly store: Store
  readonly client: Pick<ComplianceClient, 'activities'>
  /** Asks for work, in the transaction that makes it necessary. */
  readonly want: (unit: Unit, keys: readonly string[]) => Promise<void>
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Activities of a page, 5000 at most. */
  readonly pageSize?: number
}

export interface FeedRead {
  /** Types of what was not known before. */
  readonly types: ReadonlySet<string>
  /** Claude's id of our own key; null: not learnt yet. */
  readonly keyId: string | null
}

/**
 * Reads a tenant's feed up to a minute ago, a page and a transaction at a time. A window of time is read from its newest to its oldest, and
 * where it is interrupted, the next run goes on within it.
 */
export async function readFeed(tenant: KnownTenant, reading: FeedReading): Promise<FeedRead> {
  const { store, client, want, signal, now, pageSize = 5000 } = reading
  const until = tenant.window?.until ?? new Date(now().getTime() - settleMs)
  const from = tenant.readUntil && new Date(tenant.readUntil.getTime() - overlapMs)
  let { keyId } = tenant
  let after = tenant.window?.after ?? undefined
  const types = new Set<string>()
  for (;;) {
    signal.throwIfAborted()
    const page = await client.activities({
      from: from?.toISOString(),
      until: until.toISOString(),
      afterId: after,
      limit: pageSize,
    })
    const activities = page.data.map(toActivity)
    const own = learntKey(activities, tenant.probeRequest)
    const place = placeAfter(page, until)
    const isNew = own !== undefined && own !== keyId
    if (own !== undefined) keyId = own
    const oldest = now().getTime() - keptMs
    const wanted = activities.filter(
      (one) => !isOwnNoise(one, keyId) && (isFollowed(one) || one.at.getTime() >= oldest),
    )
    const fresh = await store.transact(async (unit) => {
      if (isNew) await recordKeyId(unit, tenant.id, own)
      const taken = await takePage(unit, tenant.id, wanted, place)
      await want(
        unit,
        taken.repositories.map((id) => keyOf('repository', id)),
      )
      for (const [organization, events] of [...taken.events].toSorted(([a], [b]) => Number(a) - Number(b)))
        await appendAudit(unit, organization, now(), events)
      return new Set(taken.fresh)
    })
    for (const { id, type } of wanted) if (fresh.has(id)) types.add(type)
    if (place.state === 'read') return { types, keyId }
    after = place.after
  }
}

function placeAfter({ data, has_more: hasMore, last_id: lastId }: ActivitiesPage, until: Date): FeedPlace {
  const after = lastId ?? data.at(-1)?.id
  return hasMore && after !== undefined ? { state: 'in-window', until, after } : { state: 'read', until }
}

/** Every call that we make is told of in the feed: by the number of one of them our own key is known there. */
const learntKey = (activities: readonly ClaudeActivity[], probe: string | null): string | undefined =>
  probe === null
    ? undefined
    : (activities.find(({ type, body }) => type === accessed && body['request_id'] === probe)?.actor
        .apiKeyId ?? undefined)

const accessed = 'compliance_api_accessed'
const isOwnNoise = ({ type, actor }: ClaudeActivity, keyId: string | null): boolean =>
  type === accessed && keyId !== null && actor.apiKeyId === keyId

/** What is kept of an activity: nothing of where somebody was and with which browser. */
function toActivity(sent: ActivitiesPage['data'][number]): ClaudeActivity {
  const { id, created_at: at, type, actor, ...body } = sent
  return {
    id,
    at: new Date(at),
    type,
    actor: {
      kind: actor?.type ?? 'unknown',
      userId: actor?.user_id ?? null,
      email: actor?.email_address ?? null,
      apiKeyId: actor?.api_key_id ?? null,
    },
    body: plainJson(body),
  }
}

/** PostgreSQL has no place for U+0000 in JSON. */
function plainJson(body: Record<string, unknown>): ClaudeActivity['body'] {
  // oxlint-disable-next-line no-unsafe-type-assertion -- JSON in, JSON out
  return JSON.parse(JSON.stringify(body), (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '') : value,
  ) as ClaudeActivity['body']
}
