import type { CollectedRecord } from '../../enforcement/audit/collect-record.ts'
import { keyOf } from '../../enforcement/work-keys.ts'
import { askForWork } from '../ask-for-work.ts'
import { appendAudit } from '../audit-log.ts'
import { findOrganizations } from '../organizations.ts'
import type { Store, Unit } from '../store.ts'
import { type Counts, none, type Rebuilding } from './again.ts'
import { approvalsAgain } from './approvals.ts'
import { exceptionsAgain } from './exceptions.ts'
import { recertificationAgain } from './recertification.ts'
import { requestsAgain } from './requests.ts'

/** What became of what a record tells of one organization. */
export interface Rebuilt {
  readonly host: string
  readonly login: string
  readonly approvals: Counts
  readonly exceptions: Counts
  /** That nobody had answered. */
  readonly requests: Counts
  /** Approvals that were still to be confirmed. */
  readonly recertification: Counts
  /** Whether the organization is known here at all. */
  readonly isKnown: boolean
}

/**
 * Gives the approvals and exceptions of a record once more, and opens the requests and the recertification that were open. What is here already stays as
 * it is, so that it may be done again.
 */
export async function rebuildRecord(
  store: Store,
  record: CollectedRecord,
  now: Date,
): Promise<readonly Rebuilt[]> {
  const all: Rebuilt[] = []
  for (const told of record.organizations()) {
    const name = `${told.host}/${told.login}`
    const [known] = await findOrganizations(store, 'everything', name)
    all.push(
      known
        ? await store.transact((unit) =>
            rebuildOne(unit, { id: known.id, hostId: known.hostId, told, people: record.people, now }),
          )
        : unknownHere(told),
    )
  }
  return all
}

async function rebuildOne(unit: Unit, rebuilding: Rebuilding): Promise<Rebuilt> {
  const { id, told, now } = rebuilding
  const approvals = await approvalsAgain(unit, rebuilding)
  const exceptions = await exceptionsAgain(unit, rebuilding)
  const requests = await requestsAgain(unit, rebuilding)
  // After the approvals that it is about.
  const recertification = await recertificationAgain(unit, rebuilding)
  const parts = [approvals, exceptions, requests, recertification]
  const repositories = new Set(parts.flatMap((part) => part.repositories))
  await askForWork(unit, [
    ...[...repositories].map((one) => keyOf('repository', one)),
    ...(recertification.counts.given + requests.counts.given > 0 ? [keyOf('requests', id)] : []),
  ])
  await appendAudit(
    unit,
    id,
    now,
    parts.flatMap(({ events }) => events),
  )
  return {
    host: told.host,
    login: told.login,
    approvals: approvals.counts,
    exceptions: exceptions.counts,
    requests: requests.counts,
    recertification: recertification.counts,
    isKnown: true,
  }
}

const unknownHere = (told: Rebuilding['told']): Rebuilt => ({
  host: told.host,
  login: told.login,
  approvals: { ...none, lost: told.approvals.open.length, unreadable: told.approvals.unreadable },
  exceptions: { ...none, lost: told.exceptions.open.length, unreadable: told.exceptions.unreadable },
  requests: { ...none, lost: told.requests.open.length, unreadable: told.requests.unreadable },
  recertification: {
    ...none,
    lost: told.recertification?.reviews.flatMap(({ items }) => items).length ?? 0,
    unreadable: told.unreadableReviews,
  },
  isKnown: false,
})
