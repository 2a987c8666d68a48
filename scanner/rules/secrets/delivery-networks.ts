import type { CheckContext, Verdict } from '../../engine/rule.ts'
import { mustLookIssued } from './checks/issued-value.ts'
import { named } from './form.ts'
import { anywhere } from './sample-texts.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, padded, sequence } from './shape.ts'
import { singleKey } from './single-key.ts'

export const fastly = singleKey({
  id: 'fastly',
  name: 'Fastly',
  revokeAt: 'https://manage.fastly.com/account/personal/tokens',
  source: unverified('https://www.fastly.com/documentation/reference/api/auth-tokens/'),
  kind: 'api-token',
  severity: 'critical',
  allows: 'change and purge the services of the account as far as its scope goes',
  // Older tokens can hold an equals sign, of the padding they were cut from.
  ...named({ words: 'fastly api token', name: /fastly.{0,40}(?:key|token|secret|auth)/ }, padded(32)),
})

const edgeToken = sequence('akab-', chars('lowerDigits', 16), '-', chars('lowerDigits', 16))

/** `client_secret` is everybody's name; Akamai's stands beside tokens that begin with `akab-`. */
function checkEdgeSecret(value: string, { name, around }: CheckContext): Verdict | undefined {
  const isAkamai = /akamai|edgegrid/.test(name) || /akab-|akaa-|akamai|luna/.test(around)
  return isAkamai ? mustLookIssued(value) : { drop: 'no sign of Akamai' }
}

export const akamai = rulesOf(
  {
    id: 'akamai',
    name: 'Akamai',
    revokeAt: 'Identity & Access in https://control.akamai.com',
    source: unverified('https://techdocs.akamai.com/developer/docs/set-up-authentication-credentials'),
  },
  [
    {
      kind: 'client-secret',
      title: 'EdgeGrid client secret',
      severity: 'critical',
      confidence: 'high',
      allows:
        'sign, with the tokens that stand beside it, every call its client may make: change and purge sites, DNS and rules',
      detect: [
        assigned(
          ['client_secret', 'clientsecret', 'client-secret', 'akamai', 'edgegrid'],
          /[A-Za-z0-9+/]{43}=/,
          /secret/,
        ),
      ],
      randomBits: 256,
      check: checkEdgeSecret,
      matches: [
        () => `[default]\nhost = akab-host.luna.akamaiapis.net\nclient_secret = ${random('base64', 43)}=\n`,
        () => `AKAMAI_CLIENT_SECRET=${random('base64', 43, 2)}=`,
        () => `"client_token": "${edgeToken.sample(3)}", "client_secret": "${random('base64', 43, 3)}="`,
      ],
      misses: [
        () => `client_secret = "${random('base64', 43, 4)}="`,
        () => `akamai client_secret=${'x'.repeat(43)}=`,
      ],
    },
    {
      kind: 'access-token',
      title: 'EdgeGrid access or client token',
      severity: 'medium',
      confidence: 'high',
      allows: 'call Akamai’s API with the client secret that usually stands beside it',
      detect: [token('akab-', /akab-[a-z0-9]{16}-[a-z0-9]{16}/, { notAfter: /[A-Za-z0-9_.-]/ })],
      randomBits: 160,
      matches: anywhere(edgeToken.sample),
      misses: [
        () => `host = ${edgeToken.sample(1)}.luna.akamaiapis.net`,
        () => join('akab-', 'x'.repeat(16), '-', 'x'.repeat(16)),
        () => edgeToken.sample(2).slice(0, 30),
      ],
    },
  ],
)
