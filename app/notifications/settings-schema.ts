import { z } from 'zod'
import { notifications } from '../../policies/policy-settings.ts'
import { eventIds } from './event-kinds.ts'
import { digestPeriods } from './target.ts'

const hidden = z.union(
  [z.strictObject({ file: z.string().min(1).max(4096) }), z.strictObject({ variable: variableName() })],
  'Write where the secret is: `{ file: /run/secrets/name }`, or `{ variable: NAME }` of the environment. It does not stand here itself.',
)
export type WrittenSecret = z.output<typeof hidden>

const address = z.email('Write a mail address.').max(320)
const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/, 'a name such as security-team, in small letters')
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'Write an address that begins with https://.' })
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username === '',
    'Keep credentials out of the address.',
  )
const event = z
  .string()
  .refine(
    (text) => matchingEvents(text).length > 0,
    `There is no such event. There are: ${eventIds.join(', ')}; \`request.*\` means all that begin so, \`*\` all.`,
  )
const fields = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,79}$/), z.string().max(1000))
const quietHours = notifications.shape.quietHours

const mail = z.strictObject({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535).default(587),
  security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
  user: z.string().min(1).max(320).optional(),
  password: hidden.optional(),
  from: address,
  to: z.array(address).min(1).max(50).optional(),
  ownerAddresses: z.record(z.string().min(1).max(200), address).optional(),
})
const jira = z.strictObject({
  url: httpUrl,
  edition: z.enum(['cloud', 'data-center']),
  user: z.string().min(1).max(320).optional(),
  token: hidden,
  project: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'the key of a project, such as SEC'),
  issueType: z.string().min(1).max(100).default('Task'),
  closeBy: z.string().min(1).max(100).default('Done'),
})
const serviceNow = z.strictObject({
  url: httpUrl,
  user: z.string().min(1).max(320),
  password: hidden,
  table: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,79}$/, 'the name of a table, such as incident')
    .default('incident'),
  fields: fields.default({}),
  closedFields: fields.default({ state: '7', close_code: 'Resolved by caller' }),
})

const channels = {
  slack: z.strictObject({ url: hidden }),
  teams: z.strictObject({ url: hidden }),
  webhook: z.strictObject({ url: httpUrl, secret: hidden }),
  mail,
  jira,
  serviceNow,
}

const target = z
  .strictObject({
    name,
    events: z.array(event).max(100),
    organizations: z.array(z.string().min(1).max(200)).min(1).max(1000).optional(),
    owners: z.array(z.string().min(1).max(200)).min(1).max(100).optional(),
    names: z.boolean().default(false),
    digest: z
      .strictObject({
        every: z.enum(digestPeriods),
        at: z
          .string()
          .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Write a time as 18:30.')
          .default('09:00'),
        timeZone: quietHours.unwrap().shape.timeZone,
      })
      .optional(),
    quietHours,
    slack: channels.slack.optional(),
    teams: channels.teams.optional(),
    webhook: channels.webhook.optional(),
    mail: channels.mail.optional(),
    jira: channels.jira.optional(),
    serviceNow: channels.serviceNow.optional(),
  })
  .superRefine((written, context) => {
    const problem = problemOf(written)
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem })
  })

/** The file that `NOTIFICATIONS_FILE` names; strict. */
export const notificationsSchema = z
  .strictObject({ targets: z.array(target).min(1).max(500) })
  .superRefine(({ targets }, context) => {
    const names = targets.map((one) => one.name)
    for (const [index, one] of names.entries())
      if (names.indexOf(one) !== index)
        context.addIssue({
          code: 'custom',
          path: ['targets', index, 'name'],
          message: `The name ${one} stands here twice.`,
        })
  })
export type WrittenTarget = z.output<typeof target>

interface Checked extends Partial<Record<keyof typeof channels, unknown>> {
  readonly digest?: unknown
  readonly mail?: z.output<typeof mail> | undefined
  readonly jira?: z.output<typeof jira> | undefined
}

function problemOf(written: Checked): string | undefined {
  const given = Object.keys(channels).filter((one) => Object.hasOwn(written, one))
  if (given.length !== 1)
    return `Name one way for each target: ${Object.keys(channels).join(', ')}. Here ${given.length === 0 ? 'none is named' : `are ${given.join(', ')}`}.`
  const isTickets = written.jira !== undefined || given[0] === 'serviceNow'
  if (isTickets && written.digest !== undefined)
    return 'Tickets are opened and closed one by one: a digest cannot be kept of them.'
  if (written.mail && !written.mail.to && !written.mail.ownerAddresses)
    return 'Say to whom: `to`, or `ownerAddresses` with the address of each team that owns repositories.'
  if (written.mail && (written.mail.user === undefined) !== (written.mail.password === undefined))
    return '`user` and `password` belong together.'
  if (written.jira?.edition === 'cloud' && written.jira.user === undefined)
    return 'Jira Cloud takes an API token together with the address of whoever it is of: name it as `user`.'
  return undefined
}

/** The ids that a word in `events` means. */
export function matchingEvents(word: string): readonly string[] {
  if (word === '*') return eventIds
  if (word.endsWith('.*')) return eventIds.filter((id) => id.startsWith(word.slice(0, -1)))
  return eventIds.filter((id) => id === word)
}

function variableName() {
  return z.string().regex(/^[A-Z][A-Z0-9_]{0,99}$/, 'the name of a variable, such as SLACK_URL')
}
