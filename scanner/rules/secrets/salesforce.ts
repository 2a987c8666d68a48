import { anyOf, named, prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { type Shape, chars, either } from './shape.ts'

const session = (seed: number): string =>
  join('00D', random('base62', 12, seed), '!AQ', random('base62', 60, seed), '.', random('base62', 30, seed))

const dotted: Shape = {
  ...chars('base62', 70),
  pattern: '[A-Za-z0-9._]{70,100}',
  edge: /[A-Za-z0-9_.]/,
}

export const salesforce = rulesOf(
  {
    id: 'salesforce',
    name: 'Salesforce',
    revokeAt: 'Setup > Session Management and Setup > App Manager in Salesforce',
    source: unverified(
      'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm',
    ),
  },
  [
    {
      kind: 'access-token',
      title: 'access token or session id',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the signed-in person: read and change all records that this person can',
      detect: [
        token('!AQ', /00D[A-Za-z0-9]{12,15}!AQ[A-Za-z0-9._]{60,140}/, {
          lead: { chars: /[A-Za-z0-9]/, max: 18 },
          notAfter: /[A-Za-z0-9_.]/,
        }),
      ],
      randomBits: 300,
      matches: [
        () => `SF_ACCESS_TOKEN=${session(1)}\n`,
        () => `<sessionId>${session(2)}</sessionId>`,
        () => `Authorization: Bearer ${session(3)}`,
      ],
      misses: [
        () => session(4).slice(0, 30),
        () => join('00D', random('base62', 5), '!AQ', random('base62', 80)),
      ],
    },
    {
      kind: 'refresh-token',
      title: 'refresh token',
      severity: 'critical',
      confidence: 'high',
      allows: 'get new access tokens for as long as it is not revoked',
      ...prefixed('5Aep861', dotted),
    },
    {
      kind: 'consumer-key',
      title: 'consumer key of a connected app',
      severity: 'low',
      confidence: 'high',
      allows:
        'start sign-ins in the name of the app; acting as the app needs the consumer secret or its private key too',
      ...prefixed('3MVG9', dotted),
    },
    {
      kind: 'client-secret',
      title: 'consumer secret or security token',
      severity: 'high',
      confidence: 'medium',
      allows: 'act as the connected app, or sign in from anywhere together with the person’s password',
      ...anyOf(
        named(
          { words: 'salesforce client secret', service: ['salesforce', 'sfdc'] },
          either(chars('HEX', 64), chars('digits', 19)),
        ),
        named(
          {
            words: 'salesforce security token',
            service: ['salesforce', 'sfdc'],
            name: /(?:salesforce|sfdc).{0,30}token/,
          },
          chars('base62', 24, 25),
        ),
      ),
    },
  ],
)
