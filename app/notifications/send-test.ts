import { randomUUID } from 'node:crypto'
import type { Channel } from './channels/channel.ts'
import type { TicketSystem } from './channels/ticket-channel.ts'
import type { Message } from './message.ts'
import type { TestResult } from './notifications.ts'
import type { Outcome } from './retry.ts'
import type { Target } from './target.ts'

/** Sends a test to each place of a target. Of a system that keeps tickets it is only asked for one: a test opens none. */
export async function sendTest(
  target: Target,
  channel: Channel,
  tickets: TicketSystem | undefined,
): Promise<TestResult> {
  if (tickets) {
    const found = await tickets.search('gatehouse-test')
    return found.ok ? { isSent: true, why: null } : resultOf(found.outcome)
  }
  const id = randomUUID()
  const recipients =
    target.channel.kind === 'mail' ? [...target.to, ...Object.values(target.ownerAddresses ?? {})] : ['']
  for (const recipient of new Set(recipients)) {
    const outcome = await channel({
      message: testMessage(target, id),
      notices: [],
      recipient,
      names: false,
      tickets: nothing,
    })
    if (outcome.kind === 'failed') return resultOf(outcome)
  }
  return { isSent: true, why: null }
}

const resultOf = (outcome: Outcome): TestResult =>
  outcome.kind === 'sent' ? { isSent: true, why: null } : { isSent: false, why: outcome.why }

const testMessage = ({ name }: Target, id: string): Message => ({
  id,
  title: 'A test of Gatehouse’s notifications',
  lines: [{ text: `Somebody asked for it. The target ${name} is reached.` }],
  footer: `Gatehouse · ${id}`,
})

const nothing = { find: async () => undefined, keep: async () => {}, forget: async () => {} }
