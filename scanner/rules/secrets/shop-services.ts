import type { SecretRule } from '../../engine/rule.ts'
import { named, prefixed } from './form.ts'
import { assigned, join, random, rulesOf, unverified } from './service-rule.ts'
import { chars, either, sequence } from './shape.ts'
import { singleKey } from './single-key.ts'

const orders = 'read and change orders, products and customers of the shop'

/** Shops, market places, digital goods. */
export const shopServices: readonly SecretRule[] = [
  ...rulesOf(
    {
      id: 'amazonseller',
      name: 'Login with Amazon',
      revokeAt: 'https://sellercentral.amazon.com, under Develop Apps',
      source: unverified(
        'https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api',
      ),
    },
    [
      {
        kind: 'client-secret',
        title: 'client secret',
        severity: 'high',
        confidence: 'high',
        allows: 'complete sign-ins as the app and renew its access to sellers’ accounts',
        ...prefixed('amzn1.oa2-cs.v1.', chars('hex', 64)),
      },
      {
        kind: 'refresh-token',
        title: 'refresh token',
        severity: 'critical',
        confidence: 'high',
        allows: 'get access tokens for the seller’s account for as long as it is not revoked',
        ...prefixed('Atzr|', chars('base64url', 200, 1000)),
      },
    ],
  ),
  ...singleKey({
    id: 'bigcommerce',
    name: 'BigCommerce',
    revokeAt: 'the store’s Settings > API accounts',
    source: unverified('https://developer.bigcommerce.com/docs/start/authentication/api-accounts'),
    kind: 'access-token',
    severity: 'critical',
    allows: orders,
    ...named(
      { words: 'bigcommerce access token', service: ['bigcommerce', 'big commerce'] },
      either(chars('lowerDigits', 31), chars('hex', 64)),
    ),
  }),
  ...rulesOf(
    {
      id: 'ebay',
      name: 'eBay',
      revokeAt: 'https://developer.ebay.com/my/keys',
      source: unverified('https://developer.ebay.com/api-docs/static/oauth-credentials.html'),
    },
    [
      {
        kind: 'cert-id',
        title: 'client secret (Cert ID)',
        severity: 'high',
        confidence: 'high',
        allows: 'get access tokens of the app and of the people who use it',
        ...prefixed(
          ['PRD-', 'SBX-'],
          chars('hex', 12),
          '-',
          chars('hex', 4),
          '-',
          chars('hex', 4),
          '-',
          chars('hex', 4),
          '-',
          chars('hex', 4),
        ),
      },
      {
        kind: 'user-token',
        title: 'user token',
        severity: 'high',
        confidence: 'high',
        allows: 'buy, sell and read messages as the person who signed in',
        ...prefixed(['v^1.1#i^1#', 'v^1.1#r^'], {
          ...chars('base64', 200, 2000),
          pattern: '[A-Za-z0-9^#+/=]{200,2000}',
        }),
      },
    ],
  ),
  ...singleKey({
    id: 'ecwid',
    name: 'Ecwid',
    revokeAt: 'the store’s Apps > Custom apps',
    source: unverified('https://docs.ecwid.com/get-started/make-your-first-api-request'),
    kind: 'secret-token',
    severity: 'critical',
    allows: orders,
    ...named('ecwid secret token', either('secret_', 'public_'), chars('base62', 32)),
  }),
  ...singleKey({
    id: 'etsy',
    name: 'Etsy',
    revokeAt: 'https://www.etsy.com/developers/your-apps',
    source: unverified('https://developers.etsy.com/documentation/essentials/authentication'),
    kind: 'keystring',
    title: 'API key (keystring)',
    severity: 'medium',
    allows: 'use the API as the app and, with the shared secret, complete its sign-ins',
    ...named({ words: 'etsy api key', ownWord: true }, chars('lowerDigits', 24)),
  }),
  ...singleKey({
    id: 'freemius',
    name: 'Freemius',
    revokeAt: 'https://dashboard.freemius.com, under the product’s settings',
    source: unverified('https://freemius.com/help/documentation/wordpress-sdk/integrating-freemius-sdk/'),
    kind: 'secret-key',
    allows: 'act as the product’s owner: read its customers and licenses and release versions',
    confidence: 'medium',
    detect: [
      assigned(
        ['secret_key', 'secretkey', 'freemius', 'fs_secret'],
        /sk_[\x21\x23-\x26\x28-\x5b\x5d-\x7e]{29}/,
      ),
    ],
    randomBits: 170,
    // 29 characters are as many as Stripe's old test keys have behind `sk_`.
    check: (secret) =>
      /^sk_(?:live|test)_/.test(secret) || !/\d/.test(secret)
        ? { drop: 'not of the form of this service' }
        : undefined,
    matches: [
      () => `'secret_key' => '${join('sk_', random('base62', 20), '#P7&@*', random('base62', 3))}',`,
      () => `FREEMIUS_SECRET_KEY="${join('sk_', random('base62', 27), '$x')}"`,
    ],
    misses: [
      () => `secret_key => "${join('sk_', 'abcdefghijklmnopqrstuvwxyz', '123')}"`,
      () => `secret_key = "${join('sk_', 'test_', random('base62', 24))}"`,
      () => `secret_key = "${join('sk_', random('base62', 20))}"`,
    ],
  }),
  ...singleKey({
    id: 'keygen',
    name: 'Keygen',
    revokeAt: 'https://app.keygen.sh/tokens',
    source: unverified('https://keygen.sh/docs/api/authentication/'),
    kind: 'token',
    allows: 'make, read and revoke licenses of the account',
    ...prefixed(['admin-', 'prod-', 'activ-'], chars('hex', 62), 'v3'),
  }),
  ...singleKey({
    id: 'magento',
    name: 'Adobe Commerce (Magento)',
    revokeAt:
      'https://commercemarketplace.adobe.com/customer/accessKeys/, or the store’s System > Integrations',
    source: unverified('https://developer.adobe.com/commerce/webapi/get-started/authentication/'),
    kind: 'access-token',
    severity: 'high',
    allows: `${orders}, or download the packages that its owner bought`,
    ...named('magento access token', either(chars('lowerDigits', 32), chars('hex', 32))),
  }),
  ...singleKey({
    id: 'printful',
    name: 'Printful',
    revokeAt: 'https://developers.printful.com/tokens',
    source: unverified('https://developers.printful.com/docs/#section/Authentication'),
    kind: 'api-token',
    allows: 'order prints at the cost of the account and read its customers',
    ...named(
      'printful api token',
      either(
        chars('base62', 40),
        sequence(
          chars('lowerDigits', 8),
          '-',
          chars('lowerDigits', 4),
          '-',
          chars('lowerDigits', 4),
          ':',
          chars('lowerDigits', 4),
          '-',
          chars('lowerDigits', 12),
        ),
      ),
    ),
  }),
  ...singleKey({
    id: 'wix',
    name: 'Wix',
    revokeAt: 'https://manage.wix.com/account/api-keys',
    source: unverified(
      'https://dev.wix.com/docs/go-headless/develop-your-project/admin-operations/authenticate-using-an-api-key',
    ),
    allows: 'read and change the account’s sites, as far as the key’s permissions reach',
    ...prefixed(
      'IST.eyJ',
      chars('base64url', 40, 120),
      '.',
      chars('base64url', 100, 1200),
      '.',
      chars('base64url', 300, 400),
    ),
  }),
  ...singleKey({
    id: 'woocommerce',
    name: 'WooCommerce',
    revokeAt: 'the shop’s WooCommerce > Settings > Advanced > REST API',
    source: unverified('https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication'),
    kind: 'rest-api-key',
    title: 'REST API key or secret',
    severity: 'critical',
    allows: orders,
    confidence: 'high',
    detect: [assigned(['key', 'secret', 'token', 'username', 'pass'], /c[ks]_[0-9a-f]{40}/)],
    randomBits: 160,
    matches: [
      () => `WC_CONSUMER_SECRET=${join('cs_', random('hex', 40))}\n`,
      () => `consumerKey: "${join('ck_', random('hex', 40, 2))}"`,
      () => `https://shop.test/wp-json/wc/v3/orders?consumer_key=${join('ck_', random('hex', 40, 3))}&x=1`,
    ],
    misses: [
      () => `consumer_key: "${join('ck_', 'x'.repeat(40))}"`,
      () => `key = "${join('ck_', random('hex', 20))}"`,
    ],
  }),
]
