import { dig, type DocumentNode, get, scalars, textOf } from '../documents/document.ts'
import { within } from '../documents/places.ts'
import { identityOf, type Sighting } from '../documents/sighting.ts'
import { type AssistantFile, type AssistantRule, isLocalSettings } from './assistant-file.ts'
import { agentSample, settingsSample } from './assistant-sample.ts'
import { type Breadth, breadthOf, parsePermissionRule, splitRules } from './permission-rule.ts'

const permissions = { url: 'https://code.claude.com/docs/en/permissions', checked: 'read' } as const
const modes = { url: 'https://code.claude.com/docs/en/permission-modes', checked: 'read' } as const

const breadthText: Readonly<Record<Breadth, string>> = {
  'any-command': 'It allows every shell command.',
  'any-code': 'The program runs whatever code it is given, so it allows as much as every command.',
  'any-file': 'It allows every file of the machine or of the home folder.',
  'credential-files': 'It allows files that hold a person’s credentials.',
}

/** Where a file allows tools without asking: a list in settings, one text or a list in frontmatter. */
function allowances(file: AssistantFile): readonly DocumentNode[] {
  const { root } = file.document
  const found =
    file.kind === 'instructions'
      ? [get(root, 'allowed-tools'), get(root, 'allowedTools')]
      : [dig(root, 'permissions', 'allow')]
  return found.filter((node) => node !== null)
}

export const broadAllowRule: AssistantRule = {
  id: 'claude-broad-allow-rule',
  kind: 'assistant',
  title: 'Claude may do anything without asking',
  severity: 'medium',
  confidence: 'high',
  why: 'Everybody who opens the repository with Claude Code and trusts it lets Claude run this without a question, also when a text it reads asks for it.',
  fix: 'Allow the commands that are needed by name, for example `Bash(npm run test:*)`.',
  source: permissions,
  look: (file) =>
    allowances(file).flatMap((node) =>
      scalars(node).flatMap((list) =>
        splitRules(list.text).flatMap((rule): readonly Sighting[] => {
          const parsed = parsePermissionRule(rule.text)
          const breadth = parsed && breadthOf(parsed)
          if (!breadth) return []
          const place = file.document.place(within(file.document, list, rule.text, rule.at))
          // Trust in the folder is not asked for before a skill's own tools are granted.
          const gate =
            file.kind === 'instructions'
              ? ' It is granted whenever this file is used, also in a folder nobody has trusted.'
              : ''
          return [{ place, note: `${breadthText[breadth]}${gate}`, identity: identityOf('allow', rule.text) }]
        }),
      ),
    ),
  matches: [
    settingsSample({ permissions: { allow: ['Bash(npm test)', 'Bash(*)'] } }),
    settingsSample({ permissions: { allow: ['Bash'] } }, 'packages/web/.claude/settings.local.json'),
    settingsSample({ permissions: { allow: ['Bash(python3:*)'] } }),
    settingsSample({ permissions: { allow: ['Read(//**)', 'Read(~/.ssh/**)'] } }),
    agentSample(['allowed-tools: Read, Bash'], '.claude/skills/deploy/SKILL.md'),
  ],
  misses: [
    settingsSample({
      permissions: { allow: ['Bash(npm run test:*)', 'Read(src/**)', 'WebFetch(domain:example.com)'] },
    }),
    settingsSample({ permissions: { deny: ['Bash'], ask: ['Bash(*)'] } }),
    agentSample(['tools: Read, Bash']),
  ],
}

export const bypassByDefault: AssistantRule = {
  id: 'claude-bypass-permissions',
  kind: 'assistant',
  title: 'Claude starts without permission checks',
  severity: 'high',
  confidence: 'high',
  why: 'Everybody who starts Claude Code here gets a session that runs every command and edits every file without asking.',
  fix: 'Take the setting out; `acceptEdits` asks for everything but edits. `permissions.disableBypassPermissionsMode: "disable"` forbids the mode.',
  source: modes,
  look: (file) => {
    const { root, place } = file.document
    const mode =
      file.kind === 'instructions' ? get(root, 'permissionMode') : dig(root, 'permissions', 'defaultMode')
    const found: Sighting[] = []
    if (mode && textOf(mode) === 'bypassPermissions') {
      found.push({ place: place(mode), identity: identityOf('mode', file.kind) })
    }
    const unasked = get(root, 'skipDangerousModePermissionPrompt')
    // Ignored in a shared file: a repository can't answer the question for somebody.
    if (unasked && textOf(unasked) === 'true' && file.kind === 'settings' && isLocalSettings(file.path)) {
      found.push({
        place: place(unasked),
        severity: 'medium',
        note: 'The question that Claude Code asks before such a session is switched off.',
        identity: identityOf('prompt', file.kind),
      })
    }
    return found
  },
  matches: [
    settingsSample({ permissions: { defaultMode: 'bypassPermissions' } }),
    settingsSample({ skipDangerousModePermissionPrompt: true }, '.claude/settings.local.json'),
    agentSample(['permissionMode: bypassPermissions']),
  ],
  misses: [
    settingsSample({ permissions: { defaultMode: 'acceptEdits', disableBypassPermissionsMode: 'disable' } }),
    settingsSample({ skipDangerousModePermissionPrompt: true }),
    agentSample(['permissionMode: plan']),
  ],
}
