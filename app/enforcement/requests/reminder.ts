import type { PendingRequest } from './request-records.ts'

const day = 24 * 60 * 60 * 1000
/** Who has not heard it by then does not hear it at all; `gatehouse requests` still lists it. */
const mostReminders = 3
/** From this one on the owners of the repository are told too. */
const firstToOwners = 3

export interface Reminder {
  /** From 1. */
  readonly step: number
  readonly toOwners: boolean
}

/** Until when an answer is expected, which is when its first reminder is due. */
export const answerBy = (openedAt: Date, remindAfterDays: number): Date =>
  new Date(openedAt.getTime() + remindAfterDays * day)

/**
 * The reminder that is due. Each comes so long after the one before was given: who was away, or had a wrong clock, may be Gatehouse,
 * and people have their time between two all the same. Pure.
 * @param reminded when each was given, in order
 */
export function dueReminder(
  { openedAt, reminded }: Pick<PendingRequest, 'openedAt' | 'reminded'>,
  remindAfterDays: number,
  now: Date,
): Reminder | undefined {
  const step = reminded.length + 1
  const since = reminded.at(-1) ?? openedAt
  if (step > mostReminders || now < answerBy(since, remindAfterDays)) return undefined
  return { step, toOwners: step >= firstToOwners }
}

/** Whether another one follows. */
export const isLast = ({ step }: Reminder): boolean => step === mostReminders
