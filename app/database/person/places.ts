/** A table in which a person is kept, and what becomes of its rows when they are erased. */
export interface PersonPlace {
  readonly table: string
  /** Columns that hold the opaque id. */
  readonly people: readonly string[]
  /** Whose the row is, as SQL over the table's name; null: the person's own, whatever the organization. */
  readonly organization: string | null
  /** `delete`: every row that names them. `keep`: rows stay, with an opaque id that leads to nobody any more. */
  readonly erase: 'delete' | 'keep'
  /** What somebody wrote, by the column that says who: erased with them. Column of the text → column of who wrote it. */
  readonly words?: Readonly<Record<string, string>>
  /** Lets its holder in, or is a hash of what does: in no export. */
  readonly secret?: readonly string[]
}

const own = 'organization_id'

/**
 * Every table that names a person, in the order in which rows can be deleted; a test compares it with the foreign keys of the database, so
 * that a new table cannot be forgotten. `people` itself is unlinked, and `audit_events` holds the opaque id alone: both are treated apart.
 */
export const personPlaces: readonly PersonPlace[] = [
  { table: 'person_names', people: ['person_id'], organization: null, erase: 'delete' },
  {
    table: 'sessions',
    people: ['person_id'],
    organization: null,
    erase: 'delete',
    secret: ['cookie', 'csrf_token'],
  },
  { table: 'visible_repositories', people: ['person_id'], organization: own, erase: 'delete' },
  { table: 'looks', people: ['person_id'], organization: own, erase: 'delete' },
  { table: 'memberships', people: ['person_id'], organization: own, erase: 'delete' },
  { table: 'identity_roles', people: ['person_id'], organization: own, erase: 'delete' },
  {
    table: 'identities',
    people: ['person_id'],
    organization:
      '(select c.organization_id from identity_connections c where c.id = identities.connection_id)',
    erase: 'delete',
  },
  {
    table: 'role_losses',
    people: ['person_id'],
    organization:
      '(select c.organization_id from identity_connections c where c.id = role_losses.connection_id)',
    erase: 'delete',
  },
  {
    table: 'role_held',
    people: ['person_id'],
    organization:
      '(select c.organization_id from role_holds h join identity_connections c on c.id = h.connection_id where h.id = role_held.hold_id)',
    erase: 'delete',
  },
  {
    table: 'role_holds',
    people: ['closed_by'],
    organization:
      '(select c.organization_id from identity_connections c where c.id = role_holds.connection_id)',
    erase: 'keep',
  },
  {
    table: 'provisioning',
    people: ['made_by', 'started_by'],
    organization:
      '(select c.organization_id from identity_connections c where c.id = provisioning.connection_id)',
    erase: 'keep',
  },
  {
    table: 'scim_tokens',
    people: ['created_by'],
    organization:
      '(select c.organization_id from identity_connections c where c.id = scim_tokens.connection_id)',
    erase: 'keep',
    secret: ['hash'],
  },
  {
    table: 'recovery_codes',
    people: ['person_id'],
    organization: own,
    erase: 'delete',
    secret: ['hash'],
  },
  { table: 'sign_in_domains', people: ['created_by'], organization: own, erase: 'keep' },
  { table: 'members', people: ['person_id', 'granted_by', 'ended_by'], organization: own, erase: 'keep' },
  {
    table: 'access_requests',
    people: ['requested_by', 'closed_by'],
    organization: own,
    erase: 'keep',
    words: { reason: 'requested_by', close_reason: 'closed_by' },
  },
  {
    table: 'approvals',
    people: ['given_by', 'requested_by', 'ended_by'],
    organization: own,
    erase: 'keep',
    words: { reason: 'given_by', end_reason: 'ended_by' },
  },
  {
    table: 'emergency_reviews',
    people: ['used_by', 'reviewed_by'],
    organization: own,
    erase: 'keep',
    words: { words: 'reviewed_by' },
  },
  {
    table: 'verdicts',
    people: ['asked_by', 'given_by', 'ended_by'],
    organization: own,
    erase: 'keep',
    words: { reason: 'asked_by', evidence: 'asked_by' },
  },
  {
    table: 'policy_proposals',
    people: ['proposed_by'],
    organization: own,
    erase: 'keep',
    words: { title: 'proposed_by', note: 'proposed_by' },
  },
  {
    table: 'pauses',
    people: ['paused_by', 'resumed_by'],
    organization: own,
    erase: 'keep',
    words: { paused_account: 'paused_by', resumed_account: 'resumed_by' },
  },
  {
    table: 'legal_holds',
    people: ['person_id', 'placed_by', 'lifted_by'],
    organization: own,
    erase: 'keep',
  },
  { table: 'retention_settings', people: ['changed_by'], organization: own, erase: 'keep' },
  { table: 'exceptions', people: ['given_by', 'ended_by'], organization: own, erase: 'keep' },
  { table: 'attestations', people: ['stated_by'], organization: own, erase: 'keep' },
  { table: 'holds', people: ['closed_by'], organization: own, erase: 'keep' },
  { table: 'recertifications', people: ['opened_by'], organization: own, erase: 'keep' },
  {
    table: 'recertification_items',
    people: ['answered_by'],
    organization:
      '(select r.organization_id from recertification_reviews r where r.id = recertification_items.review_id)',
    erase: 'keep',
  },
  { table: 'button_presses', people: ['pressed_by'], organization: own, erase: 'keep' },
  {
    table: 'api_tokens',
    people: ['created_by', 'ended_by'],
    organization: own,
    erase: 'keep',
    secret: ['hash'],
  },
  { table: 'sinks', people: ['created_by'], organization: own, erase: 'keep', secret: ['settings'] },
  { table: 'claude_tenants', people: ['set_by'], organization: own, erase: 'keep' },
  {
    table: 'identity_connections',
    people: ['created_by'],
    organization: own,
    erase: 'keep',
    secret: ['settings'],
  },
]

/** Words of people in which others may be mentioned: `@ada`, or an e-mail address. */
export const mentioningWords: readonly { readonly table: string; readonly column: string }[] = [
  { table: 'access_requests', column: 'reason' },
  { table: 'access_requests', column: 'close_reason' },
  { table: 'approvals', column: 'reason' },
  { table: 'approvals', column: 'condition' },
  { table: 'approvals', column: 'end_reason' },
  { table: 'emergency_reviews', column: 'words' },
  { table: 'verdicts', column: 'reason' },
  { table: 'verdicts', column: 'evidence' },
  { table: 'policy_proposals', column: 'title' },
  { table: 'policy_proposals', column: 'note' },
  { table: 'exceptions', column: 'control' },
]

/** Stands where somebody's words or a mention of them stood. */
export const erasedText = '(erased)'
