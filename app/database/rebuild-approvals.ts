import {
  type collectApprovals,
  rebuiltEvent,
  type ToldApproval,
  type ToldApprovals,
} from '../enforcement/approvals/approval-events.ts'
import { keyOf } from '../enforcement/work-keys.ts'
import { askForWork } from './ask-for-work.ts'
import { appendAudit } from './audit-log.ts'
import { findOrganizations } from './organizations.ts'
import type { Store, Unit } from './store.ts'

/** What became of the approvals of one organization of a record. */
export interface Rebuilt {
  readonly host: string
  readonly login: string
  /** Given anew. */
  readonly given: number
  /** Here already. */
  readonly there: number
  /** Their term is over. */
  readonly over: number
  /** Their repository is not known here, or their people are not in the record. */
  readonly lost: number
  /** Events that do not say enough. */
  readonly unreadable: number
  /** Whether the organization is known here at all. */
  readonly isKnown: boolean
}

type Collected = Pick<ReturnType<typeof collectApprovals>, 'people' | 'organizations'>

/** Gives the approvals of a record once more. What is here already stays as it is, so that it may be done again. */
export async function rebuildApprovals(
  store: Store,
  record: Collected,
  now: Date,
): Promise<readonly Rebuilt[]> {
  const all: Rebuilt[] = []
  for (const told of record.organizations()) {
    const name = `${told.host}/${told.login}`
    const [known] = await findOrganizations(store, 'everything', name)
    const { host, login, unreadable, approvals } = told
    const none = { host, login, given: 0, there: 0, over: 0, lost: 0, unreadable, isKnown: false }
    if (!known) all.push({ ...none, lost: approvals.length })
    else
      all.push(
        await store.transact((unit) =>
          rebuildOne(unit, { id: known.id, hostId: known.hostId, told, people: record.people, now }),
        ),
      )
  }
  return all
}

interface Rebuilding {
  readonly id: string
  readonly hostId: string
  readonly told: ToldApprovals
  readonly people: Collected['people']
  readonly now: Date
}

async function rebuildOne(unit: Unit, rebuilding: Rebuilding): Promise<Rebuilt> {
  const { id, told, now } = rebuilding
  const counts = { given: 0, there: 0, over: 0, lost: 0 }
  const events = []
  const keys: string[] = []
  for (const approval of told.approvals) {
    const became = approval.expiresAt <= now ? 'over' : await giveAgain(unit, rebuilding, approval)
    if (typeof became === 'string') counts[became] += 1
    else {
      counts.given += 1
      keys.push(keyOf('repository', became.repository))
      events.push(rebuiltEvent({ ...approval, by: became.by, requestedBy: became.requestedBy }, became))
    }
  }
  await askForWork(unit, keys)
  await appendAudit(unit, id, now, events)
  const { host, login, unreadable } = told
  return { host, login, ...counts, unreadable, isKnown: true }
}

interface GivenAgain {
  readonly repository: string
  readonly approval: string
  readonly by: string
  readonly requestedBy: string
}

async function giveAgain(
  unit: Unit,
  { id, hostId, told: { host }, people }: Rebuilding,
  told: ToldApproval,
): Promise<'there' | 'lost' | GivenAgain> {
  const { database } = unit
  const repository = await database
    .selectFrom('repositories')
    .select('id')
    .where('organization_id', '=', id)
    .where('github_id', '=', String(told.repository))
    .where('gone_at', 'is', null)
    .executeTakeFirst()
  const by = people.get(told.by)
  const requestedBy = people.get(told.requestedBy)
  if (!repository || by?.host !== host || requestedBy?.host !== host) return 'lost'
  const given = {
    repository: repository.id,
    by: await personAgain(unit, hostId, told.by, by.githubId),
    requestedBy: await personAgain(unit, hostId, told.requestedBy, requestedBy.githubId),
  }
  const there = await database
    .selectFrom('approvals')
    .select('id')
    .where('repository_id', '=', repository.id)
    .where('given_by', '=', given.by)
    .where('granted_at', '=', told.grantedAt)
    .executeTakeFirst()
  if (there) return 'there'
  const { id: approval } = await database
    .insertInto('approvals')
    .values({
      organization_id: id,
      repository_id: repository.id,
      request_id: null,
      kind: told.kind,
      given_by: given.by,
      requested_by: given.requestedBy,
      acts_for: JSON.stringify(told.actsFor),
      granted_at: told.grantedAt,
      expires_at: told.expiresAt,
      ticket: told.ticket,
      reason: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ...given, approval }
}

/** By the same opaque id where the person is not known here by another one already. */
async function personAgain(
  { database }: Unit,
  hostId: string,
  opaque: string,
  githubId: number,
): Promise<string> {
  const values = { host_id: hostId, github_id: String(githubId) }
  const { id } = await database
    .insertInto('people')
    .values({ id: opaque, ...values })
    .onConflict((conflict) => conflict.columns(['host_id', 'github_id']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
