import type { Channel } from './channels/channel.ts'
import { messageOf } from './message.ts'
import { planDeliveries } from './plan-deliveries.ts'
import type { Claim, NotificationRecords, OpenDelivery } from './records.ts'
import { afterFailure, type Outcome } from './retry.ts'
import { keepsTickets, type Target } from './target.ts'

export interface Sending {
  readonly records: NotificationRecords
  readonly policyRepository: string
  readonly now: () => Date
  /** 0 … 1 */
  readonly random: () => number
}

/** From one try of a target that fails to the next, whichever delivery it is: half a minute, doubled up to this. */
const firstPauseMs = 30_000
const longestPauseMs = 10 * 60 * 1000

/** Makes deliveries of what is due for a target and sends them, one after the other, until nothing is left or one fails. */
export async function sendDue(
  sending: Sending,
  target: Target,
  channel: Channel,
  signal: AbortSignal,
): Promise<void> {
  const { records, now } = sending
  await records.bundle(target.name, now(), (due, recent) => planDeliveries(target, due, recent))
  const claim = await records.claim(target.name, now())
  if (!claim) return
  try {
    while (!signal.aborted) {
      const delivery = await claim.next(now(), keepsTickets(target))
      if (!delivery) return
      const outcome = await deliver(sending, target, channel, delivery)
      // What was cut off by the end of the process has not failed: it is sent again, and recognised by its id.
      if (signal.aborted && outcome.kind === 'failed') return
      if (!(await record(sending, target, claim, delivery, outcome))) return
    }
  } finally {
    await claim.release()
  }
}

const deliver = (
  { records, policyRepository }: Sending,
  { name, names, digest }: Target,
  channel: Channel,
  { id, notices, recipient }: OpenDelivery,
): Promise<Outcome> =>
  channel({
    message: messageOf(notices, { id, names, digest, policyRepository }),
    notices,
    recipient,
    names,
    tickets: records.tickets(name),
  })

/** @returns whether the target is to be asked for more now */
async function record(
  { now, random }: Sending,
  target: Target,
  claim: Claim,
  delivery: OpenDelivery,
  outcome: Outcome,
): Promise<boolean> {
  const at = now()
  if (outcome.kind === 'sent') {
    await claim.sent(delivery.id, at)
    return true
  }
  const after = afterFailure(delivery, outcome, at, random())
  // One that is refused for itself says nothing of the others.
  const isOwn = outcome.isFinal === true
  const pause = Math.min(firstPauseMs * 2 ** claim.failures, longestPauseMs)
  const wish = after.state === 'waiting' && outcome.notBefore ? after.at : undefined
  const pauseUntil = isOwn ? undefined : (wish ?? new Date(at.getTime() + pause))
  await claim.failed(delivery.id, outcome.why, after, at, pauseUntil)
  return isOwn || (keepsTickets(target) && after.state === 'dead')
}
