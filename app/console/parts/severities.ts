/** From harmless to grave. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** The severity of `worst` in lists: 1 is low or less, 4 critical; undefined: nothing is open. */
export const severityOf = (worst: number): Severity | undefined => (worst > 0 ? severities[worst] : undefined)
