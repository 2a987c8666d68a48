import { called, chars, marked, unverified } from './key-forms.ts'
import { rulesOf } from './service-rule.ts'

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
      ...marked(['shpat_', 'shpca_', 'shppa_', 'shpua_', 'shpit_'], body),
    },
    {
      kind: 'shared-secret',
      title: 'app secret',
      severity: 'high',
      confidence: 'high',
      allows: 'forge webhooks and sign-ins of the app in every shop that installed it',
      ...marked(['shpss_', 'shpsb_'], body),
    },
    {
      kind: 'partner-token',
      title: 'Partner API or CLI token',
      severity: 'high',
      confidence: 'high',
      allows: 'act in the partner organization: deploy apps and themes and read earnings',
      ...marked(['prtapi_', 'atkn_', 'shptka_'], body),
    },
    {
      kind: 'storefront-token',
      title: 'Storefront API token',
      severity: 'low',
      confidence: 'medium',
      allows: 'read what the shop shows to its visitors; it is meant to be seen by browsers',
      ...called(
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
      ...called(
        { words: 'shopify api secret', name: /shopify.{0,40}(?:secret|pass|key|token)/ },
        chars('hex', 32),
      ),
    },
  ],
)
