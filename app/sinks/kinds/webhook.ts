import { createHmac } from 'node:crypto'
import type { SettingsOf } from '../settings.ts'
import type { SinkBatch, SinkKind } from '../sink.ts'
import { failedBy, outcomeOfAnswer } from '../why-failed.ts'

/**
 * A program of anybody's: one request for each batch, signed by Standard Webhooks 1.0 over id, time and the bytes of the body. The id is
 * the batch's name, so that the same events have the same id when they are sent again.
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhookSink: SinkKind<SettingsOf<'webhook'>> = {
  limits: { events: 500, bytes: 1024 * 1024 },
  doubles: true,
  collectSeconds: () => 0,
  receiverOf: ({ url }) => new URL(url).host,
  open: ({ url, body: form, ca }, secret, { send, now }) => ({
    deliver: async (batch, signal) => {
      const body = bodyOf(batch, form)
      const at = now()
      try {
        const answer = await send({
          method: 'POST',
          url,
          headers: {
            'content-type': form === 'array' ? 'application/json' : 'application/x-ndjson',
            ...signatureHeaders(batch.name, body, secret(), at),
          },
          body,
          signal,
          ...(ca !== undefined && { ca }),
        })
        return outcomeOfAnswer(answer, at)
      } catch (error) {
        return failedBy(error)
      }
    },
  }),
}

const bodyOf = ({ events }: SinkBatch, form: 'lines' | 'array'): string => {
  const texts = events.map(({ text }) => text)
  return form === 'array' ? `[${texts.join(',\n')}]` : `${texts.join('\n')}\n`
}

/** @param secret `whsec_` and the key in base64, else a text that is the key */
export function signatureHeaders(id: string, body: string, secret: string, at: Date) {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
  const time = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
}
