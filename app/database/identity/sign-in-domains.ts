import { randomBytes } from 'node:crypto'
import { appendAudit } from '../audit-log.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

type Reading = Pick<Store, 'database'>

/** What our records begin with. */
export const recordPrefix = 'gatehouse-domain-verification='

export interface SignInDomain {
  readonly id: string
  readonly domain: string
  /** The whole TXT record that has to stand at the domain. */
  readonly record: string
  readonly createdAt: Date
  /** null: not yet. */
  readonly verifiedAt: Date | null
  /** What resolvers said last; null: they were not asked yet. */
  readonly standing: unknown
}

interface Order {
  readonly organization: string
  readonly by: string
  readonly at: Date
}

export const listSignInDomains = (
  { database }: Reading,
  organization: string,
): Promise<readonly SignInDomain[]> =>
  database
    .selectFrom('sign_in_domains')
    .select(['id', 'domain', 'record', 'created_at as createdAt', 'verified_at as verifiedAt', 'standing'])
    .where('organization_id', '=', organization)
    .orderBy('domain')
    .execute()

/** @returns undefined: the organization has named it already */
export const addSignInDomain = (
  store: Store,
  domain: string,
  { organization, by, at }: Order,
): Promise<string | undefined> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .insertInto('sign_in_domains')
      .values({
        organization_id: organization,
        domain,
        record: recordPrefix + randomBytes(20).toString('hex'),
        created_by: by,
        created_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return undefined
    await appendAudit(unit, organization, at, [
      { kind: 'sign-in-domain.added', actor: by, subject: `sign-in-domain:${row.id}`, data: { domain } },
    ])
    return row.id
  })

/**
 * Records what resolvers said of a domain's record. What was verified stays so while they say nothing else: a name server that is down
 * for a day locks nobody out. @returns false: another organization has verified it
 */
export const recordDomainLook = (
  store: Store,
  { id, domain }: Pick<SignInDomain, 'id' | 'domain'>,
  { standing, isFound }: { readonly standing: unknown; readonly isFound: boolean },
  { organization, by, at }: Order,
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const { database } = unit
    await database
      .updateTable('sign_in_domains')
      .set({ standing: JSON.stringify(standing) })
      .where('id', '=', id)
      .execute()
    if (!isFound) return true
    const other = await database
      .selectFrom('sign_in_domains')
      .select('id')
      .where('domain', '=', domain)
      .where('verified_at', 'is not', null)
      .where('organization_id', '!=', organization)
      .executeTakeFirst()
    if (other) return false
    const row = await database
      .updateTable('sign_in_domains')
      .set({ verified_at: at })
      .where('id', '=', id)
      .where('verified_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (row)
      await appendAudit(unit, organization, at, [
        { kind: 'sign-in-domain.verified', actor: by, subject: `sign-in-domain:${id}`, data: { domain } },
      ])
    return true
  })

export const removeSignInDomain = (
  store: Store,
  id: string,
  { organization, by, at }: Order,
): Promise<boolean> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .deleteFrom('sign_in_domains')
      .where('id', '=', id)
      .where('organization_id', '=', organization)
      .returning('domain')
      .executeTakeFirst()
    if (!row) return false
    await appendAudit(unit, organization, at, [
      {
        kind: 'sign-in-domain.removed',
        actor: by,
        subject: `sign-in-domain:${id}`,
        data: { domain: row.domain },
      },
    ])
    return true
  })

/** Whose people a domain's are. */
export async function organizationOfDomain(
  { database }: Reading,
  domain: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('sign_in_domains')
    .select('organization_id')
    .where('domain', '=', domain)
    .where('verified_at', 'is not', null)
    .executeTakeFirst()
  return row?.organization_id
}
