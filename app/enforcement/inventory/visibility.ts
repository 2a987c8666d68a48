import type { ConnectionPath } from '../../../scanner/assistants/connection.ts'

/** Kinds of GitHub that differ in what an App may see and do. */
export const hostKinds = ['free', 'team', 'ghec', 'ghec-data-residency', 'ghes'] as const
export type HostKind = (typeof hostKinds)[number]

/** `partly`: some of it, or only with something that `note` names. */
export type Extent = 'yes' | 'partly' | 'no'

/** One thing to know or to change about a path of an assistant, and where it can be had. */
export interface Visibility {
  readonly path: ConnectionPath
  /** Completes "Gatehouse can …". */
  readonly what: string
  readonly does: 'see' | 'change'
  /** Keys of the permissions that it takes, in `app/github/permissions.ts`; none: no permission opens it. */
  readonly permissions: readonly string[]
  readonly on: Readonly<Record<HostKind, Extent>>
  /** What is used where GitHub does not tell, or what to know about it. */
  readonly note?: string
}

const everywhere: Visibility['on'] = {
  free: 'yes',
  team: 'yes',
  ghec: 'yes',
  'ghec-data-residency': 'yes',
  ghes: 'yes',
}
const nowhere: Visibility['on'] = {
  free: 'no',
  team: 'no',
  ghec: 'no',
  'ghec-data-residency': 'no',
  ghes: 'no',
}
/** GitHub's cloud, not Enterprise Server. */
const cloud: Visibility['on'] = { ...everywhere, ghes: 'no' }
/** Only where an enterprise account is; the App that does it is another one, installed on the enterprise. */
const enterprise: Visibility['on'] = {
  ...nowhere,
  free: 'partly',
  team: 'partly',
  ghec: 'yes',
  'ghec-data-residency': 'yes',
  ghes: 'partly',
}

const classicToken =
  "Elsewhere between none and all; an owner's own list narrows it, or a classic token of an owner, which is a finding itself."
const secretStore = 'Names only; GitHub tells nobody a value.'

/**
 * What can be seen and changed, per path and kind of GitHub. Facts: the API's own descriptions and GitHub's documentation, as
 * gathered for the design; what was never tried on a real GitHub says so.
 */
