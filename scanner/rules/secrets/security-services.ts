import type { SecretRule } from '../../engine/rule.ts'
import { named, prefixed } from './form.ts'
import { unverified } from './service-rule.ts'
import { chars, either, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

const findings = 'read what is known of the organization’s weak points and change the settings'
const lookup = 'look things up at the quota of the account'

/** Scanning for weaknesses, watching for attacks, knowing about threats. */
export const securityServices: readonly SecretRule[] = [
  ...singleKey({
    id: 'alienvault',
    name: 'AlienVault OTX',
    revokeAt: 'https://otx.alienvault.com/settings',
    source: unverified('https://otx.alienvault.com/api'),
    severity: 'low',
    allows: lookup,
    ...named({ words: 'otx api key', service: ['otx', 'alienvault'], ownWord: true }, chars('hex', 64)),
  }),
  ...singleKey({
    id: 'crowdstrike',
    name: 'CrowdStrike',
    revokeAt: 'the Falcon console’s Support > API Clients and Keys',
    source: unverified('https://www.crowdstrike.com/en-us/blog/tech-center/get-access-falcon-apis/'),
    kind: 'client-secret',
    severity: 'critical',
    allows: 'read detections and control the organization’s computers, as far as its scopes reach',
    ...named(
      {
        words: 'falcon client secret',
        service: ['falcon client', 'falcon secret', 'crowdstrike'],
        name: /(?:falcon|crowdstrike).{0,20}secret/,
      },
      chars('base62', 40),
    ),
  }),
  ...singleKey({
    id: 'detectify',
    name: 'Detectify',
    revokeAt: 'https://detectify.com/dashboard',
    source: unverified('https://developer.detectify.com/'),
    allows: findings,
    ...named('detectify api key', chars('hex', 32)),
  }),
  ...singleKey({
    id: 'gitguardian',
    name: 'GitGuardian',
    revokeAt: 'https://dashboard.gitguardian.com/api',
    source: unverified('https://docs.gitguardian.com/api-docs/personal-access-tokens'),
    allows: findings,
    ...named(
      { words: 'gitguardian api key', service: ['gitguardian', 'git guardian', 'ggshield'] },
      either(chars('hex', 71), chars('base62', 71), chars('hex', 40, 72)),
    ),
  }),
  ...singleKey({
    id: 'hackerone',
    name: 'HackerOne',
    revokeAt: 'https://hackerone.com/settings/api_token/edit',
    source: unverified('https://api.hackerone.com/getting-started/'),
    kind: 'api-token',
    severity: 'critical',
    allows: 'read reports about weaknesses that are not fixed yet',
    ...named(
      { words: 'hackerone api token', service: ['hackerone', 'hacker one'] },
      chars('base64', 43),
      '=',
    ),
  }),
  ...singleKey({
    id: 'haveibeenpwned',
    name: 'Have I Been Pwned',
    revokeAt: 'https://haveibeenpwned.com/API/Key',
    source: unverified('https://haveibeenpwned.com/API/v3'),
    severity: 'low',
    allows: lookup,
    ...named(
      { words: 'hibp api key', service: ['hibp', 'haveibeenpwned', 'have i been pwned'] },
      chars('hex', 32),
    ),
  }),
  ...singleKey({
    id: 'semgrep',
    name: 'Semgrep',
    revokeAt: 'https://semgrep.dev/orgs/-/settings/tokens',
    source: unverified('https://semgrep.dev/docs/deployment/add-semgrep-to-ci'),
    kind: 'app-token',
    allows: findings,
    ...named({ words: 'semgrep app token', name: /semgrep.{0,20}(?:token|key)/ }, chars('hex', 64)),
  }),
  ...singleKey({
    id: 'socket',
    name: 'Socket',
    revokeAt: 'https://socket.dev/dashboard, under Settings > API Tokens',
    source: unverified('https://docs.socket.dev/reference/authentication'),
    kind: 'api-token',
    allows: findings,
    ...prefixed('sktsec_', chars('base64url', 30, 80)),
  }),
  ...singleKey({
    id: 'stackhawk',
    name: 'StackHawk',
    revokeAt: 'https://app.stackhawk.com/settings/apikeys',
    source: unverified('https://docs.stackhawk.com/hawkscan/configuration/'),
    allows: findings,
    ...prefixed('hawk.', chars('base64url', 20), '.', chars('base64url', 20)),
  }),
  ...singleKey({
    id: 'tenable',
    name: 'Tenable',
    revokeAt: 'https://cloud.tenable.com, under My Account > API Keys',
    source: unverified('https://developer.tenable.com/docs/authorization'),
    kind: 'api-keys',
    title: 'access or secret key',
    allows: findings,
    ...named(
      {
        words: 'tenable secret key',
        service: ['tenable', 'nessus'],
        name: /(?:tenable|nessus).{0,20}(?:key|secret)/,
      },
      chars('hex', 64),
    ),
  }),
  ...singleKey({
    id: 'rapid7',
    name: 'Rapid7',
    revokeAt: 'https://insight.rapid7.com/platform, under API Keys',
    source: unverified('https://docs.rapid7.com/insight/managing-platform-api-keys/'),
    allows: findings,
    ...named({ words: 'rapid7 api key', name: /rapid7.{0,20}(?:key|token)/ }, uuid),
  }),
]
