import { signedWebhook } from '../formats/webhook.ts'
import type { Hidden } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { tryToSend } from './outcome-of.ts'

interface WebhookSettings {
  readonly url: string
  readonly secret: Hidden
}

/** A program of anybody's, told by Standard Webhooks. */
export const webhookChannel =
  ({ url, secret }: WebhookSettings, { send, now }: Network): Channel =>
  ({ message, notices, names }) => {
    const at = now()
    const signed = signedWebhook(message, notices, { secret: secret(), names, now: at })
    return tryToSend(send, { method: 'POST', url, ...signed }, at)
  }
