import type { Json } from '../audit/event.ts'
import { objectsOf, textOf } from './activity.ts'
import type { TakenActivity } from './connections.ts'

/** A setting at Claude that widens or narrows which repositories it reaches. */
export interface ClaudeSwitch {
  /** As a policy names it. */
  readonly name: string
  /** As Claude's API names it, first where several are known. */
  readonly settings: readonly string[]
  readonly title: string
  /** What follows where it is on. */
  readonly why: string
  /** Where to click, in order. */
  readonly clicks: readonly string[]
  readonly page: string
  /** Whether `on` is what widens; of single sign-on it is the other way round. */
  readonly widens: 'on' | 'off'
}

const code = 'https://claude.ai/admin-settings/claude-code'
const atClaudeCode = (label: string): readonly string[] => [
  'Sign in as a Claude owner',
  'Organization settings',
  `Claude Code: switch off "${label}"`,
]

/**
 * Names of settings: platform.claude.com, "Compliance API", organization settings and `claude_organization_settings_updated`, read in
 * November 2026.
 */
export const claudeSwitches = [
  {
    name: 'webSessions',
    settings: ['claude_code_web_enabled'],
    title: 'Claude Code on the web',
    why: 'A session reaches every repository that its owner can see on GitHub, wherever the App is installed.',
    clicks: atClaudeCode('Claude Code on the web'),
    page: code,
    widens: 'on',
  },
  {
    name: 'quickWebSetup',
    settings: ['claude_code_quick_web_setup_enabled', 'claude_code_quick_web_setup'],
    title: 'Quick web setup',
    why: 'People give Claude the token of their own machine, which opens whatever it opens.',
    clicks: atClaudeCode('Quick web setup'),
    page: code,
    widens: 'on',
  },
  {
    name: 'routines',
    settings: ['claude_code_routines_enabled'],
    title: 'Routines',
    why: 'They are sessions in the cloud that begin by themselves.',
    clicks: atClaudeCode('Routines'),
    page: code,
    widens: 'on',
  },
  {
    name: 'codeReview',
    settings: ['claude_code_review_enabled'],
    title: 'Code Review',
    why: 'It reads the repositories that a Claude owner has chosen for it.',
    clicks: atClaudeCode('Code Review'),
    page: code,
    widens: 'on',
  },
  {
    name: 'security',
    settings: ['claude_code_security_enabled'],
    title: 'Claude Security',
    why: 'It scans the repositories that a Claude owner has chosen for it.',
    clicks: atClaudeCode('Security'),
    page: code,
    widens: 'on',
  },
  {
    name: 'remoteControl',
    settings: ['claude_code_remote_control_enabled'],
    title: 'Remote Control',
    why: 'A session on a developer’s machine, with all that is checked out there, can be steered from elsewhere.',
    clicks: atClaudeCode('Remote Control'),
    page: code,
    widens: 'on',
  },
  {
    name: 'slack',
    settings: ['claude_in_slack_enabled'],
    title: 'Claude in Slack',
    why: 'Whoever writes to it in Slack has it work in the repositories that it was given.',
    clicks: [
      'Sign in as a Claude owner',
      'Organization settings',
      'Connectors: switch off "Claude in Slack"',
    ],
    page: 'https://claude.ai/admin-settings',
    widens: 'on',
  },
  {
    name: 'bypassPermissions',
    settings: ['claude_code_desktop_bypass_permissions_enabled'],
    title: 'Bypassing permissions in the desktop app',
    why: 'Claude then asks nobody before it reads or runs anything.',
    clicks: atClaudeCode('Bypass permissions'),
    page: code,
    widens: 'on',
  },
  {
    name: 'singleSignOn',
    settings: ['sso_claude_ai_enforced'],
    title: 'Single sign-on is enforced',
    why: 'Where it is not, people sign in past the identity provider, and stay when they have left.',
    clicks: [
      'Sign in as a Claude owner',
      'Organization settings',
      'Identity and access: switch on "Require SSO"',
    ],
    page: 'https://claude.ai/admin-settings/identity',
    widens: 'off',
  },
] as const satisfies readonly ClaudeSwitch[]
export type ClaudeSwitchName = (typeof claudeSwitches)[number]['name']

/** What is known of one switch. */
export interface SwitchState {
  /** `on`, `off`, or what Claude calls something in between: `specific_groups`. */
  readonly value: string
  /** ISO 8601: since when, as far as it was seen. */
  readonly since: string
  /** Opaque person id of who changed it; null: not known. */
  readonly by: string | null
}
export type Posture = { readonly [Name in ClaudeSwitchName]?: SwitchState }

/** What the settings of each of the tenant's organizations are, by Claude's names. */
export type SettingValues = Readonly<Record<string, Json>>

/** Switched off in every organization is off; whatever else one of them has is what counts. */
const widest = (values: readonly string[], widens: ClaudeSwitch['widens']): string | undefined => {
  const narrow = widens === 'on' ? 'off' : 'on'
  return values.find((value) => value !== narrow) ?? values[0]
}

/**
 * What the switches are. Pure.
 * @param organizations values as they were read, of each organization
 * @param changes every activity that told of a change of settings
 * @param before for what has not changed since
 */
export function postureOf(
  organizations: readonly SettingValues[],
  changes: readonly TakenActivity[],
  before: Posture,
  now: Date,
): Posture {
  const told = lastChanges(changes)
  const entries = claudeSwitches.flatMap(({ name, settings, widens }) => {
    const read = organizations.flatMap((values) =>
      settings.flatMap((setting) => switchValue(values[setting]) ?? []),
    )
    const last = settings.map((setting) => told.get(setting)).find((one) => one !== undefined)
    // Some are told when they change, and listed nowhere.
    const value = widest(read, widens) ?? last?.value
    if (value === undefined) return []
    const known = before[name]
    if (last?.value === value)
      return [[name, { value, since: last.at.toISOString(), by: last.person }] as const]
    return [[name, known?.value === value ? known : { value, since: now.toISOString(), by: null }] as const]
  })
  return Object.fromEntries(entries)
}

interface ToldChange {
  readonly value: string
  readonly at: Date
  readonly person: string | null
}

function lastChanges(changes: readonly TakenActivity[]): ReadonlyMap<string, ToldChange> {
  const told = new Map<string, ToldChange>()
  for (const { at, person, body } of changes)
    for (const update of objectsOf(body, 'updates')) {
      const setting = textOf(update, 'type')
      const value = switchValue(update['current_value'])
      if (setting === undefined || value === undefined) continue
      const last = told.get(setting)
      if (last === undefined || last.at <= at) told.set(setting, { value, at, person })
    }
  return told
}

function switchValue(value: Json | undefined): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value !== 'string' || value === '') return undefined
  if (value === 'all_org_members' || value === 'enabled' || value === 'true') return 'on'
  return value === 'disabled' || value === 'false' || value === 'none' ? 'off' : value.slice(0, 100)
}

/** Switches that are another way than they were, and wider. */
export const widened = (before: Posture, after: Posture): readonly ClaudeSwitchName[] =>
  claudeSwitches.flatMap(({ name, widens }) => {
    const narrow = widens === 'on' ? 'off' : 'on'
    return before[name]?.value === narrow && after[name] !== undefined && after[name].value !== narrow
      ? [name]
      : []
  })
