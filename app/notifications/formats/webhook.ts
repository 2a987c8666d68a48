import { createHmac } from 'node:crypto'
import { jsonLine } from '../../../report/escape/json.ts'
import { type Message, noticeForPrograms } from '../message.ts'
import type { Notice } from '../notice.ts'

export interface SignedWebhook {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The body for programs, and its signature by Standard Webhooks 1.0: over id, time and the bytes of the body. The id is the same
 * each time that it is tried. Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param secret `whsec_` and the key in base64
 */
export function signedWebhook(
  message: Message,
  notices: readonly Notice[],
  { secret, names, now }: { readonly secret: string; readonly names: boolean; readonly now: Date },
): SignedWebhook {
  const body = jsonLine({
    type: 'gatehouse.notification',
    timestamp: notices[0]?.at ?? now.toISOString(),
    data: {
      id: message.id,
      title: message.title,
      notices: notices.map((notice) => noticeForPrograms(notice, names)),
    },
  })
  const time = String(Math.floor(now.getTime() / 1000))
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': message.id,
      'webhook-timestamp': time,
      'webhook-signature': `v1,${signatureOf(secret, `${message.id}.${time}.${body}`)}`,
    },
    body,
  }
}

const signatureOf = (secret: string, signed: string): string =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(signed)
    .digest('base64')
