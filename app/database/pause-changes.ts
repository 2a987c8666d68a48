import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit } from './audit-log.ts'
import { type OrderedBy, recordPause, recordResume } from './brakes.ts'
import { listOrganizations } from './organizations.ts'
import { findPerson, type NamedPerson } from './people.ts'
import type { Store, Unit } from './store.ts'
import { transactOrder } from './transact-order.ts'

export interface PauseOrder {
  /** Our id; null: the whole deployment. */
  readonly organization: string | null
  /** Shown to people, so without anything secret. */
  readonly reason: string
  /** Who says that they order it; undefined: nobody said. */
  readonly by: NamedPerson | undefined
  /** The operating system's account that the command runs as; undefined: it has no name. */
  readonly account: string | undefined
}

/** What became of an order. */
export interface PauseResult {
  /** Whether it changed anything. */
  readonly isNew: boolean
  /** Whether the person who was named is known, so that the audit log names them. */
  readonly isPersonKnown: boolean
}

/**
 * Stops every change, of one organization or of all: each process asks before each single write. In the chain of each
 * organization that it concerns. Nobody is refused, and GitHub is not asked who it was: what stops everything must work when nothing
 * else does.
 */
export const pauseChanges = (store: Store, order: PauseOrder, now: Date): Promise<PauseResult> =>
  ordered(store, 'changes.paused', order, now, (unit, by) =>
    recordPause(unit, order.organization, order.reason, now, by),
  )

/** A pause of the whole deployment is not ended by one organization's end of it. */
export const resumeChanges = (store: Store, order: PauseOrder, now: Date): Promise<PauseResult> =>
  ordered(store, 'changes.resumed', order, now, (unit, by) => recordResume(unit, order.organization, now, by))

async function ordered(
  store: Store,
  kind: 'changes.paused' | 'changes.resumed',
  order: PauseOrder,
  now: Date,
  record: (unit: Unit, by: OrderedBy) => Promise<string | undefined>,
): Promise<PauseResult> {
  const all = await listOrganizations(store, 'everything')
  const concerned = order.organization === null ? all : all.filter(({ id }) => id === order.organization)
  const people = await findOnHosts(store, concerned, order.by)
  const [person = null] = people.values()
  const account = person === null ? (order.by?.login ?? order.account ?? null) : (order.account ?? null)
  const isNew = await transactOrder(store, async (unit) => {
    const pause = await record(unit, { person, account })
    if (pause === undefined) return false
    if (kind === 'changes.resumed') await askForChanges(unit, concerned)
    // In one order, so that two orders at once do not wait for each other's chains.
    for (const { id, hostId } of concerned.toSorted((one, other) => Number(one.id) - Number(other.id))) {
      const actor = people.get(hostId) ?? null
      await appendAudit(unit, id, now, [eventOf(kind, id, { ...order, pause, actor })])
    }
    return true
  })
  return { isNew, isPersonKnown: person !== null }
}

/** What was planned meanwhile waits for nothing any more. */
const askForChanges = (unit: Unit, organizations: readonly KnownOrganization[]): Promise<void> =>
  askForWork(
    unit,
    organizations.map(({ id }) => keyOf('changes', id)),
  )

/** A person has an opaque id on each host. */
async function findOnHosts(
  store: Store,
  organizations: readonly KnownOrganization[],
  by: NamedPerson | undefined,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  if (by === undefined) return found
  for (const hostId of new Set(organizations.map((one) => one.hostId))) {
    const person = await findPerson(store, hostId, by)
    if (person !== undefined) found.set(hostId, person)
  }
  return found
}

const eventOf = (
  kind: 'changes.paused' | 'changes.resumed',
  id: string,
  order: PauseOrder & { readonly pause: string; readonly actor: string | null },
): NewAuditEvent => ({
  kind,
  actor: order.actor,
  subject: `organization:${id}`,
  data: {
    reason: order.reason,
    of: order.organization === null ? 'deployment' : 'organization',
    // The name of an account is kept with the pause alone: what is in the chain is never erased.
    pause: order.pause,
    unverified: order.actor === null ? null : 'GitHub was not asked who ordered it',
  },
})
