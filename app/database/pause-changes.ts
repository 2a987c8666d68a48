import type { NewAuditEvent } from '../enforcement/audit/event.ts'
import { appendAudit } from './audit-log.ts'
import { recordPause, recordResume } from './brakes.ts'
import { listOrganizations } from './organizations.ts'
import type { Store, Unit } from './store.ts'

export interface PauseOrder {
  /** Our id; null: the whole deployment. */
  readonly organization: string | null
  /** Shown to people, so without anything secret. */
  readonly reason: string
}

/**
 * Stops every change, of one organization or of all: each process asks before each single write. In the chain of each
 * organization that it concerns.
 * @returns false where it is paused already
 */
export const pauseChanges = (store: Store, order: PauseOrder, now: Date): Promise<boolean> =>
  ordered(store, 'changes.paused', order, now, (unit) =>
    recordPause(unit, order.organization, order.reason, now),
  )

/** @returns false where it was not paused; a pause of the whole deployment is not ended by one organization's end of it */
export const resumeChanges = (store: Store, order: PauseOrder, now: Date): Promise<boolean> =>
  ordered(store, 'changes.resumed', order, now, (unit) => recordResume(unit, order.organization, now))

const ordered = (
  store: Store,
  kind: 'changes.paused' | 'changes.resumed',
  { organization, reason }: PauseOrder,
  now: Date,
  record: (unit: Unit) => Promise<boolean>,
): Promise<boolean> =>
  untilNoDeadlock(() =>
    store.transact(async (unit) => {
      if (!(await record(unit))) return false
      const all = (await listOrganizations(unit, 'everything')).map(({ id }) => id)
      const concerned = organization === null ? all : [organization]
      // In one order, so that two orders at once do not wait for each other's chains.
      for (const id of concerned.toSorted((one, other) => Number(one) - Number(other)))
        await appendAudit(unit, id, now, [eventOf(kind, id, organization, reason)])
      return true
    }),
  )

const eventOf = (
  kind: 'changes.paused' | 'changes.resumed',
  id: string,
  organization: string | null,
  reason: string,
): NewAuditEvent => ({
  kind,
  actor: null,
  subject: `organization:${id}`,
  data: { reason, of: organization === null ? 'deployment' : 'organization' },
})

/** PostgreSQL's code for a deadlock, which it ends by refusing one of both. Source: its appendix A. */
const deadlock = '40P01'
const mostTries = 5

/** Others write to several chains at once too, in an order of their own. */
async function untilNoDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code !== deadlock || tried === mostTries) throw error
    }
  }
}
