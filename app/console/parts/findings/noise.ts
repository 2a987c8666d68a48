interface States {
  readonly [state: string]: number
}

/** How noisy a rule is: of what people answered, or what ended, the part that was a false positive, in percent; undefined: nothing yet. Pure. */
export function noiseOf(states: States): number | undefined {
  const of = (state: string): number => states[state] ?? 0
  const wrong = of('false-positive')
  const judged = wrong + of('rotated') + of('risk-accepted')
  return judged === 0 ? undefined : Math.round((100 * wrong) / judged)
}
