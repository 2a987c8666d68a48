import type { Mode } from '../../policies/policy-group.ts'

/** One permission of the App, as GitHub's manifest names it. */
export interface Permission {
  /** `organization_administration` */
  readonly key: string
  /** As GitHub's pages call it. */
  readonly title: string
  readonly scope: 'repository' | 'organization'
  readonly level: 'read' | 'write' | 'admin'
  /** Completes "It is asked for to …". */
  readonly why: string
  /** From which mode on it is used. What `observe` does not use is left out of the manifest and asked for later. */
  readonly from: Mode
  /** What cannot be seen or done without it; the App works on. */
  readonly without: string
  /** Where not every plan has what it opens. */
  readonly plans?: string
  /** Enterprise Server does not know it, and refuses a manifest that names it. */
  readonly isCloudOnly?: true
}

const repository = (
  key: string,
  title: string,
  level: Permission['level'],
  why: string,
  without: string,
): Permission => ({ key, title, scope: 'repository', level, why, without, from: 'observe' })

const organization = (
  key: string,
  title: string,
  level: Permission['level'],
  why: string,
  without: string,
): Permission => ({ key, title, scope: 'organization', level, why, without, from: 'observe' })

const cloudOnly = (permission: Permission): Permission => ({
  ...permission,
  isCloudOnly: true,
  plans: 'not on Enterprise Server',
})

const from = (mode: Mode, permission: Permission): Permission => ({ ...permission, from: mode })

/**
 * Every permission that the App may have, with the reason for each. app.yml, the set-up's page and
 * docs/plans-and-permissions.md are made from it. Which permission opens what: GitHub's own table
 * (github/docs, `server-to-server-permissions.json`).
 */
