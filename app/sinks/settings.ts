import { z } from 'zod'

/** In which form events are sent. */
export const sinkFormats = ['ocsf', 'record'] as const
export type SinkFormat = (typeof sinkFormats)[number]

export const sinkKindNames = ['webhook', 'splunk', 'syslog', 'objectStorage'] as const
export type SinkKindName = (typeof sinkKindNames)[number]

const url = z
  .url({ protocol: /^https?$/, error: 'Write an address that begins with https://.' })
  .max(2000)
  .refine((text) => {
    const read = URL.parse(text)
    return read === null || (read.username === '' && read.hash === '')
  }, 'Keep credentials out of the address.')
const pem = (what: string) =>
  z
    .string()
    .max(50_000)
    .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, `Give ${what} as PEM.`)
const ca = pem('the certificate of the authority')
  .optional()
  .meta({ description: 'PEM: the only authorities that are trusted; without it those that Node knows.' })
/** Printable ASCII without spaces, as headers of syslog and HTTP take it. */
const word = z.string().regex(/^[\x21-\x7e]+$/, 'Letters, digits and signs, without spaces.')
const host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.:-]*[A-Za-z0-9])?$/, 'Write a host name or an address, without a scheme.')

const webhook = z.strictObject({
  kind: z.literal('webhook'),
  url,
  body: z.enum(['lines', 'array']).default('lines').meta({
    description: '`lines`: JSON Lines (application/x-ndjson); `array`: one JSON array.',
  }),
  ca,
})
const splunk = z.strictObject({
  kind: z.literal('splunk'),
  url: url.meta({
    description: 'Of the HTTP Event Collector, without its path: https://splunk.acme.example:8088',
  }),
  index: word.max(200).optional().meta({ description: 'Without it the token’s own.' }),
  source: word.max(200).default('gatehouse'),
  sourcetype: word.max(200).default('gatehouse:audit'),
  channel: z.guid().optional().meta({
    description: 'Of indexer acknowledgement: then a batch counts as delivered when it is indexed.',
  }),
  ca,
})
const syslog = z.strictObject({
  kind: z.literal('syslog'),
  host,
  port: z.int().min(1).max(65_535).default(6514),
  facility: z.int().min(0).max(23).default(13).meta({ description: '13: log audit.' }),
  appName: word.max(48).default('gatehouse'),
  confirms: z.boolean().default(true).meta({
    description:
      'Whether the receiver answers the end of a connection (TLS close_notify), as RFC 5425 demands: that is what confirms a batch.',
  }),
  ca,
  clientCertificate: pem('the client certificate')
    .optional()
    .meta({ description: 'PEM; its key is the secret of the sink.' }),
})
const objectStorage = z.strictObject({
  kind: z.literal('objectStorage'),
  endpoint: url.optional().meta({ description: 'Without it Amazon S3 of the region.' }),
  region: z.string().regex(/^[a-z0-9-]{1,40}$/, 'the name of a region, such as eu-central-1'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'),
  prefix: z
    .string()
    .max(200)
    .regex(/^(?:[\w.!*'()-]+\/)*$/, 'folders, each ended by a slash: audit/gatehouse/')
    .default('gatehouse/'),
  pathStyle: z.boolean().default(false).meta({
    description: 'The bucket stands in the path and not in the name of the host.',
  }),
  accessKeyId: word.max(200),
  compress: z.boolean().default(true).meta({ description: 'By gzip.' }),
  collectSeconds: z.int().min(0).max(3600).default(60).meta({
    description: 'How long events are collected before an object that is not full is written.',
  }),
  ca,
})

/** Where a sink leads and how; nothing of it is secret. */
export const sinkSettings = z.discriminatedUnion('kind', [webhook, splunk, syslog, objectStorage])
export type SinkSettings = z.output<typeof sinkSettings>
export type SettingsOf<Kind extends SinkKindName> = Extract<SinkSettings, { readonly kind: Kind }>

/** What is wrong with settings and secret together; undefined: nothing. @param secret undefined: none is given or kept */
export function problemOfSecret(settings: SinkSettings, secret: string | undefined): string | undefined {
  if (settings.kind === 'syslog') {
    const hasKey = secret !== undefined && secret !== ''
    if ((settings.clientCertificate !== undefined) !== hasKey)
      return 'A client certificate and its key, which is the secret, are given together or not at all.'
    if (hasKey && !/-----BEGIN (?:\w+ )*PRIVATE KEY-----/.test(secret))
      return 'The secret is the private key of the client certificate, as PEM and without a passphrase.'
    return undefined
  }
  if (secret === undefined || secret === '') return 'This kind of sink needs a secret.'
  if (settings.kind === 'webhook' && secret.length < 16) return 'A signing secret has at least 16 characters.'
  // It becomes part of a header.
  return /^[\x21-\x7e]+$/.test(secret) ? undefined : 'The secret has characters that no token or key has.'
}
