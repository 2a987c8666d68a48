import type { TicketStatus } from '../../enforcement/requests/ticket.ts'
import { type TicketText, ticketOf } from '../formats/ticket.ts'
import { type Outcome, sent } from '../retry.ts'
import type { Channel } from './channel.ts'

/** What came of it, or the ticket that it is about. */
export type Found<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly outcome: Outcome }

/** A system that keeps tickets. Nothing throws. */
export interface TicketSystem {
  /** An open one of ours with this mark, whoever opened it. */
  readonly search: (mark: string) => Promise<Found<string | undefined>>
  /** Whether one that we remember is still open; one that is gone is not. */
  readonly isOpen: (reference: string) => Promise<Found<boolean>>
  readonly open: (text: TicketText) => Promise<Found<string>>
  readonly comment: (reference: string, text: TicketText) => Promise<Outcome>
  readonly close: (reference: string, text: TicketText) => Promise<Outcome>
  /** What is known of one that somebody named. */
  readonly read: (ticket: string) => Promise<TicketStatus>
}

/**
 * One open ticket for each matter: what goes on is a comment, what ends closes it. Who died after it was opened and before that was
 * written down finds it by its mark, so that there are not two.
 */
export const ticketChannel =
  (system: TicketSystem): Channel =>
  async ({ message, notices, tickets }) => {
    for (const notice of notices) {
      const text = ticketOf(message, notice)
      const known = await findOpen(system, tickets.find, text.mark)
      if (!known.ok) return known.outcome
      const outcome =
        notice.phase === 'closes'
          ? await closeTicket(system, tickets, text, known.value)
          : await openTicket(system, tickets, text, known.value)
      if (outcome.kind === 'failed') return outcome
    }
    return sent
  }

async function findOpen(
  system: TicketSystem,
  remembered: (mark: string) => Promise<string | undefined>,
  mark: string,
): Promise<Found<string | undefined>> {
  const reference = await remembered(mark)
  if (reference !== undefined) {
    const isOpen = await system.isOpen(reference)
    if (!isOpen.ok || isOpen.value) return isOpen.ok ? { ok: true, value: reference } : isOpen
  }
  return system.search(mark)
}

type Memory = Parameters<Channel>[0]['tickets']

async function openTicket(
  system: TicketSystem,
  tickets: Memory,
  text: TicketText,
  reference: string | undefined,
): Promise<Outcome> {
  if (reference !== undefined) {
    await tickets.keep(text.mark, reference)
    return system.comment(reference, text)
  }
  const opened = await system.open(text)
  if (!opened.ok) return opened.outcome
  await tickets.keep(text.mark, opened.value)
  return sent
}

async function closeTicket(
  system: TicketSystem,
  tickets: Memory,
  text: TicketText,
  reference: string | undefined,
): Promise<Outcome> {
  const outcome = reference === undefined ? sent : await system.close(reference, text)
  if (outcome.kind === 'sent') await tickets.forget(text.mark)
  return outcome
}
