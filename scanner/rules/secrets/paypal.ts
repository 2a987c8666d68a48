import { anyOf, named, prefixed } from './form.ts'
import { publicId, rulesOf, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

export const paypal = rulesOf(
  {
    id: 'paypal',
    name: 'PayPal',
    revokeAt: 'https://developer.paypal.com/dashboard/applications',
    source: unverified('https://developer.paypal.com/api/rest/authentication/'),
  },
  [
    {
      kind: 'braintree-access-token',
      title: 'Braintree access token',
      severity: 'critical',
      confidence: 'high',
      allows: 'take and refund payments and read customers of the merchant',
      revokeAt: 'https://www.braintreegateway.com, under Settings > API',
      ...prefixed('access_token$production$', chars('lowerDigits', 16), '$', chars('hex', 32)),
    },
    {
      kind: 'braintree-sandbox-token',
      title: 'Braintree access token (sandbox)',
      severity: 'low',
      confidence: 'high',
      allows: 'read and change test data of the merchant; no money moves',
      revokeAt: 'https://sandbox.braintreegateway.com, under Settings > API',
      ...prefixed('access_token$sandbox$', chars('lowerDigits', 16), '$', chars('hex', 32)),
    },
    {
      kind: 'client-secret',
      title: 'client secret',
      severity: 'critical',
      confidence: 'medium',
      allows: 'take and refund payments and read the account’s transactions, together with the client id',
      ...anyOf(
        named(
          { words: 'paypal client secret', name: /paypal.{0,40}(?:secret|pass|token|key)/ },
          'E',
          chars('base64url', 79),
        ),
        named({ words: 'paypal secret', name: /paypal.{0,40}secret/ }, chars('base64url', 80)),
      ),
    },
    {
      kind: 'client-id',
      title: 'client id',
      confidence: 'medium',
      ...publicId('application', 'client secret'),
      ...named(
        { words: 'paypal client id', name: /paypal.{0,20}(?:client|app|live|sandbox|prod).{0,12}id/ },
        'A',
        chars('base64url', 79),
      ),
    },
  ],
)

export const braintree = rulesOf(
  {
    id: 'braintree',
    name: 'Braintree',
    revokeAt: 'https://www.braintreegateway.com, under API',
    source: unverified(
      'https://developer.paypal.com/braintree/docs/guides/authorization/gateway-credentials/',
    ),
  },
  [
    {
      kind: 'private-key',
      title: 'private key',
      severity: 'critical',
      confidence: 'medium',
      allows: 'take and refund payments and read customers of the merchant, together with the public key',
      ...named(
        { words: 'braintree private key', name: /braintree.{0,30}(?:private|secret|key|token)/ },
        chars('hex', 32),
      ),
    },
    {
      kind: 'tokenization-key',
      title: 'tokenization key',
      severity: 'info',
      confidence: 'medium',
      allows: 'turn card data into a token; it is made for browsers and apps',
      ...prefixed(['production_', 'sandbox_'], chars('lowerDigits', 8), '_', chars('lowerDigits', 16)),
      fix: 'Nothing: it is meant to be public.',
    },
  ],
)
