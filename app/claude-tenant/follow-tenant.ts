import { appendAudit } from '../database/audit-log.ts'
import { forgetActivities, readActivitiesOfType, recordMembers } from '../database/claude/activities.ts'
import {
  forgetTenantKey,
  type KnownTenant,
  readCovered,
  readOwnTenant,
  readTenantKey,
  recordLook,
  recordSettings,
} from '../database/claude/tenants.ts'
import { noteReachChanges } from '../database/decide-anew.ts'
import { readRepositoriesByGitHubId } from '../database/repositories.ts'
import type { Sealer } from '../database/sealed.ts'
import type { Store, Unit } from '../database/store.ts'
import type { TxtResolver } from '../domains/resolvers.ts'
import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import type { ClaudeSettings } from '../enforcement/claude/claude-tenant.ts'
import { judgeKey } from '../enforcement/claude/judge-key.ts'
import { claudeSwitches, type Posture, postureOf } from '../enforcement/claude/posture.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { AppError } from '../../scanner/errors.ts'
import { type ClientOptions, createComplianceClient, type ComplianceClient, PutOff } from './api/client.ts'
import { lookAtDomains } from './look-at-domains.ts'
import { followedTypes, keptMs, readFeed } from './read-feed.ts'
import { readClaudeOrganizations } from './read-settings.ts'

export interface TenantFollowing {
  readonly store: Store
  readonly sealer: Sealer
  readonly apiUrl: string
  readonly resolvers: readonly TxtResolver[]
  /** Asks for work, in the transaction that makes it necessary. */
  readonly want: (unit: Unit, keys: readonly string[]) => Promise<void>
  /** Judges an organization as a whole, from what is recorded. */
  readonly judge: (organization: string) => Promise<void>
  readonly onAnswer?: ClientOptions['onAnswer']
  readonly now: () => Date
  readonly pageSize?: number
  readonly client?: Pick<ClientOptions, 'clock' | 'perMinute' | 'tries'>
}

const minuteMs = 60_000
const againMs = minuteMs
/** After a failure people have to act, or Claude has. */
const afterFailureMs = 5 * minuteMs
const settingsMs = 30 * minuteMs

/** Types after which settings are read at once. */
const settingTypes = [
  'claude_organization_settings_updated',
  'org_sso_provisioning_mode_changed',
  'claude_user_role_updated',
  'primary_owner_transferred',
]

/**
 * Looks once at all that Claude tells of the tenant whose key an organization set: the feed, the settings, who is in it, and the domains
 * that it rests on. What fails is written down for people to see, and looked at again after a while.
 */
export async function followTenant(
  parts: TenantFollowing,
  organization: string,
  signal: AbortSignal,
): Promise<void> {
  const { store, now } = parts
  const tenant = await readOwnTenant(store, organization)
  if (!tenant) return
  const outcome = await look(parts, tenant, signal)
  await store.transact((unit) => recordLook(unit, tenant.id, outcome, now()))
  if (outcome.isNews || (outcome.problem === null) !== (tenant.failingSince === null))
    for (const one of await readCovered(store, tenant.id)) await parts.judge(one)
}

interface Outcome {
  readonly problem: string | null
  readonly again: Date
  /** Whether something may be judged otherwise now. */
  readonly isNews: boolean
}

async function look(parts: TenantFollowing, tenant: KnownTenant, signal: AbortSignal): Promise<Outcome> {
  const { store, sealer, apiUrl, onAnswer, now } = parts
  const after = (ms: number): Date => new Date(now().getTime() + ms)
  try {
    const key = await readTenantKey(store, sealer, tenant.organization)
    // Domains are watched without a key as well.
    const domains = await lookAtDomains(tenant.id, { ...parts, signal })
    if (!key) return { problem: 'There is no key.', again: after(settingsMs), isNews: domains }
    const client = createComplianceClient({
      apiUrl,
      key: key.reveal(),
      signal,
      ...(onAnswer && { onAnswer }),
      ...parts.client,
    })
    const feed = await readFeed(tenant, { ...parts, client, signal })
    const known = { ...tenant, keyId: feed.keyId }
    const isDue =
      tenant.settingsAt === null ||
      now().getTime() - tenant.settingsAt.getTime() >= settingsMs ||
      feed.keyId !== tenant.keyId ||
      settingTypes.some((type) => feed.types.has(type))
    if (isDue) await readAll(parts, known, client)
    const later =
      feed.types.has('org_domain_verified') && (await lookAtDomains(tenant.id, { ...parts, signal }))
    return { problem: null, again: after(againMs), isNews: domains || later || isDue || feed.types.size > 0 }
  } catch (error) {
    if (error instanceof PutOff) return { problem: null, again: error.retryAt, isNews: false }
    if (!(error instanceof AppError)) throw error
    return { problem: `${error.message} ${error.todo}`, again: after(afterFailureMs), isNews: false }
  }
}

