import { CheckIcon, type Icon, NoEntryIcon, PersonIcon, QuestionIcon } from '@primer/octicons-react'
import type { Schema } from '../api.ts'
import { Mood, type MoodTone } from './mood.tsx'

export type Outcome = Schema<'ListedRepository'>['outcome']

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  allowed: 'Allowed',
  denied: 'Denied',
  'needs-approval': 'Needs approval',
  unknown: 'Unknown',
  undecided: 'Not decided yet',
}

const looks: Readonly<Record<Outcome, readonly [MoodTone, Icon]>> = {
  allowed: ['success', CheckIcon],
  denied: ['danger', NoEntryIcon],
  'needs-approval': ['attention', PersonIcon],
  unknown: ['muted', QuestionIcon],
  undecided: ['muted', QuestionIcon],
}

/** What the policy says of a repository. */
export function OutcomeLabel({ outcome }: { readonly outcome: Outcome }) {
  const [tone, icon] = looks[outcome]
  return (
    <Mood tone={tone} icon={icon}>
      {outcomeWords[outcome]}
    </Mood>
  )
}
