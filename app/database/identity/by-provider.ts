import { type RawBuilder, sql } from 'kysely'

/** Joins what somebody is by identity providers: `mapped` and `barred`, null where no provider knows them. */
export const byProvider = (
  organization: RawBuilder<unknown>,
  person: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  sql`left join lateral (
      select bool_or(is_barred) as barred,
        (array_agg(identity_roles.role order by connection_id) filter (where identity_roles.role is not null))[1] as mapped
      from identity_roles
      where identity_roles.person_id = ${person} and identity_roles.organization_id = ${organization}) provider on true`
