import { isLocalSettings, type AssistantRule } from './assistant-file.ts'
import { settingsSample } from './assistant-sample.ts'

const settings = { url: 'https://code.claude.com/docs/en/settings', checked: 'read' } as const

export const localSettingsShared: AssistantRule = {
  id: 'claude-local-settings-shared',
  kind: 'assistant',
  title: 'Personal Claude settings in the repository',
  severity: 'low',
  confidence: 'high',
  why: 'The file holds what one person has allowed Claude to do, and often commands with their arguments; in the repository it applies to everybody who trusts the folder.',
  fix: 'Run `git rm --cached .claude/settings.local.json`, add it to `.gitignore`, and move what the team needs to `.claude/settings.json`.',
  source: settings,
  look: ({ path, kind }) =>
    kind === 'settings' && isLocalSettings(path) ? [{ place: null, identity: 'settings.local.json' }] : [],
  matches: [
    settingsSample({}, '.claude/settings.local.json'),
    settingsSample({ model: 'opus' }, 'app/.claude/settings.local.json'),
  ],
  misses: [settingsSample({})],
}

export const userStateShared: AssistantRule = {
  id: 'claude-user-state-shared',
  kind: 'assistant',
  title: 'A person’s Claude Code state in the repository',
  severity: 'medium',
  confidence: 'high',
  why: 'The file belongs in a home folder: it holds the account, the projects and the MCP servers of one person, with their credentials.',
  fix: 'Remove it from the repository, add it to `.gitignore`, and revoke what it holds. Servers for the team belong into `.mcp.json`.',
  source: { url: 'https://code.claude.com/docs/en/mcp#user-scope', checked: 'read' },
  look: ({ kind }) => (kind === 'user-state' ? [{ place: null, identity: '.claude.json' }] : []),
  matches: [settingsSample({ oauthAccount: {} }, '.claude.json')],
  misses: [settingsSample({})],
}

export const ignoreFileNotRead: AssistantRule = {
  id: 'claude-ignore-file-not-read',
  kind: 'assistant',
  title: 'File that Claude Code does not read',
  severity: 'info',
  confidence: 'high',
  why: 'Claude Code has no `.claudeignore`. What is listed there is not kept from Claude, though it looks so.',
  fix: 'Move the entries to `permissions.deny` in `.claude/settings.json`, each as `Read(…)`, and remove the file.',
  source: { url: 'https://code.claude.com/docs/en/settings-reference#permissions-deny', checked: 'read' },
  look: ({ kind }) => (kind === 'not-read' ? [{ place: null, identity: '.claudeignore' }] : []),
  matches: [{ path: '.claudeignore', text: () => 'secrets/\n' }],
  misses: [settingsSample({ permissions: { deny: ['Read(secrets/**)'] } })],
}
