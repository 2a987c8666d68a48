import type { Verdict } from '../../engine/rule.ts'
import { verdictOnPublished } from './checks/published-keys.ts'
import { prefixed } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars, either } from './shape.ts'

/** Other services begin their keys like Stripe: Paystack (40 hex digits), WorkOS (base64 of `key_`), Clerk (42 or 43). */
function checkStripeKey(secret: string): Verdict | undefined {
  const body = secret.replace(/^.{2}_(?:live|test)_/, '')
  if (/^[0-9a-f]{40}$/.test(body)) return { drop: 'Paystack writes its keys so' }
  if (body.startsWith('a2V5X')) return { drop: 'WorkOS writes its keys so' }
  if ((body.length === 42 || body.length === 43) && !body.startsWith('51'))
    return { drop: 'Clerk writes its keys so' }
  return verdictOnPublished(secret)
}

const body = '[A-Za-z0-9]{24,250}'

export const stripe = rulesOf(
  {
    id: 'stripe',
    name: 'Stripe',
    revokeAt: 'https://dashboard.stripe.com/apikeys',
    source: unverified('https://docs.stripe.com/keys'),
  },
  [
    {
      kind: 'secret-key',
      title: 'secret key',
      severity: 'critical',
      confidence: 'high',
      allows: 'charge cards, make payouts and read every customer of the account',
      detect: [
        token('sk_live_', new RegExp(`sk_live_${body}`)),
        token('sk_org_live_', new RegExp(`sk_org_live_${body}`)),
      ],
      randomBits: 142,
      check: checkStripeKey,
      matches: [
        () => `STRIPE_SECRET_KEY=${join('sk', '_live_', random('base62', 24))}`,
        () => `stripe.api_key = "${join('sk', '_live_51', random('base62', 97))}"`,
        () => `curl https://api.stripe.test/v1/charges -u ${join('sk', '_live_', random('base62', 24, 7))}:`,
      ],
      misses: [
        () => join('sk', '_live_'),
        () => join('sk', '_live_', random('base62', 23)),
        () => join('sk', '_live_', 'X'.repeat(24)),
        () => join('task', '_live_', random('base62', 24)),
        () => join('sk', '_live_', random('hex', 40)),
      ],
    },
    {
      kind: 'restricted-key',
      title: 'restricted key',
      severity: 'high',
      confidence: 'high',
      allows: 'use the parts of the account that it was made for',
      detect: [token('rk_live_', new RegExp(`rk_live_${body}`))],
      randomBits: 142,
      matches: [
        () => `STRIPE_KEY: ${join('rk', '_live_', random('base62', 24))}`,
        () => `<key>${join('rk', '_live_51', random('base62', 97))}</key>`,
      ],
      misses: [() => join('rk', '_live_x'), () => join('mark', '_live_', random('base62', 24))],
    },
    {
      kind: 'test-key',
      title: 'secret or restricted key (test mode)',
      severity: 'low',
      confidence: 'high',
      allows: 'read and change the test data of the account; no money moves',
      detect: [token(['sk_test_', 'rk_test_'], new RegExp(`[sr]k_test_${body}`))],
      randomBits: 142,
      check: checkStripeKey,
      matches: [
        () => `STRIPE_TEST_KEY=${join('sk', '_test_', random('base62', 24))}`,
        () => `key: '${join('rk', '_test_51', random('base62', 97))}'`,
      ],
      misses: [
        () => join('sk', '_test_abc'),
        () => join('task', '_test_', random('base62', 30)),
        () => join('sk', '_test_', 'B'.repeat(24)),
      ],
    },
    {
      kind: 'webhook-secret',
      title: 'webhook signing secret',
      severity: 'medium',
      confidence: 'high',
      allows:
        'forge events that the receiver believes to come from Stripe, or from another service that signs the same way',
      revokeAt: 'https://dashboard.stripe.com/webhooks',
      ...prefixed(
        { prefix: 'whsec_', notAfter: /[A-Za-z0-9_+/=]/ },
        chars('base64', 32, 64),
        either('==', '=', ''),
      ),
    },
  ],
)
