import { checksumVerdict } from './checks/checksum.ts'
import { crc32Hex } from './checks/crc32.ts'
import { readEncodedJson } from './checks/encoded-json.ts'
import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { join, random, read, rulesOf, token, unverified } from './service-rule.ts'
import { chars, sequence } from './shape.ts'

const formats = read('https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/')

/**
 * A prefix, 40 characters, and 8 hexadecimal digits: the CRC-32 of those characters. (The page says only "checksum"; which
 * one, and over what, is seen on published samples.)
 */
function scannable(prefix: string) {
  const secret = (seed: number): string => {
    const body = random('base62', 40, seed)
    return join(prefix, body, crc32Hex(body))
  }
  const body = sequence(chars('base62', 40), chars('hex', 8))
  return {
    ...prefixed(prefix, body),
    check: (value: string) => checksumVerdict(crc32Hex(value.slice(prefix.length, -8)) === value.slice(-8)),
    randomBits: 238,
    matches: [...anywhere(secret), () => join(prefix, random('base62', 40, 9), random('hex', 8, 9))],
  }
}

const tunnelToken = (seed: number): string =>
  Buffer.from(
    JSON.stringify({
      a: random('hex', 32, seed),
      t: '1a2b3c4d-0000-4000-8000-000000000000',
      s: random('base64', 44, seed),
    }),
  ).toString('base64')

export const cloudflare = rulesOf(
  {
    id: 'cloudflare',
    name: 'Cloudflare',
    revokeAt: 'https://dash.cloudflare.com/profile/api-tokens',
    source: formats,
  },
  [
    {
      kind: 'user-api-token',
      title: 'user API token',
      severity: 'critical',
      confidence: 'high',
      allows: 'change zones, workers and whatever else its permissions name',
      ...scannable('cfut_'),
    },
    {
      kind: 'account-api-token',
      title: 'account API token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'change zones, workers and whatever else its permissions name, even after the person who made it has left',
      revokeAt: 'Manage Account > Account API Tokens in https://dash.cloudflare.com',
      ...scannable('cfat_'),
    },
    {
      kind: 'global-api-key',
      title: 'Global API Key',
      severity: 'critical',
      confidence: 'high',
      allows: 'do everything its owner can do in every account, past any token’s limits',
      ...scannable('cfk_'),
    },
    {
      kind: 'api-token-by-name',
      title: 'API token (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'change zones, workers and whatever else its permissions name',
      ...named(
        {
          words: 'cloudflare api token',
          names: ['cloudflare', 'cf_api', 'cf_token', 'cfapi', 'cf-api'],
          name: /cloudflare.{0,40}(?:key|token|secret|auth)|token.{0,20}cloudflare|^cloudflare$|^cf(?:api|token)/,
        },
        chars('base64url', 40),
      ),
    },
    {
      kind: 'global-api-key-by-name',
      title: 'Global API Key (older format)',
      severity: 'critical',
      confidence: 'medium',
      allows: 'do everything its owner can do in every account, past any token’s limits',
      ...named(
        {
          words: 'cloudflare global api key',
          names: ['cloudflare', 'cf_api', 'cf_key', 'cf_global', 'cfapi', 'x-auth-key'],
          name: /cloudflare.{0,40}(?:key|token|secret)|^cloudflare$|^cf.{0,20}key|xauthkey/,
        },
        chars('hex', 37),
      ),
    },
    {
      kind: 'origin-ca-key',
      title: 'Origin CA key',
      severity: 'high',
      confidence: 'high',
      allows: 'make certificates that Cloudflare trusts for the origin servers of its owner’s zones',
      source: unverified('https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/'),
      ...prefixed('v1.0-', chars('hex', 24), '-', chars('hex', 146)),
    },
    {
      kind: 'turnstile-secret',
      title: 'Turnstile secret key',
      severity: 'medium',
      confidence: 'high',
      allows: 'check Turnstile answers as the site does',
      revokeAt: 'Turnstile in https://dash.cloudflare.com',
      source: unverified('https://developers.cloudflare.com/turnstile/get-started/'),
      ...prefixed('0x4AAAA', chars('base64url', 28)),
    },
    {
      kind: 'tunnel-token',
      title: 'Tunnel token',
      severity: 'high',
      confidence: 'high',
      allows: 'run the tunnel: receive the traffic that people send to the hosts behind it',
      revokeAt: 'Networks > Tunnels in https://one.dash.cloudflare.com',
      source: unverified(
        'https://developers.cloudflare.com/cloudflare-one/networks/connectors/cloudflare-tunnel/',
      ),
      detect: [
        token('eyJhIjoi', /eyJhIjoi[A-Za-z0-9+/_-]{100,400}={0,2}/, { notAfter: /[A-Za-z0-9+/_=.-]/ }),
      ],
      randomBits: 256,
      check: (value) => {
        const content = readEncodedJson(value)
        const isToken =
          typeof content?.['a'] === 'string' &&
          typeof content['t'] === 'string' &&
          typeof content['s'] === 'string'
        return isToken ? undefined : { drop: 'not a tunnel token' }
      },
      matches: [
        () => `cloudflared service install ${tunnelToken(1)}`,
        () => `TUNNEL_TOKEN=${tunnelToken(2)}`,
      ],
      misses: [
        () => Buffer.from(JSON.stringify({ a: 'x'.repeat(200) })).toString('base64'),
        () => Buffer.from('{"a":"short"}').toString('base64'),
      ],
    },
  ],
)
