import { named } from './form.ts'
import { assigned, join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const account = (seed: number): string => join('AC', random('hex', 32, seed))
const secret = (seed: number): string => random('hex', 32, seed)

export const twilio = rulesOf(
  {
    id: 'twilio',
    name: 'Twilio',
    revokeAt: 'https://console.twilio.com, under Account > API keys & tokens',
    source: unverified('https://www.twilio.com/docs/iam/api-keys'),
  },
  [
    {
      kind: 'auth-token',
      title: 'auth token',
      severity: 'critical',
      confidence: 'high',
      allows:
        'do everything in the account: send messages and make calls at its cost, read them, buy and release numbers',
      ...named(
        { words: 'twilio auth token', name: /twilio.{0,40}(?:token|key|secret|pass|auth|cred)/ },
        chars('hex', 32),
      ),
      detect: [
        assigned('twilio', /[0-9a-f]{32}/, /twilio.{0,40}(?:token|key|secret|pass|auth|cred)/),
        token(
          [
            'Client("AC',
            "Client('AC",
            'twilio("AC',
            "twilio('AC",
            'Twilio("AC',
            "Twilio('AC",
            'init("AC',
            "init('AC",
            '-u "AC',
            "-u 'AC",
            '-u AC',
          ],
          /(?:Client\(|twilio\(|Twilio\(|init\(|-u )["']?AC[0-9a-f]{32}["']?(?:\s{0,8},\s{0,8}|:)["']?(?<secret>[0-9a-f]{32})/,
          { notBefore: null },
        ),
        token('@api.twilio.com', /AC[0-9a-f]{32}:(?<secret>[0-9a-f]{32})@api\.twilio\.com/, {
          lead: { chars: /[0-9A-Za-z:]/, max: 67 },
          notBefore: /[A-Za-z0-9_]/,
        }),
      ],
      matches: [
        () => `TWILIO_AUTH_TOKEN=${secret(1)}\n`,
        () => `twilio.authToken: "${secret(2)}"`,
        () => `client = Client("${account(1)}", "${secret(3)}")`,
        () =>
          `const client = require('twilio')('${account(2)}', '${secret(4)}')`.replace(
            "require('twilio')(",
            'twilio(',
          ),
        () => `curl -X POST https://api.host.test/Messages.json -u '${account(3)}:${secret(5)}'`,
        () => `https://${account(4)}:${secret(6)}@api.twilio.com/2010-04-01/Accounts`,
      ],
      misses: [
        () => `TWILIO_ACCOUNT_SID=${account(5)}\n`,
        () => `TWILIO_AUTH_TOKEN=${'x'.repeat(32)}\n`,
        () => `twilio_image_digest: ${secret(7)}`,
        () => `client = Client("${account(6)}", os.environ["TOKEN"])`,
      ],
    },
    {
      kind: 'api-key',
      title: 'API key',
      severity: 'medium',
      confidence: 'medium',
      allows: 'act in the account together with the key’s secret, which usually stands beside it',
      detect: [assigned(['twilio', 'key', 'token', 'secret', 'username'], /SK[0-9a-f]{32}/)],
      randomBits: 128,
      matches: [
        () => `TWILIO_API_KEY=${join('SK', random('hex', 32))}\n`,
        () => `apiKeySid: '${join('SK', random('hex', 32, 2))}'`,
        () => `const twilioApiKey = "${join('SK', random('hex', 32, 3))}";`,
      ],
      misses: [
        () => `TWILIO_API_KEY=${join('SK', 'x'.repeat(32))}`,
        () => `sku_key = "${join('SK', random('digits', 8))}"`,
        () => join('MASK', random('hex', 32)),
      ],
    },
    {
      kind: 'api-secret',
      title: 'API key secret',
      severity: 'critical',
      confidence: 'medium',
      allows: 'act in the account together with the key’s SID',
      ...named(
        { words: 'twilio api secret', name: /twilio.{0,40}secret|twilio.{0,40}key/ },
        chars('base62', 32),
      ),
    },
  ],
)
