import { forgetSealed } from '../sealed-values.ts'
import { tokensOf } from '../sessions.ts'
import type { Unit } from '../store.ts'

/** Ends what was opened by a connection's identities. @returns how many sessions */
export async function endSessionsOfConnection(unit: Unit, connection: string, at: Date): Promise<number> {
  const rows = await unit.database
    .updateTable('sessions')
    .set({ ended_at: at })
    .where('ended_at', 'is', null)
    .where('identity_id', 'in', (where) =>
      where.selectFrom('identities').select('id').where('connection_id', '=', connection),
    )
    .returning('id')
    .execute()
  for (const { id } of rows) await forgetSealed(unit, tokensOf(id))
  return rows.length
}
