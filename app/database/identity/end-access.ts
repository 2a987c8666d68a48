import { sql } from 'kysely'
import { forgetSealed } from '../sealed-values.ts'
import { tokensOf } from '../sessions.ts'
import type { Unit } from '../store.ts'

/** What somebody had whom their identity provider deactivated. */
export interface EndedAccess {
  readonly person: string
  /** Of how many browsers they are signed out. */
  readonly sessions: number
  /** Tokens of the API that they had made. */
  readonly tokens: readonly { readonly id: string; readonly organization: string }[]
}

/**
 * Ends every session of people, and the tokens that they have made in these organizations. What they may is asked for with every request,
 * so that they are nobody from this transaction on by whichever way they come.
 * @param people opaque ids, with our ids of the organizations
 */
export async function endAccess(
  unit: Unit,
  people: ReadonlyMap<string, readonly string[]>,
  at: Date,
): Promise<readonly EndedAccess[]> {
  if (people.size === 0) return []
  const { database } = unit
  const ids = [...people.keys()]
  const sessions = await database
    .updateTable('sessions')
    .set({ ended_at: at })
    .where(sql<boolean>`person_id = any(${sql.val(ids)}::uuid[])`)
    .where('ended_at', 'is', null)
    .returning(['id', 'person_id as person'])
    .execute()
  for (const { id } of sessions) await forgetSealed(unit, tokensOf(id))
  const tokens = await database
    .updateTable('api_tokens')
    .set({ ended_at: at })
    .where(sql<boolean>`created_by = any(${sql.val(ids)}::uuid[])`)
    .where(
      sql<boolean>`organization_id = any(${sql.val([...new Set([...people.values()].flat())])}::bigint[])`,
    )
    .where('ended_at', 'is', null)
    .returning(['id', 'organization_id as organization', 'created_by as person'])
    .execute()
  return ids.map((person) => ({
    person,
    sessions: sessions.filter((one) => one.person === person).length,
    tokens: tokens
      .filter((one) => one.person === person && people.get(person)?.includes(one.organization) === true)
      .map(({ id, organization }) => ({ id, organization })),
  }))
}
