import { type Delivery, settleDeliveries, takeDeliveries } from '../database/deliveries.ts'
import { recordPress } from '../database/button-presses.ts'
import { recordPerson } from '../database/people.ts'
import { readOrganizationByGitHubId, listOrganizations } from '../database/organizations.ts'
import { hintRepository, recordActivity, recordGoneHow } from '../database/repositories.ts'
import type { Store } from '../database/store.ts'
import { type Hint, type HintingEvent, isHintingEvent } from '../enforcement/hints.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import type { WorkQueue } from './work-queue.ts'

/** Reads one webhook as hints. @throws where it is not what GitHub sends */
export type ReadWebhook = (webhook: {
  readonly guid: string
  readonly event: HintingEvent
  readonly payload: unknown
}) => Promise<readonly Hint[]>

export interface Dispatching {
  readonly store: Store
  readonly want: WorkQueue['want']
  /** By the host's name. */
  readonly hosts: ReadonlyMap<string, { readonly id: string; readonly readWebhook: ReadWebhook }>
  readonly policyRepository: string
  readonly now: () => Date
}

/** Handled in one transaction. */
export const mostAtOnce = 200

/**
 * Handles webhooks that wait: each is read as hints, and work is asked for. Several processes share them. Where one dies here its
 * webhooks are handled again, which does no harm.
 * @returns how many were handled; there may be more where it is `mostAtOnce`
 */
export async function dispatchDeliveries(dispatching: Dispatching): Promise<number> {
  const { store, want } = dispatching
  return store.transact(async (unit) => {
    const taken = await takeDeliveries(unit, mostAtOnce)
    if (taken.length === 0) return 0
    const read = []
    for (const delivery of taken) read.push(await readDelivery(dispatching, delivery))
    const keys = new Set<string>()
    for (const { host, hint } of distinctHints(read))
      for (const key of await keysOf(dispatching, host, hint)) keys.add(key)
    // In a transaction of its own, so that nobody waits for the rows of these webhooks.
    await store.transact((other) => want(other, [...keys], 'first'))
    await settleDeliveries(unit, read)
    return taken.length
  })
}

interface ReadDelivery {
  readonly delivery: Delivery
  /** Our id. */
  readonly host: string
  readonly hints: readonly Hint[]
  readonly problem?: string
}

async function readDelivery({ hosts }: Dispatching, delivery: Delivery): Promise<ReadDelivery> {
  const { event, guid } = delivery
  const host = hosts.get(delivery.host)
  const ignored = { delivery, host: host?.id ?? '', hints: [] }
  if (!host || !isHintingEvent(event)) return ignored
  try {
    const payload: unknown = JSON.parse(delivery.payload.toString('utf8'))
    return { delivery, host: host.id, hints: await host.readWebhook({ guid, event, payload }) }
  } catch {
    // What is wrong with it may be a piece of it, and it may hold anything: only that it could not be read is kept.
    return { ...ignored, problem: 'it is not what GitHub sends' }
  }
}

interface HintOfHost {
  /** Our id. */
  readonly host: string
  readonly hint: Hint
}

/** Of many webhooks about one repository, which is what a busy one sends, one says as much as all. */
const distinctHints = (read: readonly ReadDelivery[]): Iterable<HintOfHost> =>
  new Map(
    read.flatMap(({ host, hints }) =>
      hints.map((hint) => [`${host} ${JSON.stringify(hint)}`, { host, hint }] as const),
    ),
  ).values()

async function keysOf(dispatching: Dispatching, host: string, hint: Hint): Promise<readonly string[]> {
  const { store, policyRepository, now } = dispatching
  if (hint.kind === 'host') return [keyOf('host', host)]
  if (hint.kind === 'organization') return organizationKeys(store, host, hint.githubId)
  if (hint.kind === 'discussion') return discussionKeys(dispatching, host, hint)
  const ids = { host, organization: hint.organization, repository: hint.githubId }
  const repository = await hintRepository(store, ids)
  // Nothing is asked of what nobody has seen.
  if (repository === undefined && hint.kind === 'gone') return []
  // One that is not known yet will be in the organization's list.
  if (repository === undefined) return organizationKeys(store, host, hint.organization)
  if (hint.kind === 'gone') {
    await recordGoneHow(store, repository, hint.how)
    return [keyOf('repository', repository)]
  }
  if (hint.kind === 'press') return pressKeys(dispatching, host, repository, hint)
  if (hint.kind === 'content') return [keyOf('scan', repository)]
  if (hint.kind === 'activity')
    await recordActivity(store, repository, [{ assistant: hint.assistant, kind: 'event', at: now() }])
  else if (hint.name === policyRepository)
    return [
      keyOf('repository', repository),
      ...(await policyKeys(store)),
      ...(await previewKeys(store, host, hint.organization)),
    ]
  return [keyOf('repository', repository)]
}

/** Only in the policy repository people are heard; everywhere else there is nothing to be looked at. */
async function discussionKeys(
  { store, policyRepository }: Dispatching,
  host: string,
  { organization, name }: Extract<Hint, { readonly kind: 'discussion' }>,
): Promise<readonly string[]> {
  if (name.toLowerCase() !== policyRepository.toLowerCase()) return []
  const id = await readOrganizationByGitHubId(store, 'everything', host, organization)
  return id === undefined ? [] : [keyOf('requests', id)]
}

/** @param repository our id */
async function pressKeys(
  { store, now }: Dispatching,
  host: string,
  repository: string,
  { organization, checkRun, button, by }: Extract<Hint, { readonly kind: 'press' }>,
): Promise<readonly string[]> {
  const id = await readOrganizationByGitHubId(store, 'everything', host, organization)
  if (id === undefined) return []
  const person = await recordPerson(store, host, by.githubId, by.login)
  await recordPress(store, { organization: id, repository, checkRun, button, by: person }, now())
  return [keyOf('requests', id)]
}

async function organizationKeys(store: Store, host: string, githubId: number): Promise<readonly string[]> {
  const id = await readOrganizationByGitHubId(store, 'everything', host, githubId)
  return [id === undefined ? keyOf('host', host) : keyOf('organization', id)]
}

/** A pull request may change the policy. */
async function previewKeys(store: Store, host: string, githubId: number): Promise<readonly string[]> {
  const id = await readOrganizationByGitHubId(store, 'everything', host, githubId)
  return id === undefined ? [] : [keyOf('previews', id)]
}

/** A policy may be the parent of any other, so all are looked at: there are few, and looking costs one request each. */
const policyKeys = async (store: Store): Promise<readonly string[]> =>
  (await listOrganizations(store, 'everything')).map(({ id }) => keyOf('policy', id))
