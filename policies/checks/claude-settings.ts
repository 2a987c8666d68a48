import { z } from 'zod'
import { type Answer, defineCheck, met, unmet, unreadable } from './check.ts'

/** Where a Claude owner finds the settings of Claude Code. */
const page = 'https://claude.ai/admin-settings/claude-code'

const off = z.literal('off')

/** What each setting is called on Claude's page. */
const titles = {
  webSessions: 'Claude Code on the web',
  quickWebSetup: 'Quick web setup',
  routines: 'Routines',
  codeReview: 'Code Review',
  security: 'Claude Security',
  remoteControl: 'Remote Control',
  slack: 'Claude in Slack',
  bypassPermissions: 'Bypassing permissions in the desktop app',
  singleSignOn: 'Enforced single sign-on',
} as const
type Name = keyof typeof titles

const setting = z
  .strictObject({
    webSessions: off.optional().describe('Claude Code on the web is switched off.'),
    quickWebSetup: z
      .enum(['off', 'specific-groups'])
      .optional()
      .describe('Nobody may give Claude the token of their own machine, or only people in some groups.'),
    routines: off.optional().describe('Routines are switched off.'),
    codeReview: off.optional().describe('Code Review is switched off.'),
    security: off.optional().describe('Claude Security is switched off.'),
    remoteControl: off.optional().describe('Remote Control is switched off.'),
    slack: off.optional().describe('Claude in Slack is switched off.'),
    bypassPermissions: off.optional().describe('Nobody may bypass permissions in the desktop app.'),
    singleSignOn: z.literal('on').optional().describe('Everybody signs in to Claude by single sign-on.'),
  })
  .refine(
    (wanted) => Object.keys(wanted).length > 0,
    `Name at least one of ${Object.keys(titles).join(', ')}.`,
  )
  .describe("How settings of Claude's own side are, which widen what it reaches.")

export const claudeSettings = defineCheck({
  name: 'claudeSettings',
  id: 'claude-settings',
  needs: 'github',
  setting,
  wanted: (wanted) =>
    `at Claude ${entriesOf(wanted)
      .map(([name, value]) => `"${titles[name]}" is ${words(value)}`)
      .join(', ')}`,
  judge: (wanted, { facts: { claudeSettings: found } }) => {
    if (found === undefined) return unread("Claude's side is not connected")
    return found.known ? judgeValues(wanted, found.value) : unread(found.why)
  },
})

const unread = (why: string): Answer =>
  unreadable(why, "Connect Claude's side in the console, or have an owner state it with `gatehouse attest`.")

function judgeValues(wanted: z.output<typeof setting>, found: Readonly<Record<string, string>>): Answer {
  const all = entriesOf(wanted).map(([name, value]) => ({ name, value, is: found[name] }))
  const wrong = all.filter(({ value, is }) => is !== undefined && !holds(value, is))
  if (wrong.length > 0)
    return unmet(
      wrong.map(({ name, is }) => `"${titles[name]}" is ${words(is ?? '')}`).join(', '),
      `As a Claude owner, at ${page}: ${wrong.map(({ name, value }) => `switch "${titles[name]}" to ${words(value)}`).join(', ')}.`,
    )
  const missing = all.filter(({ is }) => is === undefined)
  if (missing.length > 0)
    return unread(`nobody has told how ${missing.map(({ name }) => `"${titles[name]}"`).join(', ')} is`)
  return met(all.map(({ name, is }) => `"${titles[name]}" is ${words(is ?? '')}`).join(', '))
}

/** Off is less than some groups. */
const holds = (wanted: string, is: string): boolean =>
  is === wanted || (wanted === 'specific-groups' && (is === 'off' || is === 'specific_groups'))

const words = (value: string): string => value.replaceAll(/[_-]/g, ' ')

const entriesOf = (wanted: z.output<typeof setting>): readonly (readonly [Name, string])[] =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- its own keys; what is left out is undefined
  (Object.entries(wanted) as [Name, string | undefined][]).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
