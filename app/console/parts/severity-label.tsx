import { Mood, type MoodTone } from './mood.tsx'
import type { Severity } from './severities.ts'

const tones: Readonly<Record<Severity, MoodTone>> = {
  info: 'muted',
  low: 'muted',
  medium: 'attention',
  high: 'severe',
  critical: 'danger',
}

/** The harm that follows when a finding is real. */
export function SeverityLabel({ severity }: { readonly severity: Severity }) {
  return <Mood tone={tones[severity]}>{severity[0]!.toUpperCase() + severity.slice(1)}</Mood>
}
