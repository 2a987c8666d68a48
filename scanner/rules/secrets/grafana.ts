import type { Verdict } from '../../engine/rule.ts'
import { checksumVerdict } from './checks/checksum.ts'
import { crc32Hex } from './checks/crc32.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'

/**
 * A service account token ends in the CRC-32 of what stands before it, its bytes from the least significant on.
 * Source: Grafana's package `satokengen`.
 */
const checksumOf = (body: string): string =>
  Buffer.from(Buffer.from(crc32Hex(body), 'hex').toReversed()).toString('hex')

const checkServiceAccountToken = (secret: string): Verdict =>
  checksumVerdict(checksumOf(secret.slice(0, -9)) === secret.slice(-8).toLowerCase())

/** Keys of these forms are JSON in base64. */
function checkJson(secret: string): Verdict {
  return readEncodedJson(secret.replace(/^glc_/, ''))
    ? { note: 'it holds readable JSON' }
    : { confidence: 'medium', note: 'it does not hold the JSON that such keys hold: altered, or made up' }
}

const notAfter = /[A-Za-z0-9+/=_-]/
const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64')
const accountToken = (seed: number): string => {
  const body = join('glsa_', random('base62', 32, seed))
  return `${body}_${checksumOf(body)}`
}
const cloudToken = (seed: number): string =>
  join('glc_', json({ o: '12345', n: `token-${seed}`, k: random('base62', 24, seed), m: { r: 'eu' } }))
const apiKey = (seed: number): string => json({ k: random('base62', 32, seed), n: `key-${seed}`, id: 1 })

export const grafana = rulesOf(
  {
    id: 'grafana',
    name: 'Grafana',
    revokeAt:
      'the instance’s Administration > Users and access > Service accounts, or https://grafana.com under Access Policies',
    source: unverified('https://grafana.com/docs/grafana/latest/administration/service-accounts/'),
  },
  [
    {
      kind: 'service-account-token',
      title: 'service account token',
      severity: 'high',
      confidence: 'high',
      allows:
        'query every data source that the account may and, as an editor or admin, change dashboards, users and data sources',
      detect: [token('glsa_', /glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}/)],
      randomBits: 190,
      check: checkServiceAccountToken,
      matches: [
        () => `GRAFANA_TOKEN=${accountToken(1)}\n`,
        () => `{"token": "${accountToken(2)}"}`,
        () => join('glsa_', random('base62', 32, 5), '_', random('hex', 8)),
      ],
      misses: [
        () => join('glsa_', 'X'.repeat(32), '_', 'A'.repeat(8)),
        () => join('glsa_', random('base62', 31), '_', random('hex', 8)),
        () => join('x', accountToken(3)),
      ],
    },
    {
      kind: 'cloud-token',
      title: 'Cloud access policy token or API key',
      severity: 'high',
      confidence: 'high',
      allows: 'read or write metrics, logs and traces of the stacks that its policy names, or manage them',
      detect: [token('glc_', /glc_[A-Za-z0-9+/]{32,500}={0,2}/, { notAfter })],
      randomBits: 128,
      check: checkJson,
      matches: [() => `GRAFANA_CLOUD_TOKEN=${cloudToken(1)}\n`, () => `password: ${cloudToken(2)}\n`],
      misses: [
        () => join('glc_', 'x'.repeat(80)),
        () => join('glc_', random('base62', 12)),
        () => 'int glc_open_context_with_a_long_name_and_more(void);',
      ],
    },
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'high',
      confidence: 'high',
      allows: 'query data sources and, as an editor or admin, change dashboards and settings',
      detect: [
        token('eyJrIjoi', /eyJrIjoi[A-Za-z0-9+/]{60,400}={0,2}/, {
          notBefore: /[A-Za-z0-9_+/.-]/,
          notAfter: /[A-Za-z0-9+/=_.-]/,
        }),
      ],
      randomBits: 128,
      check: checkJson,
      matches: [
        () => `GRAFANA_API_KEY=${apiKey(1)}\n`,
        () => `headers = {"Authorization": "Bearer ${apiKey(2)}"}`,
      ],
      misses: [
        () => join('eyJrIjoi', random('base62', 20)),
        () => `${apiKey(3)}.${random('base64url', 40)}.${random('base64url', 43)}`,
      ],
    },
  ],
)
