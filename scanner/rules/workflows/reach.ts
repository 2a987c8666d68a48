import type { Trigger } from './events.ts'
import type { Reach } from './outsiders.ts'

const order: readonly Reach[] = ['no', 'perhaps', 'yes']
export const most = (reaches: readonly Reach[]): Reach =>
  order.findLast((reach) => reaches.includes(reach)) ?? 'no'
export const least = (reaches: readonly Reach[]): Reach =>
  order.find((reach) => reaches.includes(reach)) ?? 'yes'

/** Callers can bring the same event many times. */
export const distinctTriggers = (triggers: readonly Trigger[]): readonly Trigger[] => [
  ...new Map(triggers.map((trigger) => [trigger.event, trigger])).values(),
]
