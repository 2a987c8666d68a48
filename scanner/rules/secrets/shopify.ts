import { named, prefixed } from './form.ts'
import { read, rulesOf, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

/** Hexadecimal digits until 2022, letters and digits since; some are longer by now. */
const body = chars('base62', 32, 40)

export const shopify = rulesOf(
  {
    id: 'shopify',
    name: 'Shopify',
    revokeAt: 'the shop’s admin, under Settings > Apps > Develop apps, or https://dev.shopify.com',
    source: unverified('https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens'),
  },
  [
    {
      kind: 'access-token',
      title: 'Admin API access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'read and change orders, customers and products of the shop, as far as the app’s scopes reach',
      source: read('https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing'),
      ...prefixed(['shpat_', 'shpca_', 'shppa_'], body),
    },
    {
      kind: 'shared-secret',
      title: 'app secret',
      severity: 'high',
      confidence: 'high',
      allows: 'forge webhooks and sign-ins of the app in every shop that installed it',
      source: read('https://shopify.dev/changelog/app-secret-key-length-has-increased'),
      ...prefixed('shpss_', body),
    },
    {
      kind: 'partner-token',
      title: 'Partner API or theme access token',
      severity: 'high',
      confidence: 'high',
      allows: 'read the partner organization’s apps and earnings, or change the shop’s themes',
      ...prefixed(['prtapi_', 'shptka_'], body),
    },
    {
      kind: 'storefront-token',
      title: 'Storefront API token',
      severity: 'low',
      confidence: 'medium',
      allows: 'read what the shop shows to its visitors; it is meant to be seen by browsers',
      ...named(
        {
          words: 'shopify storefront access token',
          name: /shopify.{0,30}storefront|storefront.{0,30}(?:token|key)/,
        },
        chars('hex', 32),
      ),
    },
    {
      kind: 'api-secret',
      title: 'API secret or password of a private app',
      severity: 'high',
      confidence: 'medium',
      allows: 'act as the private app, or forge its webhooks',
      ...named(
        { words: 'shopify api secret', name: /shopify.{0,40}(?:secret|pass|key|token)/ },
        chars('hex', 32),
      ),
    },
  ],
)
