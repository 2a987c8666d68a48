import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { appendAudit } from '../audit-log.ts'
import { hashOf } from '../sessions.ts'
import type { Store, Unit } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
/** 31 to the 20th are more than 2^99. */
const groups = 4
const groupLength = 5
const codes = 10

/** A code as it is compared, however it was typed. */
export const foldedCode = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')

const group = (): string =>
  Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')

/** Makes an owner's recovery codes, in place of those that they had; shown this once. */
export const makeRecoveryCodes = (
  store: Store,
  organization: string,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<readonly string[]> =>
  transactOrder(store, async (unit) => {
    const made = Array.from({ length: codes }, () => Array.from({ length: groups }, group).join('-'))
    await unit.database
      .deleteFrom('recovery_codes')
      .where('organization_id', '=', organization)
      .where('person_id', '=', by)
      .execute()
    await unit.database
      .insertInto('recovery_codes')
      .values(
        made.map((code) => ({
          organization_id: organization,
          person_id: by,
          hash: hashOf(foldedCode(code)),
          created_at: at,
        })),
      )
      .execute()
    await appendAudit(unit, organization, at, [
      { kind: 'recovery-codes.made', actor: by, subject: `person:${by}`, data: { codes } },
    ])
    return made
  })

export interface BreakGlassOwner {
  readonly person: string
  readonly login: string | null
  readonly codes: number
}

/** Owners who can come in past single sign-on: with an account of GitHub, and a code that is not used. */
export async function listBreakGlassOwners(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly BreakGlassOwner[]> {
  const { rows } = await sql<BreakGlassOwner>`
    select codes.person_id as person, login, count(*)::int as codes
    from recovery_codes codes
    join people on people.id = codes.person_id and people.host_id is not null
    left join person_names on person_names.person_id = codes.person_id
    left join memberships on memberships.person_id = codes.person_id
      and memberships.organization_id = codes.organization_id
    left join members on members.person_id = codes.person_id
      and members.organization_id = codes.organization_id and members.ended_at is null
    where codes.organization_id = ${organization} and codes.used_at is null
      and coalesce(members.role = 'owner', memberships.github_role = 'admin', false)
    group by codes.person_id, login order by codes.person_id`.execute(database)
  return rows
}

/** Uses a code up, once, and has it told to everybody who is to be alarmed. @returns false: it is none of theirs, or was used */
export async function useRecoveryCode(
  unit: Unit,
  person: string,
  organizations: readonly string[],
  hash: Buffer,
  at: Date,
): Promise<boolean> {
  const rows = await unit.database
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('person_id', '=', person)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where(sql<boolean>`organization_id = any(${sql.val([...organizations])}::bigint[])`)
    .returning('organization_id as organization')
    .execute()
  for (const { organization } of rows)
    await appendAudit(unit, organization, at, [
      { kind: 'recovery-code.used', actor: person, subject: `person:${person}`, data: {} },
    ])
  return rows.length > 0
}
