import { describe, expect, test } from 'vitest'
import { compileRules } from '../../../../scanner/engine/compile-rules.ts'
import { matchBytes } from '../../../../scanner/engine/match-bytes.ts'
import { join, random } from '../../../../scanner/engine/sample.ts'
import { secretRules } from '../../../../scanner/rules/secrets/index.ts'

const compiled = compileRules(secretRules)
const found = (text: string) => matchBytes(compiled, Buffer.from(text))
const ids = (text: string): readonly string[] => found(text).map(({ rule }) => rule.id)
const judged = (text: string) => found(text).map(({ rule, confidence, note }) => [rule.id, confidence, note])
const severityOf = (name: string): unknown => found(`${name} = "${random('hex', 32)}"`)[0]?.severity
const base64 = (text: string): string => Buffer.from(text).toString('base64url')

describe('services that begin their keys alike', () => {
  test.each([
    ['stripe-secret-key', random('base62', 24)],
    ['stripe-secret-key', join('51', random('base62', 97))],
    ['paystack-secret-key', random('hex', 40)],
    ['clerk-secret-key', random('base62', 42)],
    ['workos-api-key', join('a2V5', 'X', random('base62', 60))],
    ['magic-secret-key', random('HEX', 16)],
  ])('%s', (id, body) => {
    expect(ids(`KEY=${join('sk_', 'live_', body)}\n`)).toEqual([id])
  })
})

describe('what a key says of itself', () => {
  test('Grafana: the checksum of the token in its own tests fits, and that of a changed one does not', () => {
    const token = join('glsa_', 'yscW25im', 'SKJIuav8', 'zF37RZmn', 'biDvB05G', '_', 'fcaaf58a')
    expect(judged(token)).toEqual([['grafana-service-account-token', 'high', 'its checksum is valid']])
    expect(judged(token.replace('im', 'jm'))[0]?.[1]).toBe('medium')
  })

  test('Discord: a token names an account id', () => {
    const rest = join('.G', random('base62', 5), '.', random('base64url', 37), 'x')
    expect(judged(`DISCORD_TOKEN=${base64(join('4', random('digits', 17)))}${rest}`)[0]?.[1]).toBe('high')
    expect(judged(`DISCORD_TOKEN=${join('N', random('base62', 23))}${rest}`)[0]?.[1]).toBe('medium')
  })

  test('Mapbox: a token names its owner', () => {
    const ending = join('.', random('base64url', 22))
    expect(judged(`mapbox_token=${join('pk.', base64('{"u":"acme","a":"c"}'))}${ending}`)[0]?.[1]).toBe(
      'high',
    )
    expect(judged(`mapbox_token=${join('pk.', random('lowerDigits', 60))}${ending}`)[0]?.[1]).toBe('medium')
  })

  test('Slack: a webhook names a workspace', () => {
    const address = join('https://hooks.sla', 'ck.com/services/')
    expect(
      judged(
        `${address}T${random('upperDigits', 8)}/B${random('upperDigits', 8)}/${random('base62', 24)}`,
      )[0]?.[1],
    ).toBe('high')
    expect(judged(address + random('lowerDigits', 44))[0]?.[1]).toBe('medium')
  })
})

describe('keys that only their name tells', () => {
  const key = random('hex', 40)

  test.each(['NEW_RELIC_LICENSE_KEY', 'newRelicLicenseKey', 'new-relic-license-key', 'newrelic.license.key'])(
    '%s',
    (name) => {
      expect(ids(`${name}: "${key}"`)).toEqual(['newrelic-licence-key'])
    },
  )

  test.each([
    ['a word that holds the name', `globalKey = "${join('live_', random('hex', 35))}"`],
    ['a hash', `datadog_api_key_hash: ${random('hex', 32)}`],
    ['an identifier', 'const asanaToken = buildTheTokenOfAsanaFromParts()'],
    ['a place to read it from', 'twilio_auth_token = os.environ["TWILIO_AUTH_TOKEN"]'],
    ['a file', 'SENDGRID_API_KEY_FILE=/run/secrets/sendgrid-api-key-of-production'],
  ])('%s is none', (_, text) => {
    expect(ids(text).filter((id) => /^(?:lob|datadog|asana|twilio|sendgrid)/.test(id))).toEqual([])
  })

  test('a key that its name calls public weighs less', () => {
    expect([severityOf('ALGOLIA_ADMIN_API_KEY'), severityOf('ALGOLIA_SEARCH_API_KEY')]).toEqual([
      'high',
      'low',
    ])
  })
})

test('a long-lived Dropbox token is found though it holds a run of one letter, which elsewhere tells a placeholder', () => {
  const token = join(random('base64url', 11), 'A'.repeat(10), random('base64url', 43, 2))
  expect(ids(`DROPBOX_TOKEN=${token}`)).toEqual(['dropbox-long-lived-token'])
  expect(ids(`DROPBOX_TOKEN=${'A'.repeat(64)}`)).toEqual([])
})
