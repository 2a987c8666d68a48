import type { Assistant, Source } from './assistant.ts'

const read = (url: string): Source => ({ url, checked: 'read' })
const unverified = (url: string): Source => ({ url, checked: 'unverified' })

const docs = 'https://code.claude.com/docs/en'
const action = 'https://github.com/anthropics/claude-code-action/blob/main'
const actionInputs = read(`${action}/action.yml`)
const baseActionInputs = read(`${action}/base-action/action.yml`)
const environment = read(`${docs}/env-vars`)
const setup = read(`${docs}/setup`)
const providers = read(`${docs}/github-actions-cloud-providers`)
const directory = read(`${docs}/claude-directory`)

/** `credentials` that every action of Claude takes under the same names. */
const credentials = ['anthropic_api_key', 'claude_code_oauth_token']

/**
 * Inputs of the versions before 1.0 are listed too: `@beta` and old commits still take them.
 * (https://github.com/anthropics/claude-code-action/blob/main/docs/migration-guide.md, read.)
 */
const inputs = {
  prompt: [
    'prompt',
    'direct_prompt',
    'override_prompt',
    'custom_instructions',
    'system_prompt',
    'append_system_prompt',
  ],
  commandLine: ['claude_args'],
  allowedTools: ['allowed_tools'],
  settings: ['settings'],
}

