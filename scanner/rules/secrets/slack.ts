import { anyOf, named } from './form.ts'
import { join, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

const numbers = (...lengths: readonly number[]): string =>
  lengths.map((length, index) => random('digits', length, index + 3)).join('-')
const webhook = (path: string): string => join('https://hooks.sla', 'ck.com/', path)
/** What an ordinary token ends in; more of these characters make it another text. */
const notAfter = /[A-Za-z0-9_-]/

export const slack = rulesOf(
  {
    id: 'slack',
    name: 'Slack',
    revokeAt: 'https://api.slack.com/apps, under OAuth & Permissions',
    source: unverified('https://docs.slack.dev/authentication/tokens'),
  },
  [
    {
      kind: 'bot-token',
      title: 'bot token',
      severity: 'high',
      confidence: 'high',
      allows: 'read and write messages, files and members wherever the bot may',
      detect: [
        token('xoxb-', /xoxb-\d{8,14}-(?:\d{8,14}-)?[A-Za-z0-9]{18,40}/, { notAfter }),
        token('xoxe.xoxb-', /xoxe\.xoxb-\d-[A-Za-z0-9]{100,250}/, { notAfter }),
      ],
      randomBits: 100,
      matches: [
        () => `SLACK_BOT_TOKEN=${join('xoxb-', numbers(12, 13), '-', random('base62', 24))}`,
        () => `{"bot_token": "${join('xoxb-', numbers(11), '-', random('base62', 24))}"}`,
        () => `token: ${join('xoxe.', 'xoxb-1-', random('base62', 164))}`,
      ],
      misses: [
        () => join('xoxb-', '12345-abcd234'),
        () => join('xoxb-', 'x'.repeat(11), '-', 'x'.repeat(24)),
        () => join('https://files.test/2018/', 'xoxb', '-', random('lower', 24)),
      ],
    },
    {
      kind: 'user-token',
      title: 'user token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as this person: read private messages and files and post in their name',
      detect: [
        token('xoxp-', /xoxp-(?:\d{6,14}-){2,3}[A-Za-z0-9]{18,40}/, { notAfter }),
        token('xoxe.xoxp-', /xoxe\.xoxp-\d-[A-Za-z0-9]{100,250}/, { notAfter }),
        token('xoxe-', /xoxe-(?:\d{9,14}-){2,3}[A-Za-z0-9]{26,40}/, { notAfter }),
      ],
      randomBits: 100,
      matches: [
        () => `SLACK_TOKEN="${join('xoxp-', numbers(11, 10, 11), '-', random('hex', 32))}"`,
        () => `client = WebClient(token='${join('xoxp-', numbers(12, 13, 13), '-', random('hex', 32))}')`,
        () => `  "accessToken" => "${join('xoxe.', 'xoxp-1-', random('base62', 166))}"`,
      ],
      misses: [
        () => join('xoxp-', '1234-1234-1234-', random('hex', 32)),
        () => join('xoxe.xo', 'xp-1-SlackAppConfigurationAccessTokenHere'),
      ],
    },
    {
      kind: 'refresh-token',
      title: 'refresh token',
      severity: 'critical',
      confidence: 'high',
      allows: 'get new access tokens for as long as it is not revoked',
      detect: [token('xoxe-1-', /xoxe-\d-[A-Za-z0-9]{100,250}/, { notAfter })],
      randomBits: 256,
      matches: [
        () => `refresh_token: '${join('xoxe', '-1-', random('base62', 146))}'`,
        () => `String refreshToken = "${join('xoxe', '-1-', random('base62', 147))}";`,
      ],
      misses: [
        () => join('xoxe', '-1-', random('base62', 20)),
        () => 'XOxE-RROAmw, Home and Garden, 5:24, 20120323',
      ],
    },
    {
      kind: 'legacy-token',
      title: 'legacy token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act in the workspace with the rights of whoever created it',
      detect: [
        token(['xoxs-', 'xoxo-'], /xox[so]-\d{6,14}-\d{6,14}-\d{6,14}-[A-Fa-f0-9]{10,80}/, { notAfter }),
        token(['xoxa-', 'xoxr-'], /xox[ar]-(?:\d-)?(?:\d{6,14}-){2,3}[A-Za-z0-9]{10,40}/, { notAfter }),
        token(['xoxa-', 'xoxr-'], /xox[ar]-(?:\d-)?[A-Za-z0-9]{12,160}/, { notAfter }),
      ],
      randomBits: 40,
      matches: [
        () => `slackToken = "${join('xoxs-', numbers(12, 9, 10), '-', random('hex', 10))}"`,
        () => `SLACK_API_TOKEN=${join('xoxa', '-2-', numbers(9, 11, 13), '-', random('hex', 18))}`,
        () => `"refresh_token": "${join('xoxr', '-4-', random('lowerDigits', 12))}"`,
      ],
      misses: [
        () => join('https://indieweb.test/images/3/35/2018-250-', 'xoxo', '-indieweb-1.jpg'),
        () => join('https://git.test/', 'xoxa', '-nyc/xoxa-nyc.io/blob/master/README.md'),
      ],
    },
    {
      kind: 'app-level-token',
      title: 'app-level token',
      severity: 'high',
      confidence: 'high',
      allows: 'open connections as the app and receive what happens in every workspace that installed it',
      revokeAt: 'https://api.slack.com/apps, under Basic Information',
      detect: [token('xapp-', /xapp-\d-[A-Za-z0-9]{9,14}-\d{9,16}-[A-Za-z0-9]{32,90}/, { notAfter })],
      randomBits: 128,
      matches: [
        () =>
          `SLACK_APP_TOKEN=${join('xapp', '-1-A', random('upperDigits', 10), '-', random('digits', 13), '-', random('hex', 64))}`,
        () =>
          `app_token: "${join('xapp', '-1-A', random('upperDigits', 10, 3), '-', random('digits', 13, 5), '-', random('hex', 64, 4))}"`,
      ],
      misses: [
        () => join('xapp', '-1-short'),
        () => `brew install ${join('xapp', '-1-linux-', random('digits', 4))}`,
      ],
    },
    {
      kind: 'workflow-token',
      title: 'workflow token',
      severity: 'medium',
      confidence: 'medium',
      allows: 'act as the workflow that it was made for, until it ends',
      detect: [token('xwfp-', /xwfp-[A-Za-z0-9][A-Za-z0-9-]{24,200}/, { notAfter })],
      randomBits: 80,
      matches: [
        () => `token=${join('xwfp-', numbers(12, 13), '-', random('base62', 32))}`,
        () => `{"bot_access_token": "${join('xwfp-', numbers(13, 12), '-', random('base62', 28, 4))}"}`,
      ],
      misses: [() => join('xwfp-', 'short'), () => join('axwfp-', random('base62', 40))],
    },
    {
      kind: 'browser-session',
      title: 'browser session token',
      severity: 'critical',
      confidence: 'high',
      allows: 'act as the person who was signed in, together with the session cookie',
      fix: 'Sign out of all other sessions in the settings of the Slack account; a session token has no place in a repository.',
      detect: [
        token('xoxc-', /xoxc-(?:\d{9,14}-){2,3}[A-Za-z0-9]{32,70}/, { notAfter }),
        token('xoxd-', /xoxd-[A-Za-z0-9%+/]{80,500}={0,2}/, { notAfter: /[A-Za-z0-9_%+/=-]/ }),
      ],
      randomBits: 128,
      matches: [
        () => `SLACK_MCP_XOXC_TOKEN=${join('xoxc-', numbers(12, 13, 13), '-', random('hex', 64))}`,
        () => `cookie: d=${join('xoxd-', random('base62', 120), '%3D%3D')}`,
      ],
      misses: [() => join('xoxc-', '1-2-3-abc'), () => join('xoxd-', random('base62', 20))],
    },
    {
      kind: 'webhook',
      title: 'incoming webhook address',
      severity: 'medium',
      confidence: 'high',
      allows: 'post messages to its channel under any name',
      detect: [
        token(
          ['hooks.slack.com/', 'hooks.slack-gov.com/'],
          /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9_/+-]{30,100})/,
        ),
      ],
      randomBits: 80,
      check: (secret) =>
        /^[TE][A-Z0-9]{5,14}\//.test(secret)
          ? undefined
          : { confidence: 'medium', note: 'not of the usual form, which starts with a workspace id' },
      matches: [
        () =>
          webhook(
            join(
              'services/T',
              random('upperDigits', 8),
              '/B',
              random('upperDigits', 8, 4),
              '/',
              random('base62', 24),
            ),
          ),
        () =>
          `SLACK_URL="${webhook(join('workflows/T', random('upperDigits', 10), '/A', random('upperDigits', 10, 4), '/', random('digits', 18), '/', random('base62', 24)))}"`,
        () =>
          `url: ${webhook(join('triggers/T', random('upperDigits', 9), '/', random('digits', 13), '/', random('hex', 32)))}`,
      ],
      misses: [
        () => webhook('services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX'),
        () => webhook('services/your/webhook'),
        () => `see ${webhook('services')} for the address`,
      ],
      fix: 'Remove the webhook at https://api.slack.com/apps, under Incoming Webhooks, and make a new one; keep its address in a secret store or the environment.',
    },
    {
      kind: 'client-secret',
      title: 'client secret, signing secret or verification token',
      severity: 'high',
      confidence: 'medium',
      allows: 'complete sign-ins as the app, or forge requests that the app believes to come from Slack',
      revokeAt: 'https://api.slack.com/apps, under Basic Information',
      ...anyOf(
        named('slack client secret', chars('hex', 32)),
        named(
          { words: 'slack verification token', name: /slack.{0,40}(?:verif|token)/ },
          chars('base62', 24),
        ),
      ),
    },
  ],
)
