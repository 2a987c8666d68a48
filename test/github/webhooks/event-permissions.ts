/**
 * The permission without which an App is not told of an event. Source: the events' own texts in GitHub's description of
 * webhooks; a read is enough.
 */
export const eventPermissions: Readonly<Record<string, string>> = {
  branch_protection_rule: 'administration',
  check_run: 'checks',
  check_suite: 'checks',
  create: 'contents',
  custom_property: 'organization_custom_properties',
  custom_property_values: 'organization_custom_properties',
  delete: 'contents',
  // Sic.
  deploy_key: 'deployments',
  fork: 'contents',
  issue_comment: 'issues',
  issues: 'issues',
  member: 'members',
  membership: 'members',
  merge_group: 'merge_queues',
  organization: 'members',
  personal_access_token_request: 'organization_personal_access_token_requests',
  public: 'metadata',
  pull_request: 'pull_requests',
  pull_request_review: 'pull_requests',
  pull_request_review_comment: 'pull_requests',
  push: 'contents',
  repository: 'metadata',
  repository_ruleset: 'administration',
  secret_scanning_alert: 'secret_scanning_alerts',
  status: 'statuses',
  team: 'members',
  team_add: 'members',
  workflow_run: 'actions',
}

/** About our own App: delivered whatever it subscribed to. */
export const alwaysDelivered: ReadonlySet<string> = new Set([
  'github_app_authorization',
  'installation',
  'installation_repositories',
  'installation_target',
])
