import { sql } from 'kysely'
import { AppError } from '../../../scanner/errors.ts'
import type { LegalHold } from '../../enforcement/retention/retention.ts'
import { appendAudit } from '../audit-log.ts'
import { organizationsOf } from '../person/known-person.ts'
import type { Store } from '../store.ts'
import { transactOrder } from '../transact-order.ts'

/** The legal holds of an organization that are in force, oldest first. */
export async function listHolds(
  { database }: Pick<Store, 'database'>,
  organization: string,
): Promise<readonly LegalHold[]> {
  const { rows } = await sql<LegalHold>`
    select legal_holds.id::text, repository_id::text as repository, repositories.name as "repositoryName",
      legal_holds.person_id::text as person, own.login, reason, placer.login as "placedBy", placed_at as "placedAt"
    from legal_holds
    left join repositories on repositories.id = repository_id
    left join person_names own on own.person_id = legal_holds.person_id
    left join person_names placer on placer.person_id = placed_by
    where legal_holds.organization_id = ${organization} and lifted_at is null
    order by legal_holds.id`.execute(database)
  return rows
}

export interface HoldOrder {
  readonly organization: string
  readonly repository: string | null
  readonly person: string | null
  readonly reason: string
  readonly by: string
  readonly at: Date
}

/**
 * Keeps everything that a hold covers from being deleted, from the moment on at which this returns.
 * @returns our id. @throws AppError `not-there` where the organization has no such repository or person
 */
export const placeHold = (store: Store, order: HoldOrder): Promise<string> =>
  transactOrder(store, async (unit) => {
    const { organization, repository, person, reason, by, at } = order
    await demandKnown(unit, order)
    const { id } = await unit.database
      .insertInto('legal_holds')
      .values({
        organization_id: organization,
        repository_id: repository,
        person_id: person,
        reason,
        placed_by: by,
        placed_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await appendAudit(unit, organization, at, [
      // Why is people's own words, which stand with the hold alone.
      {
        kind: 'legal-hold.placed',
        actor: by,
        subject: `organization:${organization}`,
        data: { hold: id, repository, person },
      },
    ])
    return id
  })

async function demandKnown(
  { database }: Pick<Store, 'database'>,
  { organization, repository, person }: HoldOrder,
): Promise<void> {
  if (repository !== null) {
    const known = await database
      .selectFrom('repositories')
      .select('id')
      .where('id', '=', repository)
      .where('organization_id', '=', organization)
      .executeTakeFirst()
    if (!known) throw new AppError('not-there', 'There is no such repository in this organization.')
  }
  if (person !== null && !(await organizationsOf({ database }, person)).includes(organization))
    throw new AppError('not-there', 'Nobody of that id is known in this organization.')
}

/** Lifts a hold: what it kept goes with the next run where it was kept long enough. @throws AppError `not-there` */
export const liftHold = (
  store: Store,
  { organization, hold, by, at }: Pick<HoldOrder, 'organization' | 'by' | 'at'> & { readonly hold: string },
): Promise<void> =>
  transactOrder(store, async (unit) => {
    const row = await unit.database
      .updateTable('legal_holds')
      .set({ lifted_by: by, lifted_at: at })
      .where('id', '=', hold)
      .where('organization_id', '=', organization)
      .where('lifted_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new AppError('not-there', 'There is no such hold in force.')
    await appendAudit(unit, organization, at, [
      { kind: 'legal-hold.lifted', actor: by, subject: `organization:${organization}`, data: { hold } },
    ])
  })
