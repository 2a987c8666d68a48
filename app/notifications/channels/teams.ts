import { teamsPayload } from '../formats/teams.ts'
import type { Hidden } from '../target.ts'
import type { Channel, Network } from './channel.ts'
import { tryToSend } from './outcome-of.ts'

/** A workflow of Microsoft Teams that posts what it is sent. It answers 202: that it will. */
export const teamsChannel =
  ({ url }: { readonly url: Hidden }, { send, now }: Network): Channel =>
  ({ message }) =>
    tryToSend(
      send,
      {
        method: 'POST',
        url: url(),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(teamsPayload(message)),
      },
      now(),
    )
