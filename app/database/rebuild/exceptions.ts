import { rebuiltEvent, type ToldException } from '../../enforcement/exceptions/exception-events.ts'
import { exceptionRecorder } from '../exceptions.ts'
import type { Unit } from '../store.ts'
import {
  type Again,
  eachAgain,
  type GivenAgain,
  personAgain,
  type Rebuilding,
  repositoryAgain,
} from './again.ts'

/** Gives the exceptions of a record once more, without what is done instead, which no record holds. */
export const exceptionsAgain = (unit: Unit, rebuilding: Rebuilding): Promise<Again> =>
  eachAgain(rebuilding.told.exceptions.open, rebuilding.told.exceptions.unreadable, rebuilding.now, (told) =>
    giveAgain(unit, rebuilding, told),
  )

async function giveAgain(
  unit: Unit,
  rebuilding: Rebuilding,
  told: ToldException,
): Promise<'there' | 'lost' | GivenAgain> {
  const repository = await repositoryAgain(unit, rebuilding, told.repository)
  const by = repository === undefined ? undefined : await personAgain(unit, rebuilding, told.by)
  if (repository === undefined || by === undefined) return 'lost'
  const there = await unit.database
    .selectFrom('exceptions')
    .select('id')
    .where('repository_id', '=', repository)
    .where('given_by', '=', by)
    .where('granted_at', '=', told.grantedAt)
    .executeTakeFirst()
  if (there) return 'there'
  const { waived, owner, issue, actsFor, expiresAt, grantedAt } = told
  const id = await exceptionRecorder(unit).give(
    { organization: rebuilding.id, repository, waived, owner, issue, actsFor, expiresAt, by, control: null },
    grantedAt,
  )
  return { repository, event: rebuiltEvent({ ...told, by }, { repository, exception: id }) }
}
