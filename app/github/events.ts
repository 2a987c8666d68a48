/** A webhook event that is of use, and for what. */
export interface WantedEvent {
  readonly name: string
  /** Completes "It tells that …". */
  readonly what: string
  /** The key of the permission without which GitHub does not let an App have it. */
  readonly permission: string
  /** From which mode on it is of use: the App is made without it, and a person adds it with its permission. */
  readonly from?: 'notify'
}

/**
 * Every event that the App subscribes to. They are hints and never the truth. Events about the App's own installations come
 * without being asked for. Source: npm @octokit/openapi-webhooks, "webhook availability and permissions".
 */
export const wantedEvents: readonly WantedEvent[] = [
  { name: 'repository', what: 'a repository was made, renamed, moved or opened', permission: 'metadata' },
  { name: 'public', what: 'a repository became public', permission: 'metadata' },
  { name: 'push', what: 'contents, workflows or the policy changed', permission: 'contents' },
  { name: 'create', what: 'a branch was made', permission: 'contents' },
  { name: 'delete', what: 'a branch was deleted', permission: 'contents' },
  { name: 'fork', what: 'a repository was copied', permission: 'contents' },
  { name: 'workflow_run', what: 'a workflow ran', permission: 'actions' },
  {
    name: 'issue_comment',
    what: 'somebody asks for access or answers, or an account of an assistant may be at work',
    permission: 'issues',
  },
  { name: 'issues', what: 'somebody asks for access', permission: 'issues' },
  // Sic: GitHub ties it to deployments.
  { name: 'deploy_key', what: 'a deploy key was added or removed', permission: 'deployments' },
  { name: 'pull_request', what: 'a pull request may change the policy', permission: 'pull_requests' },
  { name: 'branch_protection_rule', what: 'branch protection changed', permission: 'administration' },
  { name: 'repository_ruleset', what: 'rules changed', permission: 'administration' },
  { name: 'secret_scanning_alert', what: 'GitHub found a secret', permission: 'secret_scanning_alerts' },
  { name: 'member', what: 'who can read a repository changed', permission: 'members' },
  { name: 'membership', what: 'who is in a team changed', permission: 'members' },
  { name: 'team', what: 'a team changed', permission: 'members' },
  { name: 'organization', what: 'a member came or went', permission: 'members' },
  {
    name: 'personal_access_token_request',
    what: 'a fine-grained token is asked for',
    permission: 'organization_personal_access_token_requests',
  },
  {
    name: 'custom_property',
    what: 'a property was defined anew',
    permission: 'organization_custom_properties',
  },
  {
    name: 'custom_property_values',
    what: 'properties of a repository changed',
    permission: 'organization_custom_properties',
  },
  {
    name: 'status',
    what: 'somebody sets a status that is called like our check',
    permission: 'statuses',
    from: 'notify',
  },
  {
    name: 'check_run',
    what: 'somebody pressed a button of our check',
    permission: 'checks',
    from: 'notify',
  },
]

/** What the App is made with. */
export const observeEvents = wantedEvents.filter(({ from }) => from === undefined)
