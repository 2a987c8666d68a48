import { CheckIcon, type Icon, NoEntryIcon, PersonIcon, SkipIcon } from '@primer/octicons-react'
import type { Schema } from '../../api.ts'
import { Mood, type MoodTone } from '../mood.tsx'

export type AccessRequest = Schema<'Request'>

const looks: Readonly<Record<AccessRequest['state'], readonly [string, MoodTone, Icon]>> = {
  open: ['Open', 'attention', PersonIcon],
  approved: ['Approved', 'success', CheckIcon],
  denied: ['Denied', 'danger', NoEntryIcon],
  withdrawn: ['Withdrawn', 'muted', SkipIcon],
  gone: ['Ended', 'muted', SkipIcon],
}

/** Where a request is on its way. */
export function RequestState({ state }: { readonly state: AccessRequest['state'] }) {
  const [word, tone, icon] = looks[state]
  return (
    <Mood tone={tone} icon={icon}>
      {word}
    </Mood>
  )
}
