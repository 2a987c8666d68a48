import { dig, get, scalars, textOf } from '../documents/document.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import { type AssistantRule, isManagedSettings } from './assistant-file.ts'
import { settingsSample } from './assistant-sample.ts'
import { parsePermissionRule } from './permission-rule.ts'

/** Tools whose rules with a path are accepted and never looked at, with the tool to write instead. */
const unheeded: Readonly<Record<string, string>> = {
  Write: 'Edit',
  NotebookEdit: 'Edit',
  MultiEdit: 'Edit',
  Glob: 'Read',
}

export const denyRuleWithoutEffect: AssistantRule = {
  id: 'claude-deny-rule-without-effect',
  kind: 'assistant',
  title: 'Deny rule that does nothing',
  severity: 'low',
  confidence: 'high',
  why: 'The rule looks as if it kept Claude from a file, but Claude Code does not apply it.',
  fix: 'Write it as the note says.',
  source: { url: 'https://code.claude.com/docs/en/permissions#read-and-edit', checked: 'read' },
  look: (file) => {
    if (file.kind !== 'settings') return []
    const { document } = file
    return scalars(dig(document.root, 'permissions', 'deny')).flatMap((node): readonly Sighting[] => {
      const problem = denyProblem(node.text)
      return problem
        ? [{ place: document.place(node), note: problem, identity: identityOf('deny', node.text) }]
        : []
    })
  },
  matches: [
    settingsSample({ permissions: { deny: ['Write(secrets/**)'] } }),
    settingsSample({ permissions: { deny: ['Read(/etc/passwd)'] } }),
    settingsSample({ permissions: { deny: ['Read(.env'] } }),
  ],
  misses: [
    settingsSample({
      permissions: {
        deny: ['Read(./.env)', 'Edit(secrets/**)', 'Write', 'Bash(curl *)', 'mcp__*', 'Read(//etc/**)'],
      },
    }),
  ],
}

function denyProblem(text: string): string | null {
  const rule = parsePermissionRule(text)
  if (!rule) return 'It is not of the form `Tool` or `Tool(what)`, so Claude Code skips it.'
  if (rule.specifier !== null && Object.hasOwn(unheeded, rule.tool)) {
    return `Paths are checked only for \`Read\` and \`Edit\`: write \`${unheeded[rule.tool]!}(…)\` instead of \`${rule.tool}(…)\`.`
  }
  if (
    /^\/(?:etc|home|Users|root|var|usr|opt|tmp)\//.test(rule.specifier ?? '') &&
    /^(?:Read|Edit)$/.test(rule.tool)
  ) {
    return 'One leading slash means the folder of the project; a path from the root of the disk starts with two.'
  }
  return null
}

export const managedRulesOnly: AssistantRule = {
  id: 'claude-managed-rules-only',
  kind: 'assistant',
  title: 'Setting that makes the repository’s deny rules void',
  severity: 'low',
  confidence: 'high',
  why: 'With `allowManagedPermissionRulesOnly` in the organization’s managed settings, the deny rules of every repository stop counting.',
  fix: 'Put the deny rules for secrets into the managed settings as well.',
  source: {
    url: 'https://code.claude.com/docs/en/settings-reference#allowmanagedpermissionrulesonly',
    checked: 'read',
  },
  look: (file) => {
    const key = get(file.document.root, 'allowManagedPermissionRulesOnly')
    if (file.kind !== 'settings' || !key || textOf(key) !== 'true') return []
    const managed = isManagedSettings(file.path)
    const note = managed
      ? 'Where this file is deployed, `permissions.deny` in `.claude/settings.json` does not count.'
      : 'In this file it has no effect: only managed settings may set it. Where they do, `permissions.deny` here does not count.'
    return [
      {
        place: file.document.place(key),
        severity: managed ? 'low' : 'info',
        note,
        identity: identityOf('managed-only', file.kind),
      },
    ]
  },
  matches: [
    settingsSample({ allowManagedPermissionRulesOnly: true }),
    settingsSample({ allowManagedPermissionRulesOnly: true }, 'deploy/managed-settings.json'),
  ],
  misses: [
    settingsSample({ allowManagedPermissionRulesOnly: false }),
    settingsSample({ permissions: { deny: ['Read(.env)'] } }),
  ],
}
