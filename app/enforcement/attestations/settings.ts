/** One answer that an owner can give. */
export interface SettingAnswer {
  readonly id: string
  /** As the page calls it. */
  readonly words: string
  /** Whether it closes the way, leaves it open, or something in between. */
  readonly means: 'closed' | 'open' | 'partly'
}

/** Something that GitHub or Claude shows to an owner and tells no program. */
export interface AttestableSetting {
  /** Permanent. */
  readonly id: string
  readonly title: string
  /** What follows where it is open. */
  readonly why: string
  /** Where to click, in order. */
  readonly clicks: readonly string[]
  /** The page; `{host}` and `{organization}` are filled in. */
  readonly page: string
  /** What can be said. Empty where something else than a choice is stated. */
  readonly answers: readonly SettingAnswer[]
  readonly value: 'choice' | 'repositories' | 'permissions'
  readonly source: { readonly url: string; readonly checked: 'read' | 'unverified' }
}

const onOff = (on: SettingAnswer['means'], off: SettingAnswer['means']): readonly SettingAnswer[] => [
  { id: 'off', words: 'switched off', means: off },
  { id: 'on', words: 'switched on', means: on },
]
const openOrOff = onOff('open', 'closed')
const organizationPage = 'https://{host}/organizations/{organization}/settings'
const docs = 'https://docs.github.com/en/organizations'
const claudeAdmin = 'https://claude.ai/admin-settings/claude-code'
const claudeDocs = 'https://code.claude.com/docs/en'
const memberPrivileges = {
  page: `${organizationPage}/member_privileges`,
  source: {
    url: `${docs}/managing-programmatic-access-to-your-organization/limiting-oauth-app-and-github-app-access-requests-and-installations`,
    checked: 'read',
  },
} as const

