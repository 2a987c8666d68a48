import type { Schema } from '../../api.ts'
import { Mood, type MoodTone } from '../mood.tsx'

export type Finding = Schema<'Finding'>
export type FindingGroup = Schema<'FindingGroup'>
export type FindingState = Finding['state']

export const stateWords: Readonly<Record<FindingState, string>> = {
  open: 'Open',
  'fixed-at-tip': 'Still in history',
  rotated: 'Rotated',
  'false-positive': 'False positive',
  'risk-accepted': 'Risk accepted',
  gone: 'Gone',
}

const tones: Readonly<Record<FindingState, MoodTone>> = {
  open: 'danger',
  'fixed-at-tip': 'attention',
  rotated: 'success',
  'false-positive': 'muted',
  'risk-accepted': 'accent',
  gone: 'muted',
}

/** The states in which it still has to be dealt with. */
export const isUnanswered = (state: FindingState): boolean => state === 'open' || state === 'fixed-at-tip'

export function FindingStateLabel({ state }: { readonly state: FindingState }) {
  return <Mood tone={tones[state]}>{stateWords[state]}</Mood>
}
