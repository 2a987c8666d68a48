import { Mood, type MoodTone } from './mood.tsx'

/** From harmless to grave. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

const tones: Readonly<Record<Severity, MoodTone>> = {
  info: 'muted',
  low: 'muted',
  medium: 'attention',
  high: 'severe',
  critical: 'danger',
}

/** The severity of `worst` in lists: 1 is low or less, 4 critical; undefined: nothing is open. */
export const severityOf = (worst: number): Severity | undefined => (worst > 0 ? severities[worst] : undefined)

/** The harm that follows when a finding is real. */
export function SeverityLabel({ severity }: { readonly severity: Severity }) {
  return <Mood tone={tones[severity]}>{severity[0]!.toUpperCase() + severity.slice(1)}</Mood>
}
