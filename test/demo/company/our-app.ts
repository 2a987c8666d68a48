import type { Permissions } from '../../github/world/entities.ts'

/** What our App asks for where it only looks: reading, and nothing else. */
export const readingPermissions: Permissions = {
  metadata: 'read',
  contents: 'read',
  administration: 'read',
  actions: 'read',
  actions_variables: 'read',
  agent_secrets: 'read',
  agent_variables: 'read',
  codespaces_secrets: 'read',
  dependabot_secrets: 'read',
  environments: 'read',
  issues: 'read',
  members: 'read',
  organization_administration: 'read',
  organization_actions_variables: 'read',
  organization_agent_secrets: 'read',
  organization_agent_variables: 'read',
  organization_codespaces_secrets: 'read',
  organization_copilot_agent_settings: 'read',
  organization_custom_properties: 'read',
  organization_dependabot_secrets: 'read',
  organization_personal_access_token_requests: 'read',
  organization_personal_access_tokens: 'read',
  organization_secrets: 'read',
  pull_requests: 'read',
  secret_scanning_alerts: 'read',
  secrets: 'read',
}

/** The events by which we hear soon of what we would find anyway. */
export const heardEvents = [
  'create',
  'custom_property_values',
  'delete',
  'member',
  'membership',
  'organization',
  'personal_access_token_request',
  'public',
  'push',
  'repository',
  'secret_scanning_alert',
  'team',
  'team_add',
] as const
