import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, publicId, random, rulesOf, unverified } from './service-rule.ts'
import { chars, uuid } from './shape.ts'
import { singleKey } from './single-key.ts'

export const square = rulesOf(
  {
    id: 'square',
    name: 'Square',
    revokeAt: 'https://developer.squareup.com/apps',
    source: unverified('https://developer.squareup.com/docs/build-basics/access-tokens'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'take payments and refund them and read customers and orders of the seller',
      ...anyOf(
        prefixed('sq0atp-', chars('base64url', 22)),
        prefixed(['EAAAE', 'EAAAF', 'EAAAl'], chars('base64url', 59)),
        {
          detect: [
            assigned(
              ['square_', 'square-', 'square.', 'squareup', 'squareaccess', 'squareapi', 'squaretoken'],
              /EAAA[A-Za-z0-9_-]{22,80}/,
              /square/,
            ),
          ],
          randomBits: 132,
          matches: [
            () => `squareToken := "${join('EAAA', random('base64url', 60))}"`,
            () => `<Square>${join('EAAAE', random('base64url', 59, 3))}</Square>`,
          ],
          misses: [
            () => `squareToken = "${join('EAAA', 'x'.repeat(60))}"`,
            () => `icon = "${join('EAAA', random('base64url', 40))}"`,
          ],
        },
      ),
    },
    {
      kind: 'client-secret',
      title: 'OAuth application secret',
      severity: 'critical',
      confidence: 'high',
      allows: 'complete sign-ins as the application and renew the access of every seller that uses it',
      ...prefixed('sq0csp-', chars('base64url', 43)),
    },
    {
      kind: 'application-id',
      title: 'application id',
      confidence: 'high',
      ...publicId('application', 'application secret'),
      ...prefixed('sq0idp-', chars('base64url', 22)),
    },
  ],
)

export const squarespace = singleKey({
  id: 'squarespace',
  name: 'Squarespace',
  revokeAt: 'the site’s Settings > Advanced > Developer API keys',
  source: unverified('https://developers.squarespace.com/commerce-apis/authentication-and-permissions'),
  severity: 'critical',
  allows: 'read and change orders, products and customers of the site',
  ...named('squarespace api key', uuid),
})
