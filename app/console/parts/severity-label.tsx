import { Mood, type MoodTone } from './mood.tsx'

/** From harmless to grave; the API also tells them as numbers, 0 being none. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

const tones: Readonly<Record<Severity, MoodTone>> = {
  info: 'muted',
  low: 'muted',
  medium: 'attention',
  high: 'severe',
  critical: 'danger',
}

/** The severity of `worst` in lists; undefined: nothing is open. */
export const severityOf = (worst: number): Severity | undefined => severities[worst - 1]

/** The harm that follows when a finding is real. */
export function SeverityLabel({ severity }: { readonly severity: Severity }) {
  return <Mood tone={tones[severity]}>{severity[0]!.toUpperCase() + severity.slice(1)}</Mood>
}
