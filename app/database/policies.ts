import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { emptyAllowlist } from '../../policies/allowlist.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import { shippedPolicy } from '../../policies/shipped.ts'
import type { Governance, PolicySource, PolicyState } from '../enforcement/policy/governance.ts'
import { resolveSource } from '../enforcement/policy/resolve-source.ts'
import type { Store, Unit } from './store.ts'

/** A version of an organization's policy, as it was found. */
export interface StoredPolicy extends PolicyState {
  readonly id: string
  readonly at: Date
}

/** Keeps what was found; the same again is no new version. @returns our id of it, and whether it is new */
export async function recordPolicy(
  { database }: Unit,
  organization: string,
  { state, source, problems }: PolicyState,
  at: Date,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const last = await readLast({ database }, organization)
  // Not as texts: the database gives names back in an order of its own.
  const isSame =
    last?.state === state &&
    isDeepStrictEqual(last.source, source) &&
    isDeepStrictEqual(last.problems, problems)
  if (last && isSame) return { id: last.id, isNew: false }
  const { id } = await database
    .insertInto('policies')
    .values({
      organization_id: organization,
      found_at: at,
      state,
      source: JSON.stringify(source),
      problems: JSON.stringify(problems),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, isNew: true }
}

/** What was found last, and the last that was valid. */
export async function readPolicies(
  store: Pick<Store, 'database'>,
  organization: string,
): Promise<{ readonly last: StoredPolicy | undefined; readonly valid: StoredPolicy | undefined }> {
  const last = await readLast(store, organization)
  return { last, valid: last?.state === 'valid' ? last : await readLast(store, organization, 'valid') }
}

async function readLast(
  { database }: Pick<Store, 'database'>,
  organization: string,
  state?: PolicyState['state'],
): Promise<StoredPolicy | undefined> {
  const row = await database
    .selectFrom('policies')
    .selectAll()
    .where('organization_id', '=', organization)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    id: row.id,
    at: row.found_at,
    state: row.state,
    // oxlint-disable-next-line no-unsafe-type-assertion -- written by recordPolicy
    source: row.source as PolicySource | null,
    problems: row.problems,
  }
}

const shipped: Governance['inForce'] = {
  id: null,
  name: 'observe-all',
  policy: shippedPolicy('observe-all'),
  allowlist: emptyAllowlist,
}

/** Reads what governs an organization. A version never changes, so it is made ready once in a process, and again when there is another. */
export function createGovernanceReader(
  store: Pick<Store, 'database'>,
): (organization: string) => Promise<Governance> {
  const ready = new Map<string, { readonly newest: Newest; readonly governance: Governance }>()
  return async (organization) => {
    const newest = await readNewest(store, organization)
    const known = ready.get(organization)
    if (known?.newest.last === newest.last && known.newest.valid === newest.valid) return known.governance
    const { last, valid } = await readPolicies(store, organization)
    const inForce = valid ? toForce(valid) : shipped
    const governance = { inForce, found: last }
    ready.set(organization, {
      newest: { last: last?.id ?? null, valid: valid?.id ?? null },
      governance,
    })
    return governance
  }
}

interface Newest {
  readonly last: string | null
  readonly valid: string | null
}

/** Which versions govern now, without what is in them: every repository asks in every sweep. */
async function readNewest({ database }: Pick<Store, 'database'>, organization: string): Promise<Newest> {
  const { rows } = await sql<Newest>`
    select max(id) as last, max(id) filter (where state = 'valid') as valid
    from policies where organization_id = ${organization}`.execute(database)
  return rows[0] ?? { last: null, valid: null }
}

/** @throws where a version that was valid once is not any more: a newer Gatehouse must not read it as another policy */
function toForce({ id, source }: StoredPolicy): Governance['inForce'] {
  const resolved = source ? resolveSource(source) : undefined
  if (!source || !resolved?.ok) throw new Error(`version ${id} of the policy was valid and is not any more`)
  const { file } = source
  const { policy, allowlist } = resolved
  const own = readPolicy(file.text)
  const above = own.ok ? own.policy.extends : undefined
  return {
    id,
    name: `${file.repository}@${file.commit.slice(0, 7)}`,
    policy,
    allowlist,
    ...(above !== undefined && { extends: above }),
  }
}
