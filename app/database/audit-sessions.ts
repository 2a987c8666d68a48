import type { Json } from '../enforcement/audit/event.ts'
import { roleOf } from '../enforcement/members/roles-of.ts'
import { appendAudit } from './audit-log.ts'
import { readStandings } from './sessions.ts'
import type { Unit } from './store.ts'

/** Tells that somebody signed in or out, in the record of each organization in which they are anything. The last thing of a transaction. */
export async function auditSession(
  unit: Unit,
  kind: 'session.opened' | 'session.ended',
  person: string,
  at: Date,
  data: { readonly [name: string]: Json } = {},
): Promise<void> {
  const standings = await readStandings(unit, person, at)
  const concerned = standings.filter((one) => roleOf(one) !== undefined)
  // In one order, so that two who sign in at once do not wait for each other's chains.
  for (const { organization } of concerned.toSorted(
    (one, other) => Number(one.organization) - Number(other.organization),
  ))
    await appendAudit(unit, organization, at, [{ kind, actor: person, subject: `person:${person}`, data }])
}
