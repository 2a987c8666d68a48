import { rebuiltRequestEvent, type ToldRequest } from '../../enforcement/requests/request-events.ts'
import { requestRecorder } from '../requests.ts'
import type { Unit } from '../store.ts'
import {
  type Again,
  eachAgain,
  type GivenAgain,
  personAgain,
  type Rebuilding,
  repositoryAgain,
} from './again.ts'

/** Opens the requests of a record once more, in their issues, without what people gave as the reason, which no record holds. */
export const requestsAgain = (unit: Unit, rebuilding: Rebuilding): Promise<Again> =>
  eachAgain(rebuilding.told.requests.open, rebuilding.told.requests.unreadable, rebuilding.now, (told) =>
    openAgain(unit, rebuilding, told),
  )

async function openAgain(
  unit: Unit,
  rebuilding: Rebuilding,
  told: ToldRequest,
): Promise<'there' | 'lost' | GivenAgain> {
  const repository = await repositoryAgain(unit, rebuilding, told.repository)
  if (repository === undefined) return 'lost'
  const requestedBy = await personAgain(unit, rebuilding, told.requestedBy)
  if (requestedBy === undefined) return 'lost'
  const { days, source, issue, openedAt } = told
  // Closed or not: whoever has answered it here since has answered it.
  const there = await unit.database
    .selectFrom('access_requests')
    .select('id')
    .where('repository_id', '=', repository)
    .where('opened_at', '=', openedAt)
    .executeTakeFirst()
  if (there) return 'there'
  const asked = { organization: rebuilding.id, repository, requestedBy, reason: '', days, source, issue }
  const request = await requestRecorder(unit).open(asked, openedAt)
  // Somebody has asked for it here meanwhile.
  if (request === undefined) return 'there'
  return { repository, event: rebuiltRequestEvent({ ...told, requestedBy }, { repository, request }) }
}
