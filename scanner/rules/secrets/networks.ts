import { named, prefixed } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { assigned, join, random, read, token, unverified } from './service-rule.ts'
import { type Shape, chars } from './shape.ts'
import { singleKey } from './single-key.ts'

const dnkeyPart = (least: number): Shape => ({
  ...chars('lowerDigits', least),
  pattern: `[A-Za-z0-9_=-]{${least}}`,
  edge: /[A-Za-z0-9_=-]/,
})

export const definedNetworking = singleKey({
  id: 'definednetworking',
  name: 'Defined Networking',
  revokeAt: 'https://admin.defined.net/settings/api-keys',
  source: unverified('https://docs.defined.net/guides/automating-host-creation/'),
  severity: 'critical',
  allows: 'add hosts to the private network and change its rules as far as its scopes go',
  ...prefixed('dnkey-', dnkeyPart(26), '-', dnkeyPart(52)),
})

const tailscaleKey = (seed: number): string =>
  join('tskey-auth-', random('base62', 7, seed), 'CNTRL-', random('base62', 32, seed))

export const tailscale = singleKey({
  id: 'tailscale',
  name: 'Tailscale',
  revokeAt: 'https://login.tailscale.com/admin/settings/keys',
  source: read('https://tailscale.com/kb/1277/key-prefixes'),
  kind: 'key',
  severity: 'critical',
  allows: 'join the private network, or with an API or client key change who and what may',
  detect: [
    token('tskey-', /tskey-(?:[a-z]{2,16}-)?[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,64}/, {
      notBefore: /[A-Za-z]/,
      notAfter: /[A-Za-z0-9_-]/,
    }),
  ],
  randomBits: 95,
  matches: [
    ...anywhere(tailscaleKey),
    () => `tailscale up --authkey tskey-${random('base62', 12)}-${random('base62', 22)}`,
  ],
  misses: [
    () => 'tskey-auth-<key>',
    () => `x${tailscaleKey(1)}`,
    () => join('tskey-auth-', 'x'.repeat(12), '-', 'x'.repeat(32)),
    () => 'a string like tskey-foo is no key',
  ],
})

export const ngrok = singleKey({
  id: 'ngrok',
  name: 'ngrok',
  revokeAt: 'https://dashboard.ngrok.com/authtokens',
  source: unverified('https://ngrok.com/docs/agent/#authtokens'),
  kind: 'authtoken',
  title: 'authtoken or API key',
  confidence: 'high',
  allows: 'open tunnels as its owner, under its owner’s names, or with an API key manage the account',
  ...named(
    {
      words: 'ngrok authtoken',
      names: ['ngrok', 'authtoken', 'auth_token', 'auth-token'],
      name: /ngrok|authtoken/,
    },
    '2',
    chars('base62', 26),
    '_',
    chars('base62', 16, 24),
  ),
  detect: [
    assigned(
      ['ngrok', 'authtoken', 'auth_token', 'auth-token'],
      /[1-9][A-Za-z0-9]{22,30}_[A-Za-z0-9]{16,24}/,
    ),
    token(
      'ngrok ',
      /ngrok (?:config add-)?auth-?token (?<secret>[1-9][A-Za-z0-9]{22,30}_[A-Za-z0-9]{16,24})/,
      { notBefore: null },
    ),
  ],
})

export const meraki = singleKey({
  id: 'ciscomeraki',
  name: 'Cisco Meraki',
  revokeAt: 'My profile > API access in https://dashboard.meraki.com',
  source: unverified('https://developer.cisco.com/meraki/api-v1/authorization/'),
  severity: 'critical',
  allows: 'read and change the networks, access points and cameras of its owner’s organizations',
  ...named('meraki api key', chars('hex', 40)),
})
