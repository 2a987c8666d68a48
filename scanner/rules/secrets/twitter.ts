import { mustLookIssued } from './checks/issued-value.ts'
import { anyOf, named } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const service = ['twitter', 'tweepy']
/** Old bearer tokens begin with some twenty A; new ones too. */
const run = 'A'.repeat(20)
const starts = '"\'`= :>,'.split('').map((before) => before + run)

export const twitter = rulesOf(
  {
    id: 'twitter',
    name: 'X (Twitter)',
    revokeAt: 'https://developer.x.com/en/portal/dashboard, under Keys and tokens',
    source: unverified('https://docs.x.com/fundamentals/authentication/overview'),
  },
  [
    {
      kind: 'bearer-token',
      title: 'app-only bearer token',
      severity: 'medium',
      confidence: 'high',
      allows: 'read public posts and profiles at the cost of the app’s quota',
      detect: [
        token(starts, /["'`= :>,](?<secret>A{20,24}[A-Za-z0-9%_-]{60,140})/, {
          notBefore: null,
          notAfter: /[A-Za-z0-9%_/+=-]/,
          hasRuns: true,
        }),
        assigned(['twitter', 'bearer'], /A{20,24}[A-Za-z0-9%_-]{60,140}/),
      ].map((detector) => ({ ...detector, hasRuns: true })),
      randomBits: 300,
      check: mustLookIssued,
      matches: [
        () =>
          `TWITTER_BEARER_TOKEN=${join(run, 'A', random('base62', 20), '%2B', random('base62', 30), '%3D', random('base62', 36))}\n`,
        () => `Authorization: Bearer ${join(run, 'AA', random('base62', 90, 2))}`,
        () => `bearer_token: "${join(run, 'AA', random('base62', 84, 3))}"`,
      ],
      misses: [
        () => `src="${'A'.repeat(300)}"`,
        () => `data = "${join(run, 'AA', random('base62', 20))}"`,
        () => `url(data:image/gif;base64,${join('R0lGODlh', run, random('base64', 100))})`,
      ],
    },
    {
      kind: 'consumer-key',
      title: 'consumer (API) key',
      severity: 'medium',
      confidence: 'medium',
      allows: 'act in the name of the app together with the consumer secret',
      ...named({ words: 'twitter consumer key', service }, chars('base62', 25)),
    },
    {
      kind: 'consumer-secret',
      title: 'consumer (API) secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'act in the name of the app and, with a person’s tokens, in the name of that person',
      ...named(
        {
          words: 'twitter consumer secret',
          service: [...service, 'consumer secret'],
          name: /(?:twitter|tweepy).{0,40}(?:key|secret|token)|consumersecret/,
        },
        chars('base62', 50),
      ),
    },
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'high',
      confidence: 'medium',
      allows: 'act as the person, together with the access token secret',
      ...anyOf(
        named(
          { words: 'twitter access token', service },
          chars('digits', 8, 20),
          '-',
          chars('base62', 20, 45),
        ),
        {
          detect: [
            assigned(
              [
                'access_token',
                'accesstoken',
                'access-token',
                'access_key',
                'accesskey',
                'oauth_token',
                'oauthtoken',
              ],
              /\d{8,20}-[A-Za-z0-9]{40}/,
              /(?:access|oauth).{0,12}(?:token|key)/,
            ),
          ],
          randomBits: 238,
          matches: [() => `access_token = "${random('digits', 10)}-${random('base62', 40)}"`],
          misses: [() => `access_token = "${random('digits', 10)}"`],
        },
      ),
    },
    {
      kind: 'access-secret',
      title: 'access token secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'act as the person: post, follow, read and write direct messages',
      ...named(
        {
          words: 'twitter access token secret',
          service: [...service, 'access token secret', 'access secret'],
          name: /(?:twitter|tweepy).{0,40}(?:key|secret|token)|accesstokensecret|accesssecret/,
        },
        chars('base62', 45),
      ),
    },
  ],
)
