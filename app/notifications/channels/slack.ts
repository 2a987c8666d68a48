import { slackPayload } from '../formats/slack.ts'
import type { Hidden } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { tryToSend } from './outcome-of.ts'

/** An incoming webhook of Slack. Source: docs.slack.dev, "Sending messages using incoming webhooks". */
export const slackChannel =
  ({ url }: { readonly url: Hidden }, { send, now }: Network): Channel =>
  ({ message }) =>
    tryToSend(
      send,
      {
        method: 'POST',
        url: url(),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(slackPayload(message)),
      },
      now(),
    )
