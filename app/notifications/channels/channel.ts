import type { Message } from '../message.ts'
import type { Notice } from '../notice.ts'
import type { Outcome } from '../retry.ts'
import type { TicketMemory } from '../tickets.ts'
import type { AllowedAddresses } from './allowed-addresses.ts'
import type { Resolve } from './resolve-allowed.ts'
import type { SendRequest, Tunnel } from './send-request.ts'

/** One delivery, as a channel is to make it. */
export interface Outgoing {
  readonly message: Message
  readonly notices: readonly Notice[]
  /** Of mail. */
  readonly recipient: string
  /** Whether repositories are named. */
  readonly names: boolean
  readonly tickets: TicketMemory
}

/** A way to tell somebody. It does not throw. */
export type Channel = (outgoing: Outgoing) => Promise<Outcome>

/** What channels reach others with. */
export interface Network {
  readonly send: SendRequest
  readonly addresses: AllowedAddresses
  readonly resolve: Resolve
  readonly tunnel?: Tunnel
  readonly timeoutMs: number
  readonly now: () => Date
}
