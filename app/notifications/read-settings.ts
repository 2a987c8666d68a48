import path from 'node:path'
import { invalidSettings, readSettingsFile } from '../settings-file.ts'
import {
  matchingEvents,
  notificationsSchema,
  type WrittenSecret,
  type WrittenTarget,
} from './settings-schema.ts'
import type { ChannelSettings, Hidden, Target } from './target.ts'

const notificationsFile = {
  variable: 'NOTIFICATIONS_FILE',
  schema: notificationsSchema,
  // Five hundred targets need less.
  longest: 1024 * 1024,
  page: 'docs/notifications.md',
} as const

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
  const file = { at, ...notificationsFile }
  const { targets: written } = readSettingsFile(file, surroundings.readFile)
  const problems: string[] = []
  const secrets: Hidden[] = []
  const reveal = (secret: WrittenSecret, where: string): Hidden => {
    const found = secretOf(secret, path.dirname(at), surroundings)
    if ('problem' in found) problems.push(`${where}: ${found.problem}`)
    const hidden = (): string => ('value' in found ? found.value : '')
    secrets.push(hidden)
    return hidden
  }
  const targets = written.map((one) => targetOf(one, reveal))
  for (const { name, channel } of targets) {
    const problem = secretProblem(channel)
    if (problem !== undefined) problems.push(`${name}: ${problem}`)
  }
  if (problems.length > 0) throw invalidSettings(file, problems)
  return { targets, secrets }
}

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
