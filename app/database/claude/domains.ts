import { sql } from 'kysely'
import type { TxtStanding } from '../../enforcement/claude/domain-standing.ts'
import type { Store, Unit } from '../store.ts'

type Reading = Pick<Store, 'database'>

/** A domain that is watched, as it is kept. */
export interface KeptDomain {
  readonly domain: string
  readonly record: string | null
  readonly setUpBy: string | null
  readonly setUpAt: Date | null
  readonly isNamed: boolean
  readonly standing: TxtStanding | undefined
  readonly found: string | null
  readonly todo: string | null
  readonly lookedAt: Date | null
}

export async function readDomains({ database }: Reading, tenant: string): Promise<readonly KeptDomain[]> {
  const rows = await database
    .selectFrom('claude_domains')
    .selectAll()
    .where('tenant_id', '=', tenant)
    .orderBy('domain')
    .execute()
  return rows.map((row) => ({
    domain: row.domain,
    record: row.record,
    setUpBy: row.set_up_by,
    setUpAt: row.set_up_at,
    isNamed: row.is_named,
    standing: row.standing ?? undefined,
    found: row.found,
    todo: row.todo,
    lookedAt: row.looked_at,
  }))
}

/** Follows what the feed tells of domains, in the order of its times; those that people named here stay. */
export async function recordToldDomains(
  { database }: Unit,
  tenant: string,
  told: readonly {
    readonly domain: string
    readonly isThere: boolean
    readonly by: string | null
    readonly at: Date
  }[],
): Promise<void> {
  for (const { domain, isThere, by, at } of told) {
    if (!isThere)
      await database
        .deleteFrom('claude_domains')
        .where('tenant_id', '=', tenant)
        .where('domain', '=', domain)
        .where('is_named', '=', false)
        .execute()
    else
      await database
        .insertInto('claude_domains')
        .values({
          tenant_id: tenant,
          domain,
          record: null,
          set_up_by: by,
          set_up_at: at,
          is_named: false,
          standing: null,
          found: null,
          todo: null,
          looked_at: null,
        })
        .onConflict((conflict) =>
          conflict.columns(['tenant_id', 'domain']).doUpdateSet({
            set_up_by: sql`coalesce(claude_domains.set_up_by, ${by})`,
            set_up_at: sql`coalesce(claude_domains.set_up_at, ${at})`,
          }),
        )
        .execute()
  }
}

/** Somebody names a domain here, and perhaps the record that Claude showed. What another record was found as counts no more. */
export async function nameDomain(
  { database }: Unit,
  tenant: string,
  domain: string,
  record: string | null,
): Promise<void> {
  await database
    .insertInto('claude_domains')
    .values({
      tenant_id: tenant,
      domain,
      record,
      set_up_by: null,
      set_up_at: null,
      is_named: true,
      standing: null,
      found: null,
      todo: null,
      looked_at: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'domain']).doUpdateSet({ record, is_named: true, looked_at: null }),
    )
    .execute()
}

/** @returns whether it was there */
export async function forgetDomain({ database }: Unit, tenant: string, domain: string): Promise<boolean> {
  const rows = await database
    .deleteFrom('claude_domains')
    .where('tenant_id', '=', tenant)
    .where('domain', '=', domain)
    .returning('domain')
    .execute()
  return rows.length > 0
}

export async function recordDomainLook(
  { database }: Unit,
  tenant: string,
  domain: string,
  look: {
    readonly standing: TxtStanding
    readonly found: string
    readonly todo: string | undefined
    readonly record: string | null
  },
  at: Date,
): Promise<void> {
  await database
    .updateTable('claude_domains')
    .set({
      standing: JSON.stringify(look.standing),
      found: look.found,
      todo: look.todo ?? null,
      looked_at: at,
      // What somebody wrote meanwhile counts more than what was learnt.
      record: sql<string | null>`coalesce(record, ${look.record})`,
    })
    .where('tenant_id', '=', tenant)
    .where('domain', '=', domain)
    .execute()
}
