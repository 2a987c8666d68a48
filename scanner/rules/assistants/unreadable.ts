import type { RuleInfo } from '../../engine/rule.ts'

/** A configuration file that can't be read. Claude Code skips it, so what it allows and denies does not count. */
export const configurationUnreadable: RuleInfo = {
  id: 'claude-configuration-unreadable',
  kind: 'assistant',
  title: 'Claude configuration could not be read',
  severity: 'info',
  confidence: 'high',
  why: 'What it sets is not known. Claude Code skips a settings file that is not strict JSON or has another form, so deny rules in it do not count.',
  fix: 'Correct the place named: settings are JSON without comments and without a comma before a closing bracket, and `permissions.allow`, `ask` and `deny` are lists of texts.',
  source: { url: 'https://code.claude.com/docs/en/settings#fix-a-broken-settings-file', checked: 'read' },
}