export const permissions: readonly Permission[] = [
  repository(
    'metadata',
    'Metadata',
    'read',
    'list repositories; GitHub grants it to every App',
    'nothing at all',
  ),
  repository(
    'contents',
    'Contents',
    'read',
    'read workflows, CODEOWNERS and the policy, and scan what is connected',
    'workflows, owners, the policy and the scan',
  ),
  repository(
    'administration',
    'Administration',
    'read',
    'list deploy keys and read branch protection',
    'deploy keys and branch protection',
  ),
  repository(
    'secrets',
    'Secrets',
    'read',
    "list names of a repository's Actions secrets, and of the organization's that reach it; values are never readable",
    "a repository's Actions secrets",
  ),
  repository(
    'actions_variables',
    'Variables',
    'read',
    'list names of variables by which an assistant is configured',
    "a repository's variables",
  ),
  repository(
    'dependabot_secrets',
    'Dependabot secrets',
    'read',
    "list names of a repository's Dependabot secrets",
    "a repository's Dependabot secrets",
  ),
  repository(
    'codespaces_secrets',
    'Codespaces secrets',
    'read',
    "list names of a repository's Codespaces secrets",
    "a repository's Codespaces secrets",
  ),
  cloudOnly(
    repository(
      'agent_secrets',
      'Agent secrets',
      'read',
      "list names of a repository's secrets for agents",
      "a repository's secrets for agents",
    ),
  ),
  {
    ...repository(
      'secret_scanning_alerts',
      'Secret scanning alerts',
      'read',
      'take over what GitHub itself has found, without the secrets',
      "GitHub's own findings",
    ),
    plans: 'public repositories; private ones with GitHub Secret Protection on Team and Enterprise',
  },
  repository(
    'pull_requests',
    'Pull requests',
    'read',
    'see pull requests that change the policy or a workflow',
    'hints from pull requests; sweeps find the changes later',
  ),
  repository(
    'actions',
    'Actions',
    'read',
    'hear that a workflow ran, which may be one that runs an assistant',
    'hints from workflows that ran',
  ),
  repository(
    'issues',
    'Issues',
    'read',
    'read requests in the policy repository, and see that an account of an assistant answered in an issue, which is evidence that it is in use',
    'requests that are made in issues, and evidence from issues',
  ),
  repository(
    'deployments',
    'Deployments',
    'read',
    'hear of new deploy keys: GitHub ties that event to this permission',
    'hints of deploy keys; sweeps find them later',
  ),
  organization(
    'organization_administration',
    'Administration',
    'read',
    'list the installed Apps and read the base permission',
    'whether the App of an assistant is installed',
  ),
  organization(
    'members',
    'Members',
    'read',
    'find owners through teams, see who may approve, and count who can read a repository',
    'owners that are teams, and approvals by teams',
  ),
  organization(
    'organization_secrets',
    'Secrets',
    'read',
    "list names of the organization's Actions secrets and which repositories get them",
    "the organization's Actions secrets",
  ),
  organization(
    'organization_actions_variables',
    'Variables',
    'read',
    "list names of the organization's variables",
    "the organization's variables",
  ),
  organization(
    'organization_dependabot_secrets',
    'Dependabot secrets',
    'read',
    "list names of the organization's Dependabot secrets",
    "the organization's Dependabot secrets",
  ),
  organization(
    'organization_codespaces_secrets',
    'Codespaces secrets',
    'read',
    "list names of the organization's Codespaces secrets",
    "the organization's Codespaces secrets",
  ),
  cloudOnly(
    organization(
      'organization_agent_secrets',
      'Agent secrets',
      'read',
      "list names of the organization's secrets for agents",
      "the organization's secrets for agents",
    ),
  ),
  organization(
    'organization_personal_access_tokens',
    'Personal access tokens',
    'read',
    'list fine-grained tokens that the organization has let in, and what they reach',
    'fine-grained tokens',
  ),
  organization(
    'organization_personal_access_token_requests',
    'Personal access token requests',
    'read',
    'see which fine-grained tokens are asked for',
    'requests for fine-grained tokens',
  ),
  organization(
    'organization_custom_properties',
    'Custom properties',
    'read',
    'find owners and read what the policy asks of properties',
    'custom properties',
  ),
  cloudOnly(
    organization(
      'organization_copilot_agent_settings',
      'Copilot agent settings',
      'read',
      'see in which repositories Copilot may run other assistants natively',
      "Copilot's native agent",
    ),
  ),
  from(
    'notify',
    repository(
      'issues',
      'Issues',
      'write',
      'answer requests, and tell owners what to do, in an issue',
      'answers to requests, and notices to owners',
    ),
  ),
  from(
    'notify',
    repository(
      'checks',
      'Checks',
      'write',
      'show a decision on a pull request, and hear which of its buttons was pressed',
      'checks on pull requests, and their buttons',
    ),
  ),
  from(
    'notify',
    repository(
      'statuses',
      'Commit statuses',
      'write',
      'set the status that a ruleset of the organization can require',
      'the status that a ruleset requires',
    ),
  ),
  from(
    'enforce',
    repository(
      'contents',
      'Contents',
      'write',
      'make the branch of a pull request that takes environment files out, or that proposes a policy',
      'pull requests that take environment files out, and those from the console; a policy is then taken to GitHub by hand',
    ),
  ),
  from(
    'enforce',
    repository(
      'pull_requests',
      'Pull requests',
      'write',
      'open a pull request that takes environment files out, or that proposes a policy',
      'pull requests that take environment files out, and those from the console; a policy is then taken to GitHub by hand',
    ),
  ),
  from(
    'enforce',
    repository(
      'administration',
      'Administration',
      'write',
      "make the private, empty repository that is left with an assistant's App (`changes.quarantine`); it lets an App do much more, so rather make that repository by hand",
      'making that repository: one that a person made is used',
    ),
  ),
  from(
    'enforce',
    repository(
      'actions',
      'Actions',
      'write',
      'disable a workflow that runs an assistant',
      'disabling workflows',
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_secrets',
      'Secrets',
      'write',
      'take a repository from the ones that get a secret',
      "narrowing the organization's secrets",
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_actions_variables',
      'Variables',
      'write',
      'take a repository from the ones that get a variable that holds a credential',
      "narrowing the organization's variables",
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_dependabot_secrets',
      'Dependabot secrets',
      'write',
      'take a repository from the ones that get a Dependabot secret',
      "narrowing the organization's Dependabot secrets",
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_codespaces_secrets',
      'Codespaces secrets',
      'write',
      'take a repository from the ones that get a Codespaces secret',
      "narrowing the organization's Codespaces secrets",
    ),
  ),
  from(
    'enforce',
    cloudOnly(
      organization(
        'organization_agent_secrets',
        'Agent secrets',
        'write',
        'take a repository from the ones that get a secret for agents',
        "narrowing the organization's secrets for agents",
      ),
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_personal_access_tokens',
      'Personal access tokens',
      'write',
      'revoke a fine-grained token',
      'revoking fine-grained tokens',
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_personal_access_token_requests',
      'Personal access token requests',
      'write',
      'refuse a request for a fine-grained token that goes beyond the limits',
      'refusing requests for fine-grained tokens',
    ),
  ),
  from(
    'enforce',
    organization(
      'organization_custom_properties',
      'Custom properties',
      'admin',
      'define and set the property that says whether an assistant may reach a repository',
      'the property on repositories',
    ),
  ),
  {
    ...from(
      'enforce',
      organization(
        'organization_administration',
        'Administration',
        'write',
        'keep rulesets, which GitHub does not even show without it. It lets its holder do much more, so give it only where the policy switches `ruleset` on; Gatehouse sends nothing by it but rulesets',
        'rulesets, which are then made by hand',
      ),
    ),
    plans: 'Team and Enterprise; `evaluate` on Enterprise Cloud alone',
  },
]

/** What the App asks for when it is made: enough to see, nothing that changes anything. */
export const observePermissions = permissions.filter(({ from }) => from === 'observe')
