import type { Schema } from '../../api.ts'

export type Sink = Schema<'Sink'>
export type SinkSettings = NonNullable<Sink['settings']>
export type SinkKind = SinkSettings['kind']

/** A field of the form, as people fill it in: everything is a text there. */
export interface SinkField {
  readonly name: string
  readonly label: string
  readonly caption?: string
  readonly isRequired?: boolean
  readonly initial?: string
  /** `number`, `choice`: of `true` and `false`. */
  readonly type?: 'number' | 'choice' | 'lines'
}

interface KindWords {
  readonly label: string
  readonly secret: { readonly label: string; readonly caption: string; readonly isOptional?: true }
  readonly fields: readonly SinkField[]
}

const ca: SinkField = {
  name: 'ca',
  label: 'Certificate of the authority',
  caption: 'PEM. Only where the receiver’s certificate was issued by an authority of your own.',
  type: 'lines',
}

/** What each kind of receiver is asked for. */
export const kindWords: Readonly<Record<SinkKind, KindWords>> = {
  splunk: {
    label: 'Splunk (HTTP Event Collector)',
    secret: { label: 'Token', caption: 'Of the HTTP Event Collector.' },
    fields: [
      {
        name: 'url',
        label: 'Address',
        caption: 'Without a path: https://splunk.acme.example:8088',
        isRequired: true,
      },
      { name: 'index', label: 'Index', caption: 'Left out: the token’s own.' },
      { name: 'sourcetype', label: 'Source type', initial: 'gatehouse:audit', isRequired: true },
      {
        name: 'channel',
        label: 'Channel',
        caption: 'A GUID, where the token has indexer acknowledgement switched on.',
      },
      ca,
    ],
  },
  webhook: {
    label: 'HTTPS webhook',
    secret: {
      label: 'Signing secret',
      caption: 'At least 16 characters. The receiver checks by it that a request is ours.',
    },
    fields: [{ name: 'url', label: 'Address', caption: 'https://…', isRequired: true }, ca],
  },
  syslog: {
    label: 'Syslog over TLS',
    secret: {
      label: 'Key of the client certificate',
      caption: 'PEM, without a passphrase. Only where the receiver wants a certificate of ours.',
      isOptional: true,
    },
    fields: [
      { name: 'host', label: 'Host', isRequired: true },
      { name: 'port', label: 'Port', initial: '6514', isRequired: true, type: 'number' },
      {
        name: 'confirms',
        label: 'It confirms the end of a connection',
        caption: 'As RFC 5425 demands. Without that, what is under way when the receiver dies may be lost.',
        initial: 'true',
        type: 'choice',
      },
      ca,
      { name: 'clientCertificate', label: 'Client certificate', caption: 'PEM.', type: 'lines' },
    ],
  },
  objectStorage: {
    label: 'Object storage (S3)',
    secret: { label: 'Secret access key', caption: 'It needs s3:PutObject on the bucket, and nothing else.' },
    fields: [
      { name: 'endpoint', label: 'Endpoint', caption: 'https://… Left out: Amazon S3 of the region.' },
      { name: 'region', label: 'Region', initial: 'eu-central-1', isRequired: true },
      { name: 'bucket', label: 'Bucket', isRequired: true },
      { name: 'prefix', label: 'Prefix', initial: 'gatehouse/', caption: 'Folders, each ended by a slash.' },
      {
        name: 'pathStyle',
        label: 'The bucket stands in the path',
        caption: 'As most that are not Amazon’s want it.',
        initial: 'false',
        type: 'choice',
      },
      { name: 'accessKeyId', label: 'Access key id', isRequired: true },
      {
        name: 'collectSeconds',
        label: 'Seconds that events are collected',
        caption: 'Before an object that is not full is written; at most 3600.',
        initial: '60',
        type: 'number',
      },
      ca,
    ],
  },
}

export const kindNames = [
  'splunk',
  'webhook',
  'syslog',
  'objectStorage',
] as const satisfies readonly SinkKind[]

/** What a form begins with. */
export const textsOf = (kind: SinkKind, settings: SinkSettings | undefined): Record<string, string> =>
  Object.fromEntries(
    kindWords[kind].fields.map(({ name, initial = '' }) => {
      const known =
        settings?.kind === kind ? Object.entries(settings).find(([one]) => one === name)?.[1] : initial
      return [name, known === undefined ? '' : String(known)]
    }),
  )

/** What a form says, over what no field of it shows. The API says what is wrong with it. */
export function settingsOf(
  kind: SinkKind,
  texts: Readonly<Record<string, string>>,
  before: SinkSettings | undefined,
): SinkSettings {
  const kept = before?.kind === kind ? before : {}
  const given = kindWords[kind].fields.map(({ name, type }) => {
    const text = texts[name]?.trim() ?? ''
    if (text === '') return [name, undefined]
    if (type === 'number') return [name, Number(text)]
    return [name, type === 'choice' ? text === 'true' : text]
  })
  // oxlint-disable-next-line no-unsafe-type-assertion -- what is missing or wrong the API refuses, by its name
  return { ...kept, ...Object.fromEntries(given), kind } as SinkSettings
}
