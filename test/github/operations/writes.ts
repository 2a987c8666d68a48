import { gzipSync } from 'node:zlib'
import type { Simulator } from '../server/simulator.ts'
import { organizationByLogin, repositoryByName } from '../world/lookups.ts'

type Write = readonly [
  id: string,
  body?: object | undefined,
  params?: Readonly<Record<string, string | number>>,
]

const encrypted = { encrypted_value: 'AAAA', key_id: '1' }
const rules = { name: 'New', enforcement: 'active', rules: [{ type: 'deletion' }] }
const head = '%HEAD%'

/** Every write of the full company, in an order in which each has something to work on. */
export function writes(github: Simulator): readonly Write[] {
  const repository = repositoryByName(github.world, 'acme', 'web')!.id
  const { tokenRequests, tokenGrants } = organizationByLogin(github.world, 'acme')!
  const tokens = { request: tokenRequests[1]!.id, grant: tokenGrants[1]!.id }
  const ids = { selected_repository_ids: [repository] }
  return [
    ...storeWrites(ids),
    ...organizationWrites(ids, tokens),
    ...repositoryWrites(),
    ...pullRequestWrites(),
    ...endings(),
  ]
}

function storeWrites(ids: object): readonly Write[] {
  return (['actions', 'dependabot', 'codespaces', 'agents'] as const).flatMap((store): readonly Write[] => {
    const variable = { name: 'TWO', value: 'x' }
    return [
      [
        `${store}/create-or-update-org-secret`,
        { ...encrypted, visibility: 'selected', ...ids },
        { secret_name: 'TWO' },
      ],
      [
        `${store}/create-or-update-org-secret`,
        { ...encrypted, visibility: 'selected' },
        { secret_name: 'TWO' },
      ],
      [`${store}/set-selected-repos-for-org-secret`, ids],
      [`${store}/add-selected-repo-to-org-secret`],
      [`${store}/remove-selected-repo-from-org-secret`],
      [`${store}/delete-org-secret`, undefined, { secret_name: 'TWO' }],
      [`${store}/create-or-update-repo-secret`, encrypted, { secret_name: 'TWO' }],
      [`${store}/delete-repo-secret`, undefined, { secret_name: 'TWO' }],
      ...(store === 'actions' || store === 'agents'
        ? ([
            [`${store}/create-org-variable`, { ...variable, visibility: 'all' }],
            [`${store}/update-org-variable`, { value: 'y' }, { name: 'TWO' }],
            [`${store}/delete-org-variable`, undefined, { name: 'TWO' }],
            [`${store}/set-selected-repos-for-org-variable`, ids],
            [`${store}/add-selected-repo-to-org-variable`],
            [`${store}/remove-selected-repo-from-org-variable`],
            [`${store}/create-repo-variable`, variable],
            [`${store}/update-repo-variable`, { value: 'y' }, { name: 'TWO' }],
            [`${store}/delete-repo-variable`, undefined, { name: 'TWO' }],
          ] as const)
        : []),
    ]
  })
}

