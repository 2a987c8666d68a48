import { anyOf, named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const appToken = (seed: number): string =>
  join('1', random('digits', 15, seed), '|', random('base64url', 26, seed), 'k')
const ofFacebook =
  /(?:facebook|fbapp|fbclient|fbsecret|fbaccess|fbtoken|fbapi|fbpage|metaapp|whatsapp).{0,40}(?:key|token|secret|pass|cred|auth)|(?:secret|key|token).{0,20}facebook/

export const facebook = rulesOf(
  {
    id: 'facebook',
    name: 'Facebook (Meta)',
    revokeAt:
      'https://developers.facebook.com/apps, under App settings > Basic > Reset, or by changing the account’s password',
    source: unverified('https://developers.facebook.com/docs/facebook-login/guides/access-tokens'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'high',
      confidence: 'high',
      allows: 'act as the person, page or WhatsApp number that it was issued for',
      detect: [
        token('EAA', /EAA[A-Za-z0-9]{80,400}/, {
          notBefore: /[A-Za-z0-9_+/-]/,
          notAfter: /[A-Za-z0-9_+/=-]/,
        }),
        token('EAACEdEose0cBA', /EAACEdEose0cBA[A-Za-z0-9]{12,300}/),
      ],
      randomBits: 80,
      matches: [
        () => `FB_TOKEN=${join('EAAM', random('base62', 180), 'ZD')}\n`,
        () => `{"page_access_token": "${join('EAAG', random('base62', 190, 4))}"}`,
        () =>
          `https://graph.host.test/me?access_token=${join('EAACEdEose', '0cBA', random('base62', 60))}&fields=id`,
      ],
      misses: [
        () =>
          `data:font/woff;base64,d09GRgABAAA/${join('EAAB', random('base62', 120))}+/${random('base64', 80)}`,
        () => join('EAAB', random('base62', 20)),
        () => join('EAAA', 'A'.repeat(120)),
      ],
    },
    {
      kind: 'app-access-token',
      title: 'app access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and change the app’s settings and act in the name of the app',
      detect: [
        assigned(
          [
            'facebook',
            'fb_token',
            'fb_access',
            'fb_app',
            'access_token',
            'accesstoken',
            'app_token',
            'apptoken',
          ],
          /\d{13,17}(?:\||%7C)[A-Za-z0-9_-]{24,30}/,
        ),
        token(
          ['facebook', 'Facebook', 'FACEBOOK'],
          /facebook["']?\s{0,3}[ :=,]\s{0,3}["']?(?<secret>\d{13,17}\|[A-Za-z0-9_-]{24,30})/i,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
      randomBits: 144,
      matches: [
        () => `facebook_access_token = "${appToken(1)}"`,
        () => `facebook ${appToken(2)}`,
        () => `{"access_token": "${appToken(3)}"}`,
      ],
      misses: [
        () => `facebook 1|2`,
        () => `facebook ${random('digits', 15)}|${'x'.repeat(27)}`,
        () => `row: ${random('digits', 15)}|${random('base62', 27)}`,
      ],
    },
    {
      kind: 'app-secret',
      title: 'app secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'act in the name of the app and complete sign-ins with it',
      ...named(
        {
          words: 'facebook app secret',
          service: [
            'facebook',
            'fb app',
            'fb client',
            'fb secret',
            'fb access',
            'fb token',
            'fb api',
            'fb page',
            'meta app',
            'whatsapp',
          ],
          name: ofFacebook,
        },
        chars('hex', 32),
      ),
    },
  ],
)

export const instagram = rulesOf(
  {
    id: 'instagram',
    name: 'Instagram',
    revokeAt: 'https://www.instagram.com/accounts/manage_access, or by changing the password',
    source: unverified('https://developers.facebook.com/docs/instagram-platform/reference/access_token'),
  },
  [
    {
      kind: 'access-token',
      title: 'access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read the account’s profile and media and, with more rights, post in its name',
      ...anyOf(
        prefixed(['IGQV', 'IGQW', 'IGAA'], chars('base62', 100, 300)),
        named('instagram access token', chars('digits', 8, 12), '.', chars('hex', 7), '.', chars('hex', 32)),
      ),
    },
    {
      kind: 'app-secret',
      title: 'app secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'complete sign-ins as the app and exchange its users’ tokens',
      revokeAt: 'https://developers.facebook.com/apps, under the app’s Instagram settings',
      ...named('instagram app secret', chars('hex', 32)),
    },
  ],
)
