import { AlertIcon, CheckIcon, ClockIcon } from '@primer/octicons-react'
import type { Schema } from '../../api.ts'
import { Mood } from '../mood.tsx'
import { useNow } from '../time.tsx'

export type EmergencyReview = Schema<'EmergencyReview'>

/** Whether somebody has looked at an emergency, or is late to. */
export function EmergencyState({ review: { reviewedAt, dueAt } }: { readonly review: EmergencyReview }) {
  const now = useNow()
  if (reviewedAt !== null)
    return (
      <Mood tone="success" icon={CheckIcon}>
        Reviewed
      </Mood>
    )
  return new Date(dueAt) < now ? (
    <Mood tone="danger" icon={AlertIcon}>
      Overdue
    </Mood>
  ) : (
    <Mood tone="attention" icon={ClockIcon}>
      To review
    </Mood>
  )
}