export const claude: Assistant = {
  id: 'claude',
  name: 'Claude',
  apps: [
    // The slug is the vendor's own; the id was seen in public rulesets and check-suite settings.
    { slug: 'claude', id: 1236702, source: unverified('https://github.com/apps/claude') },
  ],
  bots: [
    {
      login: 'claude[bot]',
      id: 209825114,
      source: read(`${action}/src/github/operations/comments/create-initial.ts`),
    },
  ],
  actions: [
    {
      repository: 'anthropics/claude-code-action',
      form: 'action',
      checksActor: true,
      inputs: { ...inputs, credentials: [...credentials, 'github_token', 'ssh_signing_key'] },
      source: actionInputs,
    },
    {
      repository: 'anthropics/claude-code-action',
      folder: 'base-action',
      form: 'base-action',
      checksActor: false,
      inputs: { ...inputs, credentials },
      source: baseActionInputs,
    },
    {
      repository: 'anthropics/claude-code-base-action',
      form: 'base-action',
      checksActor: false,
      inputs: { ...inputs, credentials },
      source: baseActionInputs,
    },
    {
      repository: 'anthropics/claude-code-security-review',
      form: 'review-action',
      checksActor: false,
      inputs: {
        prompt: [],
        commandLine: [],
        allowedTools: [],
        settings: [],
        credentials: ['claude-api-key'],
      },
      source: read('https://github.com/anthropics/claude-code-security-review/blob/main/action.yml'),
    },
  ],
  packages: [
    { registry: 'npm', name: '@anthropic-ai/claude-code', kind: 'program', source: setup },
    {
      registry: 'npm',
      name: '@anthropic-ai/claude-agent-sdk',
      kind: 'sdk',
      source: read(`${docs}/agent-sdk/typescript`),
    },
    { registry: 'pypi', name: 'claude-agent-sdk', kind: 'sdk', source: read(`${docs}/agent-sdk/python`) },
    {
      registry: 'pypi',
      name: 'claude-code-sdk',
      kind: 'sdk',
      source: unverified('https://pypi.org/project/claude-code-sdk/'),
    },
    { registry: 'homebrew', name: 'claude-code', kind: 'program', source: setup },
    { registry: 'winget', name: 'Anthropic.ClaudeCode', kind: 'program', source: setup },
    { registry: 'linux', name: 'claude-code', kind: 'program', source: setup },
  ],
  commands: [
    {
      name: 'claude',
      unattended: ['-p', '--print'],
      otherUses: [
        '--version',
        '-v',
        '--help',
        '-h',
        'mcp',
        'config',
        'doctor',
        'update',
        'install',
        'auth',
        'setup-token',
        'plugin',
        'login',
        'logout',
        'auto-mode',
      ],
      source: read(`${docs}/cli-reference`),
    },
  ],
  installers: [
    { address: 'claude.ai/install.sh', source: setup },
    { address: 'claude.ai/install.ps1', source: setup },
    { address: 'claude.ai/install.cmd', source: setup },
    { address: 'downloads.claude.ai/claude-code', source: setup },
  ],
  variables: [
    { name: 'ANTHROPIC_API_KEY', weight: 'proves', kind: 'secret', source: environment },
    { name: 'ANTHROPIC_AUTH_TOKEN', weight: 'proves', kind: 'secret', source: environment },
    { name: 'CLAUDE_CODE_OAUTH_TOKEN', weight: 'proves', kind: 'secret', source: environment },
    {
      name: 'CLAUDE_API_KEY',
      weight: 'proves',
      kind: 'secret',
      source: read('https://github.com/anthropics/claude-code-security-review#quick-start'),
    },
    { name: 'ANTHROPIC_FOUNDRY_API_KEY', weight: 'proves', kind: 'secret', source: environment },
    { name: 'ANTHROPIC_FOUNDRY_AUTH_TOKEN', weight: 'proves', kind: 'secret', source: environment },
    {
      name: 'ANTHROPIC_FEDERATION_RULE_ID',
      weight: 'proves',
      kind: 'variable',
      source: read(`${action}/docs/setup.md`),
    },
    { name: 'CLAUDE_CODE_USE_BEDROCK', weight: 'proves', kind: 'variable', source: environment },
    { name: 'CLAUDE_CODE_USE_VERTEX', weight: 'proves', kind: 'variable', source: environment },
    { name: 'CLAUDE_CODE_USE_FOUNDRY', weight: 'proves', kind: 'variable', source: environment },
    { name: 'ANTHROPIC_BASE_URL', weight: 'hints', kind: 'variable', source: environment },
    { name: 'AWS_BEARER_TOKEN_BEDROCK', weight: 'hints', kind: 'secret', source: environment },
    { name: 'AWS_ROLE_TO_ASSUME', weight: 'hints', kind: 'secret', source: providers },
    { name: 'GCP_WORKLOAD_IDENTITY_PROVIDER', weight: 'hints', kind: 'secret', source: providers },
    { name: 'GCP_SERVICE_ACCOUNT', weight: 'hints', kind: 'secret', source: providers },
    { name: 'AZURE_CLIENT_ID', weight: 'hints', kind: 'secret', source: providers },
    { name: 'AZURE_TENANT_ID', weight: 'hints', kind: 'secret', source: providers },
    { name: 'AZURE_SUBSCRIPTION_ID', weight: 'hints', kind: 'secret', source: providers },
    { name: 'APP_ID', weight: 'hints', kind: 'secret', source: read(`${action}/docs/setup.md`) },
    { name: 'APP_PRIVATE_KEY', weight: 'hints', kind: 'secret', source: read(`${action}/docs/setup.md`) },
  ],
  files: [
    { path: 'CLAUDE.md', what: 'instructions', shared: true, source: directory },
    { path: 'CLAUDE.local.md', what: 'personal instructions', shared: false, source: read(`${docs}/memory`) },
    { path: '.claude/CLAUDE.md', what: 'instructions', shared: true, source: read(`${docs}/memory`) },
    { path: '.claude/rules/', what: 'instructions', shared: true, source: directory },
    {
      path: 'REVIEW.md',
      what: 'instructions for Code Review',
      shared: true,
      source: read(`${docs}/code-review`),
    },
    {
      path: '.claude/settings.json',
      what: 'settings, permissions and hooks',
      shared: true,
      source: read(`${docs}/settings`),
    },
    {
      path: '.claude/settings.local.json',
      what: 'personal settings',
      shared: false,
      source: read(`${docs}/settings`),
    },
    { path: '.claude/agents/', what: 'subagents', shared: true, source: read(`${docs}/sub-agents`) },
    { path: '.claude/commands/', what: 'commands', shared: true, source: directory },
    { path: '.claude/skills/', what: 'skills', shared: true, source: read(`${docs}/skills`) },
    { path: '.claude/hooks/', what: 'scripts that hooks run', shared: true, source: read(`${docs}/hooks`) },
    { path: '.claude/output-styles/', what: 'output styles', shared: true, source: directory },
    { path: '.claude/workflows/', what: 'workflows', shared: true, source: directory },
    { path: '.mcp.json', what: 'MCP servers', shared: true, source: read(`${docs}/mcp#project-scope`) },
    {
      path: '.claude.json',
      what: 'a person’s own state, with MCP servers',
      shared: false,
      source: read(`${docs}/mcp#user-scope`),
    },
    {
      path: '.claude/.credentials.json',
      what: 'a person’s login',
      shared: false,
      source: read(`${docs}/authentication#credential-management`),
    },
    {
      path: '.claude-plugin/marketplace.json',
      what: 'a plugin marketplace',
      shared: true,
      source: read(`${docs}/plugin-marketplaces`),
    },
  ],
  workflowFiles: [
    { name: 'claude.yml', source: read(`${docs}/github-actions`) },
    { name: 'claude-code-review.yml', source: read(`${docs}/github-actions`) },
  ],
  agenticEngines: [{ engine: 'claude', source: read('https://github.github.com/gh-aw/reference/engines/') }],
  checkRuns: [{ name: 'Claude Code Review', source: read(`${docs}/code-review`) }],
  commitTrailers: [
    {
      key: 'Co-Authored-By',
      contains: 'noreply@anthropic.com',
      source: read(`${docs}/settings-reference#attribution`),
    },
  ],
}
