import type { Reason } from '../policies/readiness.ts'

/** How a reason looks: what stops the repository is bad; what is pending, unknown or only advice is not. */
export function lookOf(reason: Reason): 'good' | 'bad' | 'unsure' {
  if (reason.state === 'met') return 'good'
  return reason.state === 'unmet' && !isAdvice(reason) && reason.check !== 'approval' ? 'bad' : 'unsure'
}

/** Shown, but decides nothing. */
export const isAdvice = (reason: Reason): boolean => reason.advisory === true

/** What decides, what does not hold first; then advice, in the same order. */
export function sortReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.toSorted(
    (one, other) => Number(isAdvice(one)) - Number(isAdvice(other)) || urgency(one) - urgency(other),
  )
}

const urgency = (reason: Reason): number => ['bad', 'unsure', 'good'].indexOf(lookOf(reason))

/** How many of the reasons that decide are in each state. */
export function countReasons(reasons: readonly Reason[]): Readonly<Record<Reason['state'] | 'all', number>> {
  const deciding = reasons.filter((reason) => !isAdvice(reason))
  const of = (state: Reason['state']): number => deciding.filter((reason) => reason.state === state).length
  return { met: of('met'), unmet: of('unmet'), unknown: of('unknown'), all: deciding.length }
}
