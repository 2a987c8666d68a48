import type { AllowedAddresses } from '../notifications/channels/allowed-addresses.ts'
import type { Resolve } from '../notifications/channels/resolve-allowed.ts'
import type { SendRequest, Tunnel } from '../notifications/channels/send-request.ts'
import type { SinkProblem } from './problems.ts'

/** One event of the record, in the form that it is sent in. */
export interface SinkEvent {
  /** `7-1234`: organization and sequence. It stays the same however often the event is sent. */
  readonly id: string
  readonly at: Date
  /** `decision.made` */
  readonly kind: string
  /** OCSF's `severity_id`. */
  readonly severity: number
  /** One line of JSON, without its line end. */
  readonly text: string
}

/** What is sent together. The same events make a batch of the same name when it is sent again. */
export interface SinkBatch {
  /** `7-000000001001-000000001500`, of a test `7-test`; letters, digits and hyphens. */
  readonly name: string
  /** Our id of the organization. */
  readonly organization: string
  readonly events: readonly [SinkEvent, ...SinkEvent[]]
  readonly isTest: boolean
}

export type SinkOutcome =
  /** The receiver has it, as far as its protocol can say so. */
  | { readonly kind: 'delivered' }
  /** The same would be refused again: it is sent in parts, and a single event is put aside. */
  | { readonly kind: 'refused'; readonly problem: SinkProblem }
  | {
      readonly kind: 'failed'
      readonly problem: SinkProblem
      /** Whether the receiver may have got some of it: then it is marked when it is sent again. */
      readonly mayHaveArrived: boolean
      /** The receiver's wish. */
      readonly notBefore?: Date
    }

export const delivered: SinkOutcome = { kind: 'delivered' }

/** The way to one receiver. */
export interface Sink {
  /** Sends a batch and waits until the receiver has confirmed it. Does not throw. @param signal ends the attempt */
  readonly deliver: (batch: SinkBatch, signal: AbortSignal) => Promise<SinkOutcome>
}

/** What sinks reach others with. */
export interface SinkNetwork {
  readonly send: SendRequest
  readonly addresses: AllowedAddresses
  readonly resolve: Resolve
  readonly tunnel?: Tunnel
  readonly timeoutMs: number
  readonly now: () => Date
  /** How this machine calls itself. */
  readonly hostName: string
}

/** How much a kind of receiver is sent at a time. */
export interface SinkLimits {
  readonly events: number
  /** Of texts, in bytes; one event may have more. */
  readonly bytes: number
}

/** A kind of receiver. @see README.md */
export interface SinkKind<Settings> {
  readonly limits: SinkLimits
  /** Whether what is sent a second time lies beside the first: then it is marked. */
  readonly doubles: boolean
  /** For how many seconds events are collected before a batch that is not full is sent. */
  readonly collectSeconds: (settings: Settings) => number
  /** The host that the secret is sent to; where it changes, the secret has to be given anew. */
  readonly receiverOf: (settings: Settings) => string
  /** Must not connect. @param secret token, key or signing secret; empty: none was given */
  readonly open: (settings: Settings, secret: () => string, network: SinkNetwork) => Sink
}
