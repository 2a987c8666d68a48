import { rebuiltEvent, type ToldApproval } from '../../enforcement/approvals/approval-events.ts'
import type { Unit } from '../store.ts'
import {
  type Again,
  eachAgain,
  type GivenAgain,
  personAgain,
  type Rebuilding,
  repositoryAgain,
} from './again.ts'

/** Gives the approvals of a record once more. What is here already stays as it is, so that it may be done again. */
export const approvalsAgain = (unit: Unit, rebuilding: Rebuilding): Promise<Again> =>
  eachAgain(rebuilding.told.approvals.open, rebuilding.told.approvals.unreadable, rebuilding.now, (told) =>
    giveAgain(unit, rebuilding, told),
  )

async function giveAgain(
  unit: Unit,
  rebuilding: Rebuilding,
  told: ToldApproval,
): Promise<'there' | 'lost' | GivenAgain> {
  const { database } = unit
  const repository = await repositoryAgain(unit, rebuilding, told.repository)
  if (repository === undefined) return 'lost'
  const by = await personAgain(unit, rebuilding, told.by)
  const requestedBy = await personAgain(unit, rebuilding, told.requestedBy)
  if (by === undefined || requestedBy === undefined) return 'lost'
  const there = await database
    .selectFrom('approvals')
    .select('id')
    .where('repository_id', '=', repository)
    .where('given_by', '=', by)
    .where('granted_at', '=', told.grantedAt)
    .executeTakeFirst()
  if (there) return 'there'
  const { id: approval } = await database
    .insertInto('approvals')
    .values({
      organization_id: rebuilding.id,
      repository_id: repository,
      request_id: null,
      kind: told.kind,
      given_by: by,
      requested_by: requestedBy,
      acts_for: JSON.stringify(told.actsFor),
      granted_at: told.grantedAt,
      expires_at: told.expiresAt,
      ticket: told.ticket,
      reason: null,
      condition: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { repository, event: rebuiltEvent({ ...told, by, requestedBy }, { repository, approval }) }
}