/** Settings, keys and members. @throws AppError `claude-key-refused` where our key turns out to do too much, which is forgotten then */
async function readAll(parts: TenantFollowing, tenant: KnownTenant, client: ComplianceClient): Promise<void> {
  const { store, now } = parts
  const organizations = await readClaudeOrganizations(client)
  const judgment = judgeKey(
    organizations.flatMap(({ keys }) => keys),
    tenant.keyId,
  )
  if (judgment.may === 'no') {
    await store.transact((unit) => forgetTenantKey(unit, tenant.organization))
    throw new AppError('claude-key-refused', judgment.why)
  }
  const members = await readMembers(client, organizations)
  const changes = await readActivitiesOfType(store, tenant.id, 'claude_organization_settings_updated')
  const before = tenant.settings.posture
  const posture = postureOf(
    organizations.map(({ values }) => values),
    changes,
    before,
    now(),
  )
  const covered = await readCovered(store, tenant.id)
  await store.transact(async (unit) => {
    await recordSettings(unit, tenant.id, { organizations, posture }, now())
    if (members) await recordMembers(unit, tenant.id, members)
    const events = tenant.settingsAt === null ? [] : changedSettings(before, posture)
    if (!isSame(before, posture)) await askToDecide(parts, unit, covered)
    for (const organization of covered)
      await appendAudit(
        unit,
        organization,
        now(),
        events.map((event) => ({ ...event, subject: `organization:${organization}` })),
      )
  })
  await forgetActivities(store, tenant.id, followedTypes, new Date(now().getTime() - keptMs))
}

async function readMembers(client: ComplianceClient, organizations: ClaudeSettings['organizations']) {
  const members: Parameters<typeof recordMembers>[2][number][] = []
  for (const { uuid } of organizations) {
    const users = await client.users(uuid)
    if (!users) return undefined
    members.push(
      ...users.map((one) => ({
        userId: one.id,
        email: one.email ?? null,
        role: one.organization_role ?? null,
      })),
    )
  }
  return members
}

const isSame = (one: Posture, other: Posture): boolean =>
  claudeSwitches.every(({ name }) => one[name]?.value === other[name]?.value)

function changedSettings(before: Posture, after: Posture): readonly Omit<NewAuditEvent, 'subject'>[] {
  return claudeSwitches
    .filter(({ name }) => before[name]?.value !== after[name]?.value)
    .map(({ name, title }) => ({
      kind: 'claude.setting-changed',
      actor: null,
      data: {
        setting: name,
        title,
        before: before[name]?.value ?? null,
        after: after[name]?.value ?? null,
        person: after[name]?.by ?? null,
      },
    }))
}

/** Policies may require how Claude's switches are: every repository is decided anew, by what is recorded where that is fresh. */
async function askToDecide(
  { want, now }: TenantFollowing,
  unit: Unit,
  organizations: readonly string[],
): Promise<void> {
  for (const organization of organizations) {
    const repositories = await readRepositoriesByGitHubId(unit, organization, [], { isOthers: true })
    const decided = await noteReachChanges(unit, repositories, now())
    const toRead = repositories.filter((id) => !decided.has(id))
    await want(unit, [
      ...toRead.map((id) => keyOf('repository', id)),
      ...(decided.size > 0 ? [keyOf('decisions', organization)] : []),
    ])
  }
}
