import { sql } from 'kysely'
import type { Columns } from './filter-sql.ts'

const meta: Columns = {
  'meta.created': { kind: 'time', of: sql`resource.created_at` },
  'meta.lastModified': { kind: 'time', of: sql`resource.changed_at` },
}

/** Of `identities resource`, by the paths of a User. */
export const userColumns: Columns = {
  ...meta,
  id: { kind: 'id', of: sql`resource.id` },
  externalId: { kind: 'exact', of: sql`resource.external_id` },
  userName: { kind: 'text', of: sql`resource.user_name` },
  displayName: { kind: 'text', of: sql`resource.display_name` },
  active: { kind: 'flag', of: sql`resource.is_active` },
  'name.formatted': { kind: 'text', of: sql`(resource.attributes->'name'->>'formatted')` },
  'name.familyName': { kind: 'text', of: sql`(resource.attributes->'name'->>'familyName')` },
  'name.givenName': { kind: 'text', of: sql`(resource.attributes->'name'->>'givenName')` },
  emails: {
    kind: 'several',
    exists: (condition) =>
      sql<boolean>`exists (select from jsonb_array_elements(resource.attributes->'emails') address (item) where ${condition})`,
    inside: {
      value: { kind: 'text', of: sql`(item->>'value')` },
      type: { kind: 'text', of: sql`(item->>'type')` },
      primary: { kind: 'flag', of: sql`(item->>'primary')::boolean` },
    },
    first: sql`lower(resource.email) collate "C"`,
  },
  groups: {
    kind: 'several',
    exists: (condition) =>
      sql<boolean>`exists (
        select from identity_group_members member join identity_groups other on other.id = member.group_id
        where member.identity_id = resource.id and other.is_provisioned and ${condition})`,
    inside: {
      value: { kind: 'id', of: sql`other.id` },
      display: { kind: 'text', of: sql`other.name` },
    },
    first: sql`resource.id`,
  },
}

/** Of `identity_groups resource`, by the paths of a Group. */
export const groupColumns: Columns = {
  ...meta,
  id: { kind: 'id', of: sql`resource.id` },
  externalId: { kind: 'exact', of: sql`resource.external_id` },
  displayName: { kind: 'text', of: sql`resource.name` },
  members: {
    kind: 'several',
    exists: (condition) =>
      sql<boolean>`exists (
        select from identity_group_members member join identities other on other.id = member.identity_id
        where member.group_id = resource.id and other.deleted_at is null and ${condition})`,
    inside: { value: { kind: 'id', of: sql`other.id` } },
    first: sql`resource.id`,
  },
}