const organizationWrites = (
  ids: object,
  tokens: { readonly request: number; readonly grant: number },
): readonly Write[] => [
  ['orgs/update', { default_repository_permission: 'none' }],
  ['actions/set-selected-repositories-enabled-github-actions-organization', ids],
  ['actions/enable-selected-repository-github-actions-organization'],
  ['actions/disable-selected-repository-github-actions-organization'],
  [
    'actions/set-github-actions-permissions-organization',
    { enabled_repositories: 'all', allowed_actions: 'selected' },
  ],
  ['actions/set-allowed-actions-organization', { patterns_allowed: ['!anthropics/claude-code-action@*'] }],
  [
    'actions/set-github-actions-default-workflow-permissions-organization',
    { default_workflow_permissions: 'read' },
  ],
  ['copilot/set-copilot-coding-agent-selected-repositories-for-organization', ids],
  ['copilot/enable-copilot-coding-agent-for-repository-in-organization'],
  ['copilot/disable-copilot-coding-agent-for-repository-in-organization'],
  ['copilot/set-copilot-coding-agent-permissions-organization', { enabled_repositories: 'none' }],
  ['orgs/create-webhook', { name: 'web', config: { url: 'https://example.com' } }],
  ['orgs/set-membership-for-user', { role: 'member' }],
  ['orgs/review-pat-grant-request', { action: 'approve' }],
  ['orgs/review-pat-grant-requests-in-bulk', { action: 'deny', pat_request_ids: [tokens.request] }],
  ['orgs/update-pat-access', { action: 'revoke' }],
  ['orgs/update-pat-accesses', { action: 'revoke', pat_ids: [tokens.grant] }],
  [
    'orgs/custom-properties-for-repos-create-or-update-organization-definitions',
    {
      properties: [
        { property_name: 'claude-access', value_type: 'string', values_editable_by: 'org_and_repo_actors' },
      ],
    },
  ],
  [
    'orgs/custom-properties-for-repos-create-or-update-organization-definition',
    { value_type: 'single_select', allowed_values: ['a'] },
    { custom_property_name: 'kind' },
  ],
  [
    'orgs/custom-properties-for-repos-create-or-update-organization-values',
    { repository_names: ['web'], properties: [{ property_name: 'kind', value: 'a' }] },
  ],
  [
    'orgs/custom-properties-for-repos-delete-organization-definition',
    undefined,
    { custom_property_name: 'kind' },
  ],
  ['repos/create-in-org', { name: 'made', visibility: 'internal' }],
  ['repos/create-for-authenticated-user', { name: 'mine', private: true }],
  ['orgs/update-membership-for-authenticated-user', { state: 'active' }],
  [
    'repos/create-org-ruleset',
    { ...rules, target: 'push', rules: [{ type: 'max_file_size', parameters: { max_file_size: 9 } }] },
  ],
  ['teams/create', { name: 'New Team' }],
  ['teams/add-or-update-membership-for-user-in-org', { role: 'member' }],
  ['teams/remove-membership-for-user-in-org'],
  ['teams/add-or-update-repo-permissions-in-org', { permission: 'push' }],
  ['teams/remove-repo-in-org'],
  ['teams/delete-in-org', undefined, { team_slug: 'new-team' }],
]

const repositoryWrites = (): readonly Write[] => [
  ['repos/update', { description: 'New', visibility: 'internal' }],
  ['repos/replace-all-topics', { names: ['a'] }],
  [
    'repos/custom-properties-for-repos-create-or-update-repository-values',
    { properties: [{ property_name: 'claude-access', value: 'x' }] },
  ],
  ['actions/set-github-actions-permissions-repository', { enabled: true, allowed_actions: 'selected' }],
  ['actions/set-allowed-actions-repository', { patterns_allowed: [] }],
  [
    'actions/set-github-actions-default-workflow-permissions-repository',
    { default_workflow_permissions: 'write' },
  ],
  ['actions/create-workflow-dispatch', { ref: 'main' }],
  ['actions/disable-workflow'],
  ['actions/enable-workflow'],
  [
    'repos/update-branch-protection',
    {
      required_status_checks: null,
      enforce_admins: null,
      required_pull_request_reviews: null,
      restrictions: null,
    },
  ],
  ['repos/delete-branch-protection'],
  ['checks/create', { name: 'new', head_sha: head }],
  ['checks/update', { status: 'completed', conclusion: 'failure' }],
  ['checks/rerequest-run'],
  ['checks/create-suite', { head_sha: head }],
  ['checks/rerequest-suite'],
  ['repos/create-commit-status', { state: 'success' }],
  [
    'code-scanning/upload-sarif',
    { commit_sha: head, ref: 'refs/heads/main', sarif: gzipSync('{}').toString('base64') },
  ],
  ['secret-scanning/update-alert', { state: 'resolved', resolution: 'revoked' }],
  ['repos/add-collaborator', { permission: 'triage' }],
  ['repos/remove-collaborator'],
  ['repos/create-or-update-file-contents', { message: 'Add', content: 'YQ==' }, { path: 'new/file.txt' }],
  ['git/create-blob', { content: 'a' }],
  ['git/create-tree', { tree: [{ path: 'x/y', mode: '100644', type: 'blob', content: 'z' }] }],
  ['git/create-commit', { message: 'Made', tree: '%TREE%', parents: [head] }],
  ['git/create-ref', { ref: 'refs/heads/new', sha: head }],
  ['git/update-ref', { sha: head }, { ref: 'heads/new' }],
  ['git/delete-ref', undefined, { ref: 'heads/new' }],
  ['repos/create-webhook', { config: { url: 'https://example.com' } }],
  ['repos/update-webhook', { active: false }],
  ['repos/delete-webhook'],
  ['issues/create', { title: 'New' }],
  ['issues/update', { state: 'closed', state_reason: 'not_planned' }],
  ['issues/create-comment', { body: 'New' }],
  ['issues/update-comment', { body: 'Newer' }],
  ['issues/delete-comment'],
  ['issues/create-label', { name: 'new' }],
  ['issues/update-label', { color: 'ff0000' }, { name: 'new' }],
  ['issues/add-labels', { labels: ['new'] }],
  ['issues/set-labels', { labels: ['new', 'other'] }],
  ['issues/remove-label', undefined, { name: 'other' }],
  ['issues/remove-all-labels'],
  ['issues/delete-label', undefined, { name: 'new' }],
  ['repos/create-deploy-key', { key: 'ssh-ed25519 AAAA' }],
  ['repos/delete-deploy-key'],
  ['repos/create-repo-ruleset', rules],
  ['repos/update-repo-ruleset', { enforcement: 'disabled' }],
  ['repos/delete-repo-ruleset'],
]

