import { anyOf, named, prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either } from './shape.ts'

const service = ['new relic', 'nr license', 'nr licence']
const licence = (seed: number): string => join(random('hex', 32, seed), 'FFFF', 'NRAL')

export const newrelic = rulesOf(
  {
    id: 'newrelic',
    name: 'New Relic',
    revokeAt: 'https://one.newrelic.com/api-keys',
    source: unverified('https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/'),
  },
  [
    {
      kind: 'user-key',
      title: 'user key',
      severity: 'high',
      confidence: 'high',
      allows: 'query all data and change settings as the person it belongs to',
      ...prefixed('NRAK-', either(chars('upperDigits', 27), chars('lowerDigits', 27))),
    },
    {
      kind: 'admin-key',
      title: 'admin user or REST API key',
      severity: 'high',
      confidence: 'high',
      allows: 'read data and change settings of the account',
      ...prefixed(['NRAA-', 'NRRA-'], chars('hex', 27, 42)),
    },
    {
      kind: 'insert-key',
      title: 'event insert key',
      severity: 'medium',
      confidence: 'high',
      allows: 'send made-up events, logs and metrics to the account',
      ...prefixed('NRII-', chars('base64url', 32)),
    },
    {
      kind: 'query-key',
      title: 'event query key',
      severity: 'high',
      confidence: 'high',
      allows: 'read all event data of the account',
      ...prefixed('NRIQ-', chars('base64url', 32)),
    },
    {
      kind: 'licence-key',
      title: 'license (ingest) key',
      severity: 'medium',
      confidence: 'high',
      allows: 'send made-up data to the account, at its cost',
      ...anyOf(
        {
          detect: [token('NRAL', /[A-Za-z0-9]{32,42}NRAL/, { lead: { chars: /[A-Za-z0-9]/, max: 42 } })],
          randomBits: 128,
          matches: [() => `NEW_RELIC_LICENSE_KEY=${licence(1)}\n`, () => `license_key: '${licence(2)}'`],
          misses: [() => 'const GENERAL = 1', () => join(random('hex', 12), 'NRAL')],
        },
        named(
          { words: 'new relic license key', service, name: /(?:newrelic|^nr).{0,20}licen[cs]e/ },
          chars('hex', 40),
        ),
      ),
    },
    {
      kind: 'browser-key',
      title: 'browser key',
      severity: 'low',
      confidence: 'high',
      allows: 'send made-up page views; every visitor of the monitored pages can read it',
      ...prefixed('NRJS-', chars('hex', 19)),
    },
    {
      kind: 'api-id',
      title: 'API id or key (older format)',
      severity: 'medium',
      confidence: 'medium',
      allows: 'use the account’s API, as far as the key that belongs to it reaches',
      ...named(
        { words: 'new relic api key', service: ['new relic'] },
        either(chars('lowerDigits', 64), chars('hex', 47)),
      ),
    },
  ],
)
