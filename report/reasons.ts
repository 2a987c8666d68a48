import type { Reason } from '../policies/readiness.ts'

export type Look = 'good' | 'bad' | 'unsure' | 'advice'

/**
 * How a reason looks: what stops the repository is bad; what is pending or unknown is unsure. Advice that does not hold is
 * known, and looks like neither.
 */
export function lookOf(reason: Reason): Look {
  if (reason.state === 'met') return 'good'
  if (reason.state === 'unknown' || reason.check === 'approval') return 'unsure'
  return isAdvice(reason) ? 'advice' : 'bad'
}

/** Shown, but decides nothing. */
export const isAdvice = (reason: Reason): boolean => reason.advisory === true

/** What decides, what does not hold first; then advice, in the same order. */
export function sortReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted(
    (one, other) => Number(isAdvice(one)) - Number(isAdvice(other)) || urgency(one) - urgency(other),
  )
}

const urgency = (reason: Reason): number => ['bad', 'advice', 'unsure', 'good'].indexOf(lookOf(reason))

/** How many of the reasons that decide are in each state. */
export function countReasons(reasons: readonly Reason[]): Readonly<Record<Reason['state'] | 'all', number>> {
  const deciding = reasons.filter((reason) => !isAdvice(reason))
  const of = (state: Reason['state']): number => deciding.filter((reason) => reason.state === state).length
  return { met: of('met'), unmet: of('unmet'), unknown: of('unknown'), all: deciding.length }
}
