import type { AuditKind } from '../enforcement/audit/event.ts'
import type { EventFacts } from './event-kinds.ts'
import type { Notice } from './notice.ts'
import type { DueItem, PlannedDelivery, Recent } from './plan-deliveries.ts'
import type { AfterFailure } from './retry.ts'
import type { Routed } from './route.ts'
import type { TicketMemory } from './tickets.ts'

type Organization = Notice['organization']

/** An event of the audit log, or a day that has come, with what is recorded of its subject. */
export interface Happened extends EventFacts {
  /** Of the audit log; of a day, the id in `eventKinds`. */
  readonly kind: string
  readonly key: string
  readonly at: Date
  readonly repository: Notice['repository']
  readonly issue: number | null
}

/** When days come of which somebody is told, by the organization's policy. */
export interface NoticeDays {
  readonly remindAfterDays: number
  readonly noticeDays: readonly number[]
}

/** A delivery that is to be made. */
export interface OpenDelivery {
  /** By which it is recognised where it comes twice. */
  readonly id: string
  readonly recipient: string
  readonly attempts: number
  readonly createdAt: Date
  readonly notices: readonly Notice[]
}

/**
 * What is kept of notifications. The audit log is the outbox: what is told stands there since the transaction in which it happened,
 * without a gap, and each organization has a cursor that says how far it was read.
 */
export interface NotificationRecords {
  /** Organizations whose log has gone on since it was read. One that is new begins with what happened in the last ten minutes. */
  readonly behind: (now: Date) => Promise<readonly string[]>
  /**
   * Reads the next events of an organization and keeps who is told of them, in the transaction that moves its cursor.
   * @returns whether there are more
   */
  readonly distribute: (
    organization: string,
    kinds: readonly AuditKind[],
    decide: (organization: Organization, events: readonly Happened[]) => readonly Routed[],
  ) => Promise<boolean>
  /** Organizations in which a day may have come. */
  readonly withDays: () => Promise<readonly string[]>
  /** Days that have come. Each is told once: `keep` ignores what is kept already. */
  readonly days: (
    organization: string,
    days: NoticeDays,
    now: Date,
  ) => Promise<{ readonly organization: Organization; readonly events: readonly Happened[] }>
  readonly keep: (routed: readonly Routed[], now: Date) => Promise<void>
  /** Makes deliveries of what is due for a target. */
  readonly bundle: (
    target: string,
    now: Date,
    plan: (due: readonly DueItem[], recent: readonly Recent[]) => readonly PlannedDelivery[],
  ) => Promise<void>
  /** Of these targets, those for which something is due, or is to be sent. */
  readonly waiting: (targets: readonly string[], now: Date) => Promise<readonly string[]>
  /** Takes a target for this process alone, for a while; undefined: another has it, or it is to be left alone for now. */
  readonly claim: (target: string, now: Date) => Promise<Claim | undefined>
  readonly tickets: (target: string) => TicketMemory
  /** Forgets what was sent, or given up, long ago. */
  readonly forget: (sentBefore: Date, deadBefore: Date) => Promise<void>
}

/** A target that only this process sends to. A claim that was lost changes nothing any more. */
export interface Claim {
  /** The next delivery, and the claim is as fresh as when it began. @param inOrder the oldest is to be sent first, whatever came of it */
  readonly next: (now: Date, inOrder: boolean) => Promise<OpenDelivery | undefined>
  readonly sent: (delivery: string, now: Date) => Promise<void>
  /** @param pauseUntil of the whole target */
  readonly failed: (
    delivery: string,
    why: string,
    after: AfterFailure,
    now: Date,
    pauseUntil: Date | undefined,
  ) => Promise<void>
  /** In a row, before this. */
  readonly failures: number
  readonly release: () => Promise<void>
}
