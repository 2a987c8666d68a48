import { onEnterprise, onOrganization, onRepository, type Access } from './access.ts'

/**
 * Which permission each operation needs. GitHub's description does not say it, so every group says where its answer is
 * from:
 * - `listed`: github/docs, `src/github-apps/data/ghec-2026-03-10/server-to-server-permissions.json`
 * - `described`: the operation's own text in GitHub's description, or a page of GitHub's documentation
 * - `believed`: from experience; a difference on the real GitHub would be no surprise
 */
export interface AccessGroup {
  readonly source: 'listed' | 'described' | 'believed'
  readonly access: Access
  readonly operations: readonly string[]
}

const stores = ['actions', 'dependabot', 'codespaces', 'agents'] as const
const permissionOfStore = {
  actions: { secrets: 'secrets', variables: 'actions_variables' },
  dependabot: { secrets: 'dependabot_secrets', variables: '' },
  codespaces: { secrets: 'codespaces_secrets', variables: '' },
  agents: { secrets: 'agent_secrets', variables: 'agent_variables' },
} as const

export const accessGroups: readonly AccessGroup[] = [
  {
    source: 'described',
    access: { by: 'anyone' },
    operations: [
      'apps/create-from-manifest',
      'apps/get-by-slug',
      'credentials/revoke',
      'meta/get',
      'meta/get-all-versions',
      'orgs/get',
      'rate-limit/get',
      'repos/list-for-org',
      'search/code',
      'users/get-by-id',
      'users/get-by-username',
    ],
  },
  {
    source: 'described',
    access: { by: 'app' },
    operations: [
      'apps/create-installation-access-token',
      'apps/delete-installation',
      'apps/get-authenticated',
      'apps/get-enterprise-installation',
      'apps/get-installation',
      'apps/get-org-installation',
      'apps/get-repo-installation',
      'apps/get-user-installation',
      'apps/get-webhook-config-for-app',
      'apps/get-webhook-delivery',
      'apps/list-installation-requests-for-authenticated-app',
      'apps/list-installations',
      'apps/list-webhook-deliveries',
      'apps/redeliver-webhook-delivery',
      'apps/suspend-installation',
      'apps/unsuspend-installation',
      'apps/update-webhook-config-for-app',
    ],
  },
  {
    source: 'described',
    access: { by: 'client' },
    operations: ['apps/check-token', 'apps/delete-authorization', 'apps/delete-token'],
  },
  {
    source: 'described',
    access: { by: 'installation' },
    operations: ['apps/list-repos-accessible-to-installation', 'apps/revoke-installation-access-token'],
  },
  {
    source: 'described',
    access: { by: 'person' },
    operations: [
      'apps/add-repo-to-installation-for-authenticated-user',
      'apps/list-installation-repos-for-authenticated-user',
      'apps/list-installations-for-authenticated-user',
      'apps/remove-repo-from-installation-for-authenticated-user',
      'orgs/get-membership-for-authenticated-user',
      'orgs/list-for-authenticated-user',
      'orgs/list-memberships-for-authenticated-user',
      'orgs/update-membership-for-authenticated-user',
      'repos/create-for-authenticated-user',
      'repos/list-for-authenticated-user',
      'teams/list-for-authenticated-user',
      'users/get-authenticated',
    ],
  },
  // Enterprises: only an App that is installed on the enterprise.
  {
    source: 'listed',
    access: onEnterprise('enterprise_organization_installations:read'),
    operations: ['enterprise-apps/installable-organizations', 'enterprise-apps/organization-installations'],
  },
  {
    source: 'listed',
    access: onEnterprise(
      'enterprise_organization_installation_repositories:read | enterprise_organization_installations:read',
    ),
    operations: [
      'enterprise-apps/installable-organization-accessible-repositories',
      'enterprise-apps/organization-installation-repositories',
    ],
  },
  {
    source: 'listed',
    access: onEnterprise('enterprise_organization_installations:write'),
    operations: ['enterprise-apps/create-installation', 'enterprise-apps/delete-installation'],
  },
  {
    source: 'listed',
    access: onEnterprise(
      'enterprise_organization_installation_repositories:write | enterprise_organization_installations:write',
    ),
    operations: [
      'enterprise-apps/change-installation-repository-access-selection',
      'enterprise-apps/grant-repository-access-to-installation',
      'enterprise-apps/remove-repository-access-to-installation',
    ],
  },
  {
    source: 'believed',
    access: onEnterprise('enterprise_custom_properties:read'),
    operations: ['enterprise-admin/custom-properties-for-repos-get-enterprise-definitions'],
  },
  {
    source: 'believed',
    access: onEnterprise('enterprise_custom_properties:admin'),
    operations: ['enterprise-admin/custom-properties-for-repos-create-or-update-enterprise-definitions'],
  },
  {
    // Apps are refused by `apps: false` in the description; a classic token of an owner is what works.
    source: 'described',
    access: { by: 'person' },
    operations: ['enterprise-admin/get-audit-log'],
  },
  // Organizations
  {
    source: 'listed',
    access: onOrganization('organization_administration:read'),
    operations: [
      'actions/get-allowed-actions-organization',
      'actions/get-github-actions-default-workflow-permissions-organization',
      'actions/get-github-actions-permissions-organization',
      'actions/list-selected-repositories-enabled-github-actions-organization',
      'code-security/get-configurations-for-org',
      'orgs/get-audit-log',
      'orgs/list-app-installations',
      'orgs/list-saml-sso-authorizations',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('organization_administration:write'),
    operations: [
      'actions/disable-selected-repository-github-actions-organization',
      'actions/enable-selected-repository-github-actions-organization',
      'actions/set-allowed-actions-organization',
      'actions/set-github-actions-default-workflow-permissions-organization',
      'actions/set-github-actions-permissions-organization',
      'actions/set-selected-repositories-enabled-github-actions-organization',
      'orgs/update',
      'repos/create-org-ruleset',
      'repos/delete-org-ruleset',
      // Even to read them.
      'repos/get-org-ruleset',
      'repos/get-org-rulesets',
      'repos/update-org-ruleset',
    ],
  },
  {
    source: 'believed',
    access: onOrganization('administration:write'),
    operations: ['repos/create-in-org'],
  },
  {
    source: 'described',
    access: onOrganization('organization_hooks:read'),
    operations: ['orgs/list-webhooks'],
  },
  {
    source: 'described',
    access: onOrganization('organization_hooks:write'),
    operations: ['orgs/create-webhook'],
  },
  {
    source: 'listed',
    access: onOrganization('members:read'),
    operations: [
      'orgs/check-membership-for-user',
      'orgs/get-membership-for-user',
      'orgs/list-members',
      'orgs/list-outside-collaborators',
      'teams/get-by-name',
      'teams/get-membership-for-user-in-org',
      'teams/list',
      'teams/list-members-in-org',
      'teams/list-repos-in-org',
      'teams/check-permissions-for-repo-in-org',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('members:write'),
    operations: [
      'orgs/convert-member-to-outside-collaborator',
      'orgs/remove-member',
      'orgs/remove-membership-for-user',
      'orgs/remove-outside-collaborator',
      'orgs/set-membership-for-user',
      'teams/add-or-update-membership-for-user-in-org',
      'teams/add-or-update-repo-permissions-in-org',
      'teams/create',
      'teams/delete-in-org',
      'teams/remove-membership-for-user-in-org',
      'teams/remove-repo-in-org',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('organization_personal_access_token_requests:read', { appsOnly: true }),
    operations: ['orgs/list-pat-grant-request-repositories', 'orgs/list-pat-grant-requests'],
  },
  {
    source: 'listed',
    access: onOrganization('organization_personal_access_token_requests:write', { appsOnly: true }),
    operations: ['orgs/review-pat-grant-request', 'orgs/review-pat-grant-requests-in-bulk'],
  },
  {
    source: 'listed',
    access: onOrganization('organization_personal_access_tokens:read', { appsOnly: true }),
    operations: ['orgs/list-pat-grant-repositories', 'orgs/list-pat-grants'],
  },
  {
    source: 'listed',
    access: onOrganization('organization_personal_access_tokens:write', { appsOnly: true }),
    operations: ['orgs/update-pat-access', 'orgs/update-pat-accesses'],
  },
  {
    source: 'listed',
    access: onOrganization('organization_copilot_agent_settings:read'),
    operations: [
      'copilot/get-copilot-coding-agent-permissions-organization',
      'copilot/list-copilot-coding-agent-selected-repositories-for-organization',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('organization_copilot_agent_settings:write'),
    operations: [
      'copilot/disable-copilot-coding-agent-for-repository-in-organization',
      'copilot/enable-copilot-coding-agent-for-repository-in-organization',
      'copilot/set-copilot-coding-agent-permissions-organization',
      'copilot/set-copilot-coding-agent-selected-repositories-for-organization',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('organization_custom_properties:read'),
    operations: [
      'orgs/custom-properties-for-repos-get-organization-definition',
      'orgs/custom-properties-for-repos-get-organization-definitions',
      'orgs/custom-properties-for-repos-get-organization-values',
    ],
  },
  {
    source: 'listed',
    access: onOrganization('organization_custom_properties:write'),
    operations: ['orgs/custom-properties-for-repos-create-or-update-organization-values'],
  },
  {
    source: 'listed',
    access: onOrganization('organization_custom_properties:admin'),
    operations: [
      'orgs/custom-properties-for-repos-create-or-update-organization-definition',
      'orgs/custom-properties-for-repos-create-or-update-organization-definitions',
      'orgs/custom-properties-for-repos-delete-organization-definition',
    ],
  },
  {
    source: 'described',
    access: onOrganization('secret_scanning_alerts:read'),
    operations: ['secret-scanning/list-alerts-for-org'],
  },
  ...stores.flatMap(organizationStore),
  // Repositories
  {
    source: 'believed',
    access: onRepository('metadata:read', { open: true }),
    operations: [
      'issues/get-label',
      'issues/list-labels-for-repo',
      'repos/custom-properties-for-repos-get-repository-values',
      'repos/get',
      'repos/get-all-topics',
      'repos/get-branch-rules',
      'repos/get-repo-ruleset',
      'repos/get-repo-rulesets',
      'repos/list-forks',
    ],
  },
  {
    source: 'believed',
    access: onRepository('metadata:read'),
    operations: [
      'repos/check-collaborator',
      'repos/get-collaborator-permission-level',
      'repos/list-collaborators',
    ],
  },
  {
    source: 'described',
    access: onRepository('contents:read', { open: true }),
    operations: [
      'git/get-blob',
      'git/get-commit',
      'git/get-ref',
      'git/get-tree',
      'git/list-matching-refs',
      'repos/codeowners-errors',
      'repos/compare-commits-with-basehead',
      'repos/get-branch',
      'repos/get-commit',
      'repos/download-tarball-archive',
      'repos/download-zipball-archive',
      'repos/get-content',
      'repos/get-readme',
      'repos/list-branches',
      'repos/list-commits',
    ],
  },
  {
    source: 'described',
    access: onRepository('contents:write'),
    operations: [
      'git/create-blob',
      'git/create-commit',
      'git/create-ref',
      'git/create-tree',
      'git/delete-ref',
      'git/update-ref',
      'pulls/merge',
      'repos/create-or-update-file-contents',
      'repos/delete-file',
    ],
  },
  {
    source: 'listed',
    access: onRepository('administration:read'),
    operations: [
      'actions/get-allowed-actions-repository',
      'actions/get-github-actions-default-workflow-permissions-repository',
      'actions/get-github-actions-permissions-repository',
      'repos/get-branch-protection',
      'repos/get-deploy-key',
      'repos/list-deploy-keys',
      'repos/list-teams',
    ],
  },
  {
    source: 'listed',
    access: onRepository('administration:write'),
    operations: [
      'actions/set-allowed-actions-repository',
      'actions/set-github-actions-default-workflow-permissions-repository',
      'actions/set-github-actions-permissions-repository',
      'repos/add-collaborator',
      'repos/create-deploy-key',
      'repos/create-repo-ruleset',
      'repos/delete',
      'repos/delete-branch-protection',
      'repos/delete-deploy-key',
      'repos/delete-repo-ruleset',
      'repos/remove-collaborator',
      'repos/replace-all-topics',
      'repos/update',
      'repos/update-branch-protection',
      'repos/update-repo-ruleset',
    ],
  },
  {
    source: 'believed',
    access: onRepository('repository_custom_properties:write'),
    operations: ['repos/custom-properties-for-repos-create-or-update-repository-values'],
  },
  {
    source: 'described',
    access: onRepository('repository_hooks:read'),
    operations: ['repos/get-webhook', 'repos/list-webhooks'],
  },
  {
    source: 'described',
    access: onRepository('repository_hooks:write'),
    operations: ['repos/create-webhook', 'repos/delete-webhook', 'repos/update-webhook'],
  },
  {
    source: 'listed',
    access: onRepository('actions:read'),
    operations: [
      'actions/get-workflow',
      'actions/get-workflow-run',
      'actions/list-repo-workflows',
      'actions/list-workflow-runs',
      'actions/list-workflow-runs-for-repo',
      'repos/get-all-environments',
    ],
  },
  {
    source: 'listed',
    access: onRepository('actions:write'),
    operations: [
      'actions/cancel-workflow-run',
      'actions/create-workflow-dispatch',
      'actions/disable-workflow',
      'actions/enable-workflow',
      'actions/force-cancel-workflow-run',
    ],
  },
  {
    source: 'believed',
    access: onRepository('environments:read'),
    operations: ['actions/list-environment-secrets'],
  },
  {
    source: 'described',
    access: onRepository('issues:read', { open: true }),
    operations: ['issues/get', 'issues/list-for-repo'],
  },
  {
    // Pull requests have comments and labels as issues, so either permission serves.
    source: 'described',
    access: onRepository('issues:read | pull_requests:read', { open: true }),
    operations: [
      'issues/get-comment',
      'issues/list-comments',
      'issues/list-comments-for-repo',
      'issues/list-labels-on-issue',
    ],
  },
  {
    source: 'described',
    access: onRepository('issues:write'),
    operations: ['issues/create'],
  },
  {
    source: 'described',
    access: onRepository('issues:write | pull_requests:write'),
    operations: [
      'issues/add-labels',
      'issues/create-comment',
      'issues/create-label',
      'issues/delete-comment',
      'issues/delete-label',
      'issues/remove-all-labels',
      'issues/remove-label',
      'issues/set-labels',
      'issues/update',
      'issues/update-comment',
      'issues/update-label',
    ],
  },
  {
    source: 'described',
    access: onRepository('pull_requests:read', { open: true }),
    operations: [
      'pulls/check-if-merged',
      'pulls/get',
      'pulls/get-review',
      'pulls/get-review-comment',
      'pulls/list',
      'pulls/list-comments-for-review',
      'pulls/list-commits',
      'pulls/list-files',
      'pulls/list-review-comments',
      'pulls/list-review-comments-for-repo',
      'pulls/list-reviews',
      'repos/list-pull-requests-associated-with-commit',
    ],
  },
  {
    source: 'described',
    access: onRepository('pull_requests:write'),
    operations: [
      'pulls/create',
      'pulls/create-reply-for-review-comment',
      'pulls/create-review',
      'pulls/create-review-comment',
      'pulls/delete-review-comment',
      'pulls/dismiss-review',
      'pulls/update',
      'pulls/update-review',
      'pulls/update-review-comment',
    ],
  },
  {
    source: 'described',
    access: onRepository('checks:read', { open: true }),
    operations: [
      'checks/get',
      'checks/get-suite',
      'checks/list-annotations',
      'checks/list-for-ref',
      'checks/list-for-suite',
      'checks/list-suites-for-ref',
    ],
  },
  {
    // "Only GitHub Apps": people's tokens can read checks and never write them.
    source: 'described',
    access: onRepository('checks:write', { appsOnly: true }),
    operations: [
      'checks/create',
      'checks/create-suite',
      'checks/rerequest-run',
      'checks/rerequest-suite',
      'checks/update',
    ],
  },
  {
    source: 'described',
    access: onRepository('statuses:read', { open: true }),
    operations: ['repos/get-combined-status-for-ref', 'repos/list-commit-statuses-for-ref'],
  },
  {
    source: 'described',
    access: onRepository('statuses:write'),
    operations: ['repos/create-commit-status'],
  },
  {
    source: 'described',
    access: onRepository('security_events:read'),
    operations: ['code-scanning/get-sarif', 'code-scanning/list-alerts-for-repo'],
  },
  {
    source: 'described',
    access: onRepository('security_events:write'),
    operations: ['code-scanning/upload-sarif'],
  },
  {
    source: 'described',
    access: onRepository('secret_scanning_alerts:read'),
    operations: [
      'secret-scanning/get-alert',
      'secret-scanning/list-alerts-for-repo',
      'secret-scanning/list-locations-for-alert',
    ],
  },
  {
    source: 'described',
    access: onRepository('secret_scanning_alerts:write'),
    operations: ['secret-scanning/update-alert'],
  },
  ...stores.flatMap(repositoryStore),
]

function organizationStore(store: (typeof stores)[number]): readonly AccessGroup[] {
  const names = permissionOfStore[store]
  return [
    ...lists(
      store,
      (level) => onOrganization(`organization_${names.secrets}:${level}`),
      ['get-org-public-key', 'get-org-secret', 'list-org-secrets', 'list-selected-repos-for-org-secret'],
      ['create-or-update-org-secret', 'delete-org-secret', 'set-selected-repos-for-org-secret'],
    ),
    {
      source: 'listed',
      access: onOrganization(`organization_${names.secrets}:write + metadata:read`),
      operations: [
        `${store}/add-selected-repo-to-org-secret`,
        `${store}/remove-selected-repo-from-org-secret`,
      ],
    },
    ...lists(
      store,
      (level) => onOrganization(`organization_${names.variables}:${level}`),
      ['get-org-variable', 'list-org-variables', 'list-selected-repos-for-org-variable'],
      [
        'add-selected-repo-to-org-variable',
        'create-org-variable',
        'delete-org-variable',
        'remove-selected-repo-from-org-variable',
        'set-selected-repos-for-org-variable',
        'update-org-variable',
      ],
    ),
  ]
}

function repositoryStore(store: (typeof stores)[number]): readonly AccessGroup[] {
  const names = permissionOfStore[store]
  return [
    ...lists(
      store,
      (level) => onRepository(`${names.secrets}:${level}`),
      ['get-repo-public-key', 'get-repo-secret', 'list-repo-organization-secrets', 'list-repo-secrets'],
      ['create-or-update-repo-secret', 'delete-repo-secret'],
    ),
    ...lists(
      store,
      (level) => onRepository(`${names.variables}:${level}`),
      ['get-repo-variable', 'list-repo-organization-variables', 'list-repo-variables'],
      ['create-repo-variable', 'delete-repo-variable', 'update-repo-variable'],
    ),
  ]
}

function lists(
  store: string,
  access: (level: 'read' | 'write') => Access,
  reads: readonly string[],
  writes: readonly string[],
): readonly AccessGroup[] {
  return [
    { source: 'listed', access: access('read'), operations: reads.map((name) => `${store}/${name}`) },
    { source: 'listed', access: access('write'), operations: writes.map((name) => `${store}/${name}`) },
  ]
}

const byOperation: ReadonlyMap<string, Access> = new Map(
  accessGroups.flatMap(({ access, operations }) => operations.map((id) => [id, access] as const)),
)

export const accessTo = (operationId: string): Access | undefined => byOperation.get(operationId)
