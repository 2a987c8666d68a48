import type { Verdict } from '../../engine/rule.ts'
import { judgeNamedKey } from './checks/issued-value.ts'
import { named } from './form.ts'
import { assigned, join, publicId, random, rulesOf, token, unverified } from './service-rule.ts'
import { chars } from './shape.ts'

/** Discord's ids count milliseconds since 2015 in their upper bits, so they have 17 to 20 digits. */
const isId = (text: string): boolean => /^\d{17,20}$/.test(text)

function checkBotToken(secret: string): Verdict | undefined {
  const [id = ''] = secret.split('.')
  return isId(Buffer.from(id, 'base64url').toString('latin1'))
    ? { note: 'it names an account id' }
    : { confidence: 'medium', note: 'its first part names no account id: altered, or made up' }
}

const parts = '[MNO][A-Za-z0-9_-]{22,25}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}'
const botToken = (seed: number): string =>
  join(
    Buffer.from(join('1', random('digits', 17, seed))).toString('base64url'),
    '.G',
    random('base62', 5, seed),
    '.',
    random('base64url', 37, seed),
    'x',
  )

export const discord = rulesOf(
  {
    id: 'discord',
    name: 'Discord',
    revokeAt: 'https://discord.com/developers/applications, under Bot > Reset Token',
    source: unverified('https://docs.discord.com/developers/reference'),
  },
  [
    {
      kind: 'bot-token',
      title: 'bot token',
      severity: 'high',
      confidence: 'high',
      allows: 'control the bot: read and write messages and use every permission that it has in every server',
      detect: [
        assigned(['discord', 'token', 'secret', 'auth'], new RegExp(`(?:Bot )?${parts}`)),
        token(['Bot ', 'bot '], new RegExp(`[Bb]ot (?<secret>${parts})`), { notAfter: /[A-Za-z0-9_-]/ }),
        token(
          ['.login("', ".login('", '.login(`', '.run("', ".run('", '.start("', ".start('"],
          new RegExp(`\\.(?:login|run|start)\\(["'\`](?<secret>${parts})`),
          { notBefore: null, notAfter: /[A-Za-z0-9_-]/ },
        ),
        token(startsOfTokens(), new RegExp(parts), {
          notBefore: /[A-Za-z0-9_.+/-]/,
          notAfter: /[A-Za-z0-9_-]/,
        }),
      ],
      randomBits: 160,
      check: checkBotToken,
      matches: [
        () => `DISCORD_TOKEN=${botToken(1)}\n`,
        () => `client.login('${botToken(2)}')`,
        () => `{"token": "${botToken(3)}"}`,
        () => `headers = {"Authorization": "Bot ${botToken(4)}"}`,
        () => `${botToken(5)}\n`,
      ],
      misses: [
        () => `DISCORD_TOKEN=${botToken(6).slice(0, 40)}\n`,
        () => join(random('base62', 26, 3), '.', random('base62', 6), '.', random('base62', 38)),
        () => `version = "${join('M', random('base62', 26), '.1.2')}"`,
      ],
    },
    {
      kind: 'webhook',
      title: 'webhook address',
      severity: 'medium',
      confidence: 'high',
      allows: 'post to its channel under any name and change or delete the webhook',
      detect: [
        token(
          ['discord.com/api/', 'discordapp.com/api/'],
          /discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/(?<secret>[A-Za-z0-9_-]{60,80})/,
          { notAfter: /[A-Za-z0-9_-]/ },
        ),
      ],
      randomBits: 360,
      matches: [
        () =>
          join('https://discord', '.com/api/webhooks/1', random('digits', 18), '/', random('base64url', 68)),
        () =>
          `WEBHOOK="${join('https://discordapp', '.com/api/v10/webhooks/1', random('digits', 17), '/', random('base64url', 68, 3))}"`,
      ],
      misses: [
        () => join('https://discord', '.com/api/webhooks/123/abc'),
        () => join('https://discord', '.com/api/webhooks/1', random('digits', 18), '/', 'x'.repeat(68)),
      ],
      fix: 'Delete the webhook in the channel’s settings under Integrations and make a new one; keep its address in a secret store or the environment.',
    },
    {
      kind: 'client-secret',
      title: 'client secret',
      severity: 'high',
      confidence: 'medium',
      allows: 'complete sign-ins as the application and get its own access tokens',
      revokeAt: 'https://discord.com/developers/applications, under OAuth2',
      ...named('discord client secret', chars('base64url', 32)),
    },
    {
      kind: 'client-id',
      title: 'application or client id',
      confidence: 'low',
      ...publicId('application', 'bot token or client secret'),
      ...named(
        { words: 'discord client id', name: /discord.{0,20}(?:client|app|token)/ },
        chars('digits', 17, 20),
      ),
    },
    {
      kind: 'public-key',
      title: 'application key in hexadecimal',
      severity: 'info',
      confidence: 'low',
      allows: 'check the signatures of interactions, if it is the public key, as this form suggests',
      ...named('discord token', chars('hex', 64)),
      // People give the public key the name that it has; then nothing is wrong.
      check: (secret, context) =>
        context.name.includes('public') ? { drop: 'the public key' } : judgeNamedKey(secret, context),
      fix: 'See whether it is the application’s public key, which may be shown; if it is anything else, make a new one.',
    },
  ],
)

/**
 * A token begins with an account id in base64, four of its digits in five characters. Accounts made since 2022 have ids that
 * begin with 1, so 300 texts tell their tokens where no name does; for all older ones it would take ten times as many.
 */
function startsOfTokens(): readonly string[] {
  const starts = Array.from({ length: 1000 }, (_, index) =>
    Buffer.from(String(1000 + index))
      .toString('base64')
      .slice(0, 5),
  )
  return [...new Set(starts)]
}
