import type { OrganizationFinding } from '../enforcement/findings-of-organization.ts'
import {
  findingChanges,
  type OrganizationFindingChanges,
} from '../enforcement/organization-findings/finding-changes.ts'
import { inScope, type Scope } from './scope.ts'
import type { Store, Unit } from './store.ts'

/** Records what is found about an organization now: what is new, what is another, and what is gone. Its events are still to be told. */
export async function recordOrganizationFindings(
  unit: Unit,
  organization: string,
  found: readonly OrganizationFinding[],
  at: Date,
): Promise<OrganizationFindingChanges> {
  // One at a time for each organization, so that nothing is opened twice.
  await unit.database
    .selectFrom('organizations')
    .select('id')
    .where('id', '=', organization)
    .forNoKeyUpdate()
    .execute()
  const changes = findingChanges(await readOrganizationFindings(unit, 'everything', organization), found)
  for (const one of changes.closed) await update(unit, organization, one, { closed_at: at })
  for (const { severity, title, found: words, todo, ...key } of changes.changed)
    await update(unit, organization, key, { severity, title, found: words, todo, changed_at: at })
  const rows = changes.opened.map(({ id, ...finding }) => ({
    organization_id: organization,
    check_id: id,
    ...finding,
    opened_at: at,
    changed_at: at,
    closed_at: null,
  }))
  if (rows.length > 0) await unit.database.insertInto('organization_findings').values(rows).execute()
  return changes
}

const update = async (
  { database }: Unit,
  organization: string,
  { id, subject }: Pick<OrganizationFinding, 'id' | 'subject'>,
  values: { readonly [Column in 'severity' | 'title' | 'found' | 'todo']?: OrganizationFinding[Column] } & {
    readonly changed_at?: Date
    readonly closed_at?: Date
  },
) =>
  database
    .updateTable('organization_findings')
    .set(values)
    .where('organization_id', '=', organization)
    .where('check_id', '=', id)
    .where('subject', '=', subject)
    .where('closed_at', 'is', null)
    .execute()

/** What is open about an organization. */
export async function readOrganizationFindings(
  { database }: Pick<Store, 'database'>,
  scope: Scope,
  organization: string,
): Promise<readonly OrganizationFinding[]> {
  const rows = await database
    .selectFrom('organization_findings')
    .select(['check_id', 'subject', 'severity', 'title', 'found', 'todo'])
    .where('organization_id', '=', organization)
    .where(inScope(scope, 'organization_id'))
    .where('closed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ check_id: id, ...finding }) => ({ id, ...finding }))
}
