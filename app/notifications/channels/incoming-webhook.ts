import type { Message } from '../message.ts'
import type { Hidden } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { tryToSend } from './outcome-of.ts'

/**
 * An address that posts whatever JSON it is sent, and is itself the secret: Slack's incoming webhooks (source: docs.slack.dev, "Sending
 * messages using incoming webhooks") and workflows of Microsoft Teams, which answer 202: that they will.
 * @param payloadOf the message in the form of that service
 */
export const incomingWebhook =
  (url: Hidden, payloadOf: (message: Message) => unknown, { send, now }: Network): Channel =>
  ({ message }) =>
    tryToSend(
      send,
      {
        method: 'POST',
        url: url(),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(payloadOf(message)),
      },
      now(),
    )