/** The checklist, in the order in which it is shown. */
export const attestableSettings: readonly AttestableSetting[] = [
  {
    id: 'github-admins-install-apps',
    title: 'Whether repository admins may install GitHub Apps',
    why: "It is on unless somebody switched it off: then every repository admin can add a repository to an assistant's App without asking.",
    clicks: [
      'Open the settings of the organization',
      'Member privileges',
      'GitHub Apps: look at "Allow repository admins to install GitHub Apps for their repositories"',
    ],
    answers: openOrOff,
    value: 'choice',
    ...memberPrivileges,
  },
  {
    id: 'github-app-access-requests',
    title: 'Who may ask for Apps',
    why: 'Requests are how people ask for an assistant past the policy.',
    clicks: ['Open the settings of the organization', 'Member privileges', 'Look at "App access requests"'],
    answers: [
      { id: 'nobody', words: 'nobody', means: 'closed' },
      { id: 'members', words: 'members only', means: 'partly' },
      { id: 'everybody', words: 'members and outside collaborators', means: 'open' },
    ],
    value: 'choice',
    ...memberPrivileges,
  },
  {
    id: 'github-oauth-app-restrictions',
    title: 'Whether OAuth apps are restricted',
    why: "Without the restriction a member can let any OAuth app into the organization's repositories, Claude's connector among them.",
    clicks: ['Open the settings of the organization', 'OAuth app policy', 'Look at "Policy"'],
    page: `${organizationPage}/oauth_application_policy`,
    answers: [
      { id: 'restricted', words: 'access is restricted', means: 'closed' },
      { id: 'open', words: 'no restrictions', means: 'open' },
    ],
    value: 'choice',
    source: {
      url: `${docs}/managing-oauth-access-to-your-organizations-data/about-oauth-app-access-restrictions`,
      checked: 'unverified',
    },
  },
  {
    id: 'github-classic-tokens',
    title: 'Whether classic tokens may reach the organization',
    why: 'A classic token reaches everything its owner can see, whoever uses it, and nobody can list them.',
    clicks: [
      'Open the settings of the organization',
      'Personal access tokens, Settings',
      'Tokens (classic): look at "Restrict access via personal access tokens (classic)"',
    ],
    page: `${organizationPage}/personal-access-tokens`,
    answers: [
      { id: 'restricted', words: 'restricted', means: 'closed' },
      { id: 'allowed', words: 'allowed', means: 'open' },
    ],
    value: 'choice',
    source: {
      url: `${docs}/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization`,
      checked: 'read',
    },
  },
  {
    id: 'github-fine-grained-approval',
    title: 'Whether fine-grained tokens need an approval',
    why: 'Without it a token reaches repositories before anybody has seen a request.',
    clicks: [
      'Open the settings of the organization',
      'Personal access tokens, Settings',
      'Fine-grained tokens: look at "Require approval of fine-grained personal access tokens"',
    ],
    page: `${organizationPage}/personal-access-tokens`,
    answers: [
      { id: 'required', words: 'an approval is required', means: 'closed' },
      { id: 'not-required', words: 'no approval is required', means: 'open' },
    ],
    value: 'choice',
    source: {
      url: `${docs}/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization`,
      checked: 'read',
    },
  },
  {
    id: 'github-forking',
    title: 'Whether private repositories may be forked',
    why: 'A fork belongs to a person, and what is connected to it the organization neither sees nor decides.',
    clicks: [
      'Open the settings of the organization',
      'Member privileges',
      'Repository forking: look at "Allow forking of private and internal repositories"',
    ],
    page: `${organizationPage}/member_privileges`,
    answers: openOrOff,
    value: 'choice',
    source: {
      url: `${docs}/managing-organization-settings/managing-the-forking-policy-for-your-organization`,
      checked: 'unverified',
    },
  },
  {
    id: 'github-claude-agent',
    title: "Whether Copilot's own agent of Claude is switched on",
    why: 'It works in repositories without an App, a secret or a workflow.',
    clicks: [
      'Open the settings of the organization',
      'Copilot',
      'Third-party agents: look at "Anthropic Claude"',
    ],
    page: `${organizationPage}/profile`,
    answers: openOrOff,
    value: 'choice',
    source: {
      url: 'https://docs.github.com/en/copilot/concepts/agents/about-third-party-agents',
      checked: 'unverified',
    },
  },
  {
    id: 'claude-cloud-sessions',
    title: "Whether Claude's sessions in the cloud are switched on",
    why: 'A session reaches every repository that its owner can see on GitHub, wherever the App is installed.',
    clicks: [
      'Sign in as a Claude owner',
      'Organization settings',
      'Claude Code: look at "Claude Code on the web"',
    ],
    page: claudeAdmin,
    answers: openOrOff,
    value: 'choice',
    source: { url: `${claudeDocs}/claude-code-on-the-web`, checked: 'read' },
  },
  {
    id: 'claude-quick-web-setup',
    title: "Who may give Claude the token of their own machine ('quick web setup')",
    why: "A person's token then opens to Claude whatever it opens.",
    clicks: ['Sign in as a Claude owner', 'Organization settings', 'Claude Code: look at "Quick web setup"'],
    page: claudeAdmin,
    answers: [
      { id: 'off', words: 'nobody', means: 'closed' },
      { id: 'specific-groups', words: 'some groups', means: 'partly' },
      { id: 'github-repo', words: 'whoever is in a repository', means: 'partly' },
      { id: 'everybody', words: 'all members', means: 'open' },
    ],
    value: 'choice',
    source: { url: `${claudeDocs}/claude-code-on-the-web`, checked: 'unverified' },
  },
  {
    id: 'claude-routines',
    title: 'Whether routines are switched on',
    why: 'They are sessions in the cloud that begin by themselves.',
    clicks: ['Sign in as a Claude owner', 'Organization settings', 'Claude Code: look at "Routines"'],
    page: claudeAdmin,
    answers: openOrOff,
    value: 'choice',
    source: { url: `${claudeDocs}/routines`, checked: 'read' },
  },
  {
    id: 'claude-remote-control',
    title: 'Whether Remote Control is switched on',
    why: 'A session on a developer’s machine, with all that is checked out there, can then be steered from elsewhere.',
    clicks: ['Sign in as a Claude owner', 'Organization settings', 'Claude Code: look at "Remote Control"'],
    page: claudeAdmin,
    answers: openOrOff,
    value: 'choice',
    source: { url: claudeDocs, checked: 'unverified' },
  },
  {
    id: 'claude-code-review',
    title: 'Whether Code Review is switched on',
    why: 'It reads the repositories that a Claude owner has chosen for it.',
    clicks: ['Sign in as a Claude owner', 'Organization settings', 'Claude Code: look at "Code Review"'],
    page: claudeAdmin,
    answers: openOrOff,
    value: 'choice',
    source: { url: `${claudeDocs}/code-review`, checked: 'read' },
  },
  {
    id: 'installation-repositories',
    title: "Which repositories an assistant's App is installed on",
    why: "Below an enterprise GitHub tells it to nobody but an organization owner's classic token. A list narrows down how many repositories are connected.",
    clicks: [
      'Open the settings of the organization',
      'GitHub Apps',
      'Configure, beside the App',
      'Repository access: note the repositories that are selected',
    ],
    page: `${organizationPage}/installations`,
    answers: [],
    value: 'repositories',
    source: {
      url: 'https://docs.github.com/en/apps/using-github-apps/reviewing-and-modifying-installed-github-apps',
      checked: 'unverified',
    },
  },
  {
    id: 'app-permissions',
    title: "That what an assistant's App may do is accepted",
    why: 'An App may ask for more later; what it had when somebody looked is what later changes are compared with.',
    clicks: [
      'Open the settings of the organization',
      'GitHub Apps',
      'Configure, beside the App',
      'Read what stands below "Permissions"',
    ],
    page: `${organizationPage}/installations`,
    answers: [],
    value: 'permissions',
    source: {
      url: 'https://docs.github.com/en/apps/using-github-apps/reviewing-and-modifying-installed-github-apps',
      checked: 'unverified',
    },
  },
]

/** A setting by its id. */
export const findSetting = (id: string): AttestableSetting | undefined =>
  attestableSettings.find((one) => one.id === id)

/** The page of a setting for one organization. */
export const pageOf = ({ page }: AttestableSetting, host: string, organization: string): string =>
  page.replace('{host}', host).replace('{organization}', encodeURIComponent(organization))