export const visibility: readonly Visibility[] = [
  {
    path: 'app-installation',
    what: "see that an assistant's App is installed, on all or on selected repositories, and with which permissions",
    does: 'see',
    permissions: ['organization_administration'],
    on: everywhere,
  },
  {
    path: 'app-installation',
    what: "see which repositories an assistant's App was given, where they are selected",
    does: 'see',
    permissions: [],
    on: enterprise,
    note: `In an enterprise through a second App, installed on the enterprise. ${classicToken}`,
  },
  {
    path: 'app-installation',
    what: "take a repository from an assistant's App",
    does: 'change',
    permissions: [],
    on: enterprise,
    note: 'In an enterprise through a second App, installed on the enterprise; elsewhere with a classic token of an owner, and never where the App is on all repositories.',
  },
  {
    path: 'app-installation',
    what: "switch an assistant's App from all repositories to selected ones",
    does: 'change',
    permissions: [],
    on: { ...nowhere, ghec: 'yes', 'ghec-data-residency': 'yes' },
    note: 'Only through a second App, installed on the enterprise; no token can. Elsewhere a person is told what to click. GitHub takes 50 names in that call, so what stays beyond that is without the App until it was added.',
  },
  {
    path: 'app-installation',
    what: "leave an assistant's App a private, empty repository, where it would lose its last one",
    does: 'change',
    permissions: ['administration'],
    on: enterprise,
    note: 'GitHub lets no installation be without a repository. Without the permission it is used where a person has made it; where nobody may change the App, nothing is left.',
  },
  {
    path: 'app-installation',
    what: 'keep repository administrators from installing Apps',
    does: 'change',
    permissions: [],
    on: nowhere,
    note: 'A setting on GitHub’s pages alone: an owner confirms it, and the confirmation expires.',
  },
  {
    path: 'workflow',
    what: 'see workflows that run an assistant, on the default branch',
    does: 'see',
    permissions: ['contents'],
    on: everywhere,
  },
  {
    path: 'workflow',
    what: 'see whether such a workflow is switched off',
    does: 'see',
    permissions: ['actions'],
    on: everywhere,
    note: 'One that is switched off is shown as possible: anyone with write access can switch it on.',
  },
  {
    path: 'workflow',
    what: 'disable such a workflow',
    does: 'change',
    permissions: ['actions'],
    on: everywhere,
    note: 'Whoever may write to the repository can enable it again; it is seen by the next sweep, or when it runs.',
  },
  {
    path: 'secret',
    what: "see a repository's Actions, Dependabot and Codespaces secrets, and its variables",
    does: 'see',
    permissions: ['secrets', 'dependabot_secrets', 'codespaces_secrets', 'actions_variables'],
    on: { ...everywhere, ghes: 'partly' },
    note: `${secretStore} Enterprise Server may have no Codespaces.`,
  },
  {
    path: 'secret',
    what: "see the organization's secrets and variables, and which repositories get them",
    does: 'see',
    permissions: [
      'organization_secrets',
      'organization_dependabot_secrets',
      'organization_codespaces_secrets',
      'organization_actions_variables',
    ],
    on: { ...everywhere, ghes: 'partly' },
    note: `${secretStore} Enterprise Server may have no Codespaces.`,
  },
  {
    path: 'secret',
    what: 'see secrets for agents',
    does: 'see',
    permissions: ['agent_secrets', 'organization_agent_secrets'],
    on: cloud,
    note: secretStore,
  },
  {
    path: 'secret',
    what: "take a repository from the ones that get an organization's secret",
    does: 'change',
    permissions: [
      'organization_secrets',
      'organization_dependabot_secrets',
      'organization_codespaces_secrets',
      'organization_agent_secrets',
      'organization_actions_variables',
    ],
    on: { free: 'partly', team: 'partly', ghec: 'partly', 'ghec-data-residency': 'partly', ghes: 'partly' },
    note: 'Only where the secret goes to selected repositories; one for all or for private ones cannot be narrowed without its value.',
  },
  {
    path: 'fine-grained-token',
    what: 'see fine-grained tokens, what they reach and until when',
    does: 'see',
    permissions: ['organization_personal_access_tokens', 'organization_personal_access_token_requests'],
    on: { free: 'partly', team: 'partly', ghec: 'partly', 'ghec-data-residency': 'partly', ghes: 'partly' },
    note: 'Not who uses them: a name is no proof. Owners’ tokens need no approval. Classic tokens are listed nowhere but in organizations with single sign-on.',
  },
  {
    path: 'fine-grained-token',
    what: 'refuse a request for a fine-grained token',
    does: 'change',
    permissions: ['organization_personal_access_token_requests'],
    on: everywhere,
    note: 'Tokens of the organization’s owners are not asked for.',
  },
  {
    path: 'fine-grained-token',
    what: 'revoke a fine-grained token',
    does: 'change',
    permissions: ['organization_personal_access_tokens'],
    on: everywhere,
    note: 'Nobody can take that back; SSH keys that were made with it stay.',
  },
  {
    path: 'deploy-key',
    what: 'see deploy keys',
    does: 'see',
    permissions: ['administration'],
    on: { free: 'partly', team: 'partly', ghec: 'partly', 'ghec-data-residency': 'partly', ghes: 'partly' },
    note: 'Not who holds them.',
  },
  {
    path: 'native-agent',
    what: 'see in which repositories Copilot may run agents',
    does: 'see',
    permissions: ['organization_copilot_agent_settings'],
    on: { free: 'partly', team: 'partly', ghec: 'partly', 'ghec-data-residency': 'partly', ghes: 'no' },
    note: 'Whether this also stops the assistants of others that run in Copilot, GitHub does not say.',
  },
  {
    path: 'cloud-session',
    what: 'see which repositories are connected at Claude: projects, chats, Code Review, agents',
    does: 'see',
    permissions: [],
    on: { ...everywhere, ghes: 'partly' },
    note: 'With Claude Enterprise and a key that its owner makes (docs/claude-tenant.md). Which repositories sessions in the cloud open, Claude records nowhere; only a person can disconnect.',
  },
  {
    path: 'cloud-session',
    what: 'see how many people can read a repository, each of whom can open a session on it',
    does: 'see',
    permissions: ['metadata', 'members'],
    on: { free: 'partly', team: 'partly', ghec: 'partly', 'ghec-data-residency': 'partly', ghes: 'no' },
    note: 'Whether sessions are switched on an owner of the assistant’s organization must say, and the statement expires. On Enterprise Server it is not known whether sessions reach it.',
  },
]
