import type { Policy } from '../../policies/resolve-policy.ts'

export type QuietHours = NonNullable<Policy['notifications']['quietHours']>

/** A text that is shown nowhere: what is logged or written as JSON leaves functions out. */
export type Hidden = () => string

export const channelKinds = ['slack', 'teams', 'webhook', 'mail', 'jira', 'serviceNow'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** Where a target's messages go, with what it takes to get there. */
export type ChannelSettings =
  | { readonly kind: 'slack' | 'teams'; readonly url: Hidden }
  | { readonly kind: 'webhook'; readonly url: string; readonly secret: Hidden }
  | MailSettings
  | JiraSettings
  | ServiceNowSettings

export interface MailSettings {
  readonly kind: 'mail'
  readonly host: string
  readonly port: number
  /** `tls` from the first byte; `starttls`: or nothing is sent; `none`: within a private network alone. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string | undefined
  readonly password: Hidden | undefined
  readonly from: string
}

export interface JiraSettings {
  readonly kind: 'jira'
  readonly url: string
  /** `cloud`: an address and an API token; `data-center`: a personal access token. */
  readonly edition: 'cloud' | 'data-center'
  readonly user: string | undefined
  readonly token: Hidden
  readonly project: string
  readonly issueType: string
  /** Name of the transition, or of the status that it leads to, by which a ticket is closed. */
  readonly closeBy: string
}

export interface ServiceNowSettings {
  readonly kind: 'serviceNow'
  readonly url: string
  readonly user: string
  readonly password: Hidden
  readonly table: string
  /** Fields of a new record besides ours, and of one that is closed. */
  readonly fields: Readonly<Record<string, string>>
  readonly closedFields: Readonly<Record<string, string>>
}

/** A person, channel or system that is told, as the settings name it. */
export interface Target {
  readonly name: string
  readonly channel: ChannelSettings
  /** Ids of `eventKinds`, resolved. */
  readonly events: ReadonlySet<string>
  /** As they are written: `acme`, `github.com/acme`; undefined: every one. */
  readonly organizations: readonly string[] | undefined
  /** Only what is about repositories that one of these owns; undefined: everything. */
  readonly owners: readonly string[] | undefined
  /** Whether its messages name repositories: everybody who reads them may know of each. */
  readonly names: boolean
  readonly digest: Digest | undefined
  /** undefined: those of the organization's policy. */
  readonly quietHours: QuietHours | undefined
  /** Of mail: to whom. `owners`: to those of the repository, by their addresses here. */
  readonly to: readonly string[]
  readonly ownerAddresses: Readonly<Record<string, string>> | undefined
}

export const digestPeriods = ['hourly', 'daily', 'weekly'] as const

/** What is collected, and told together. */
export interface Digest {
  readonly every: (typeof digestPeriods)[number]
  /** `09:00`; of `hourly`, only its minutes count. */
  readonly at: string
  readonly timeZone: string
}

/** Whether it opens and closes tickets, and so wants one thing at a time, in order. */
export const keepsTickets = ({ channel }: Pick<Target, 'channel'>): boolean =>
  channel.kind === 'jira' || channel.kind === 'serviceNow'
