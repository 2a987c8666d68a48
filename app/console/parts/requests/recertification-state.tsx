import { AlertIcon, CheckIcon, ClockIcon, type Icon, SkipIcon, SyncIcon } from '@primer/octicons-react'
import type { Schema } from '../../api.ts'
import { Mood, type MoodTone } from '../mood.tsx'
import { useNow } from '../time.tsx'
import { countsOf, dueAt } from './recertification-words.ts'

export type Recertification = Schema<'Recertification'>
export type RecertificationItem = Schema<'RecertificationItem'>
export type ItemState = RecertificationItem['state']

const looks: Readonly<Record<ItemState, readonly [string, MoodTone, Icon]>> = {
  open: ['To confirm', 'attention', ClockIcon],
  kept: ['Kept', 'success', CheckIcon],
  dropped: ['Dropped', 'muted', SkipIcon],
  renewed: ['Renewed', 'accent', SyncIcon],
  over: ['Over', 'muted', SkipIcon],
  lapsed: ['Lapsed', 'severe', AlertIcon],
}

/** In the order in which people look for them. */
export const itemStates: readonly (readonly [ItemState, string])[] = (
  ['open', 'kept', 'dropped', 'renewed', 'over', 'lapsed'] as const
).map((state) => [state, looks[state][0]] as const)

/** What was answered of one approval. */
export function ItemStateLabel({ state }: { readonly state: ItemState }) {
  const [word, tone, icon] = looks[state]
  return (
    <Mood tone={tone} icon={icon}>
      {word}
    </Mood>
  )
}

/** Whether something of it is to be confirmed, and whether that is late. */
export function RecertificationState({ recertification }: { readonly recertification: Recertification }) {
  const now = useNow()
  const due = dueAt(recertification)
  if (recertification.closedAt !== null)
    return (
      <Mood tone="muted" icon={CheckIcon}>
        Closed
      </Mood>
    )
  if (countsOf(recertification).open === 0)
    return (
      <Mood tone="success" icon={CheckIcon}>
        Answered
      </Mood>
    )
  return due !== undefined && due < now ? (
    <Mood tone="danger" icon={AlertIcon}>
      Overdue
    </Mood>
  ) : (
    <Mood tone="attention" icon={ClockIcon}>
      To confirm
    </Mood>
  )
}