const pullRequestWrites = (): readonly Write[] => [
  ['pulls/update', { title: 'Newer' }],
  ['pulls/create-review', { event: 'COMMENT', body: 'So' }],
  ['pulls/update-review', { body: 'Newer' }],
  ['pulls/dismiss-review', { message: 'No' }],
  ['pulls/create-review-comment', { body: 'A', path: 'src/app.ts', line: 1, commit_id: head }],
  ['pulls/create-reply-for-review-comment', { body: 'B' }],
  ['pulls/update-review-comment', { body: 'C' }],
  ['pulls/delete-review-comment'],
  ['pulls/merge', {}],
  [
    'repos/create-or-update-file-contents',
    { message: 'Topic', content: 'YQ==', branch: 'feature/x' },
    { path: 'again' },
  ],
  ['pulls/create', { title: 'Third', head: 'feature/x', base: 'main' }],
]

/** What cannot be undone comes last. */
const endings = (): readonly Write[] => [
  ['actions/cancel-workflow-run'],
  ['actions/force-cancel-workflow-run', undefined, { run_id: 78 }],
  ['repos/delete-file', { message: 'Away', sha: '%FILE%' }, { path: 'new/file.txt' }],
  ['repos/update-org-ruleset', { enforcement: 'evaluate' }],
  ['repos/delete-org-ruleset'],
  ['orgs/remove-membership-for-user'],
  ['orgs/remove-outside-collaborator'],
  [
    'enterprise-admin/custom-properties-for-repos-create-or-update-enterprise-definitions',
    { properties: [{ property_name: 'tier', value_type: 'string' }] },
  ],
  ['orgs/remove-member', undefined, { username: 'cy' }],
  ['orgs/convert-member-to-outside-collaborator', {}, { username: 'dee' }],
  ['apps/update-webhook-config-for-app', { url: 'https://example.com' }],
  ['apps/create-installation-access-token', {}],
  ['apps/suspend-installation'],
  ['apps/unsuspend-installation'],
  ['credentials/revoke', { credentials: ['x'] }],
  [
    'enterprise-apps/change-installation-repository-access-selection',
    { repository_selection: 'selected', repositories: ['web', 'made'] },
  ],
  ['enterprise-apps/grant-repository-access-to-installation', { repositories: ['web-fork'] }],
  ['enterprise-apps/remove-repository-access-to-installation', { repositories: ['made'] }],
  ['enterprise-apps/create-installation', { client_id: '%CLIENT%', repository_selection: 'all' }],
  ['repos/delete'],
  ['enterprise-apps/delete-installation'],
  ['apps/revoke-installation-access-token'],
  ['apps/delete-installation'],
]
