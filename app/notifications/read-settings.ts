import path from 'node:path'
import { readStrictYaml } from '../../policies/yaml/strict-yaml.ts'
import { AppError } from '../../scanner/errors.ts'
import {
  matchingEvents,
  notificationsSchema,
  type WrittenSecret,
  type WrittenTarget,
} from './settings-schema.ts'
import type { ChannelSettings, Hidden, Target } from './target.ts'

/** In UTF-16 units: five hundred targets need less. */
const longest = 1024 * 1024

/** What settings are read with. */
export interface Surroundings {
  readonly readFile: (path: string) => string
  readonly variables: Readonly<Record<string, string | undefined>>
}

/** The targets, and every secret that they hold, for the log. */
export interface NotificationSettings {
  readonly targets: readonly Target[]
  readonly secrets: readonly Hidden[]
}

/**
 * Reads the file that names who is told; YAML, so JSON as well. Paths in it are seen from where it lies; secrets are read at once.
 * @throws AppError `invalid-configuration`, which names every place that is wrong and never a secret
 */
export function readNotificationSettings(at: string, surroundings: Surroundings): NotificationSettings {
  const yaml = readStrictYaml(textOf(at, surroundings), longest)
  if (!yaml.ok)
    throw invalid(
      at,
      yaml.problems.map(({ line, column, message }) => `${line}:${column} ${message}`),
    )
  const parsed = notificationsSchema.safeParse(yaml.value)
  if (!parsed.success)
    throw invalid(
      at,
      parsed.error.issues.map(({ path: where, message }) => {
        const { line, column } = yaml.placeOf(where)
        return `${line}:${column} ${where.join('.')}: ${message}`
      }),
    )
  const problems: string[] = []
  const secrets: Hidden[] = []
  const reveal = (written: WrittenSecret, where: string): Hidden => {
    const found = secretOf(written, path.dirname(at), surroundings)
    if ('problem' in found) problems.push(`${where}: ${found.problem}`)
    const hidden = (): string => ('value' in found ? found.value : '')
    secrets.push(hidden)
    return hidden
  }
  const targets = parsed.data.targets.map((written) => targetOf(written, reveal))
  for (const { name, channel } of targets) {
    const problem = secretProblem(channel)
    if (problem !== undefined) problems.push(`${name}: ${problem}`)
  }
  if (problems.length > 0) throw invalid(at, problems)
  return { targets, secrets }
}

function textOf(at: string, { readFile }: Surroundings): string {
  try {
    return readFile(at)
  } catch (cause) {
    throw new AppError('invalid-configuration', `NOTIFICATIONS_FILE: ${at} cannot be read.`, { cause })
  }
}

const invalid = (at: string, problems: readonly string[]): AppError =>
  new AppError('invalid-configuration', `${at} is not valid.\n${problems.join('\n')}`, {
    todo: 'docs/notifications.md shows the form.',
  })

function secretOf(
  written: WrittenSecret,
  folder: string,
  { readFile, variables }: Surroundings,
): { readonly value: string } | { readonly problem: string } {
  if ('variable' in written) {
    const value = variables[written.variable]?.trim()
    return value ? { value } : { problem: `the variable ${written.variable} is not set` }
  }
  const file = path.resolve(folder, written.file)
  try {
    const value = readFile(file).trim()
    return value === '' ? { problem: `${file} is empty` } : { value }
  } catch {
    // The reason would name nothing that the person doesn't see: the file is not there, or not for this account.
    return { problem: `${file} cannot be read` }
  }
}

/** What only a secret's own form tells. */
function secretProblem(channel: ChannelSettings): string | undefined {
  if (channel.kind === 'slack' || channel.kind === 'teams') {
    const url = channel.url()
    // Unread ones were told of already.
    if (url === '') return undefined
    const isAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
    return isAddress ? undefined : 'its secret is no address of a webhook, which begins with https://'
  }
  if (channel.kind !== 'webhook') return undefined
  const secret = channel.secret()
  return secret === '' || Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length >= 24
    ? undefined
    : 'its secret must be `whsec_` and at least 24 random bytes in base64'
}

type Reveal = (written: WrittenSecret, where: string) => Hidden

function targetOf(written: WrittenTarget, reveal: Reveal): Target {
  const { name, events, organizations, owners, names, digest, quietHours, mail } = written
  return {
    name,
    channel: channelOf(written, reveal),
    events: new Set(events.flatMap(matchingEvents)),
    organizations: organizations?.map((one) => one.toLowerCase()),
    owners: owners?.map(ownerName),
    names,
    digest,
    quietHours,
    to: mail?.to ?? [],
    ownerAddresses:
      mail?.ownerAddresses &&
      Object.fromEntries(Object.entries(mail.ownerAddresses).map(([owner, to]) => [ownerName(owner), to])),
  }
}

/** `@Acme/Payments` and `acme/payments` are one. */
export const ownerName = (written: string): string => written.replace(/^@/, '').toLowerCase()

function channelOf(written: WrittenTarget, reveal: Reveal): ChannelSettings {
  const { name, slack, teams, webhook, mail, jira, serviceNow } = written
  if (slack) return { kind: 'slack', url: reveal(slack.url, `${name}: slack.url`) }
  if (teams) return { kind: 'teams', url: reveal(teams.url, `${name}: teams.url`) }
  if (webhook)
    return { kind: 'webhook', url: webhook.url, secret: reveal(webhook.secret, `${name}: webhook.secret`) }
  if (mail)
    return {
      kind: 'mail',
      host: mail.host,
      port: mail.port,
      security: mail.security,
      user: mail.user,
      password: mail.password && reveal(mail.password, `${name}: mail.password`),
      from: mail.from,
    }
  if (jira)
    return {
      ...jira,
      kind: 'jira',
      url: withoutEnd(jira.url),
      user: jira.user,
      token: reveal(jira.token, `${name}: jira.token`),
    }
  if (serviceNow)
    return {
      ...serviceNow,
      kind: 'serviceNow',
      url: withoutEnd(serviceNow.url),
      password: reveal(serviceNow.password, `${name}: serviceNow.password`),
    }
  throw new Error('the schema lets no target without a way pass')
}

const withoutEnd = (url: string): string => url.replace(/\/+$/, '')
