import { assigned, join, random, token, unverified } from './service-rule.ts'
import { singleKey } from './single-key.ts'

const body = (seed: number): string => join('AA', 'EFGH'[seed % 4]!, random('base64url', 31, seed), 'w')
const id = (seed: number): string => join('7', random('digits', 9, seed))
const longer = /[A-Za-z0-9_-]/

export const telegram = singleKey({
  id: 'telegram',
  name: 'Telegram',
  revokeAt: '@BotFather in Telegram, with /revoke',
  source: unverified('https://core.telegram.org/bots/api#authorizing-your-bot'),
  kind: 'bot-token',
  confidence: 'high',
  allows: 'control the bot: read what people write to it and answer in its name',
  detect: [
    // Every token in use has AA and a letter up to H behind the colon; only the documentation's samples differ.
    token(':AA', /\d{8,16}:AA[A-H][A-Za-z0-9_-]{32}/, {
      lead: { chars: /[0-9]/, max: 16 },
      notAfter: longer,
    }),
    token('/bot', /\/bot(?<secret>\d{8,16}:AA[A-H][A-Za-z0-9_-]{32})/, {
      notBefore: null,
      notAfter: longer,
    }),
    token('telegram.org/bot', /telegram\.org\/bot(?<secret>\d{6,16}:[A-Za-z0-9_-]{33,36})/, {
      notAfter: longer,
    }),
    assigned(
      ['telegram', 'tg_bot', 'tgbot', 'tg_token', 'bot_token', 'bottoken', 'bot-token'],
      /(?:bot)?\d{5,16}:A[A-Za-z0-9_-]{34}/,
    ),
  ],
  randomBits: 180,
  matches: [
    () => `TELEGRAM_BOT_TOKEN=${id(1)}:${body(1)}\n`,
    () => `bot = telebot.TeleBot("${id(2)}:${body(2)}")`,
    () => `curl ${join('https://api.telegram', '.org/bot')}${id(3)}:${body(3)}/getMe`,
    () => `<telegramToken>${id(4)}:${body(4)}</telegramToken>`,
  ],
  misses: [
    () => `telegram_token = "${id(5)}:AAE"`,
    () => `name: foo:${body(5)}`,
    () => `type="clm${id(6)}:AgencyIdentificationCodeContentTypes"`,
    () => `telegram_token = "${id(7)}:${'A'.repeat(35)}"`,
  ],
})
