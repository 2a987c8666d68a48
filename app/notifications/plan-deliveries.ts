import { eventKindOf } from './event-kinds.ts'
import { keepsTickets, type Target } from './target.ts'

/** Something that a target is to be told of now. */
export interface DueItem {
  readonly id: string
  readonly organization: string
  readonly recipient: string
  readonly event: string
}

/** What was sent to one place, of one organization, within `burstMs`. */
export interface Recent {
  readonly organization: string
  readonly recipient: string
  readonly deliveries: number
}

/** What is sent together, in the order in which it is sent. */
export interface PlannedDelivery {
  readonly organization: string
  readonly recipient: string
  readonly items: readonly string[]
}

/** A first sweep finds thousands of things: after so many messages within so long, what comes is collected. */
const mostInBurst = 5
export const burstMs = 10 * 60 * 1000
/** So few that come at once are each told by themselves. */
const mostByThemselves = 3
/** More do not make a summary clearer, and are the next one. */
const mostTogether = 500

/** How what is due is sent: by itself, or together where it is much. What is not in it waits. Pure. */
export function planDeliveries(
  target: Pick<Target, 'channel' | 'digest'>,
  due: readonly DueItem[],
  recent: readonly Recent[],
): readonly PlannedDelivery[] {
  const alone = (items: readonly DueItem[]): readonly PlannedDelivery[] =>
    items.map(({ id, organization, recipient }) => ({ organization, recipient, items: [id] }))
  if (keepsTickets(target)) return alone(due)
  return [...new Set(due.map(placeOf))].flatMap((place) => {
    const items = due.filter((one) => placeOf(one) === place)
    const urgent = items.filter(({ event }) => eventKindOf(event)?.isUrgent === true)
    const others = items.filter((one) => !urgent.includes(one))
    if (target.digest) return [...alone(urgent), ...together(others)]
    const lately = recent.find((one) => placeOf(one) === place)?.deliveries ?? 0
    if (lately >= mostInBurst) return alone(urgent)
    return [...alone(urgent), ...(others.length <= mostByThemselves ? alone(others) : together(others))]
  })
}

const placeOf = ({ organization, recipient }: Omit<Recent, 'deliveries'>): string =>
  JSON.stringify([organization, recipient])

function together(items: readonly DueItem[]): readonly PlannedDelivery[] {
  const [first] = items
  if (!first) return []
  const { organization, recipient } = first
  const part = { organization, recipient, items: items.slice(0, mostTogether).map(({ id }) => id) }
  return [part, ...together(items.slice(mostTogether))]
}
