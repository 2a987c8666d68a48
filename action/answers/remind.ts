import type { OpenRequest } from './threads.ts'

/** What is due to be said of a request that nobody decided: halfway to its time a reminder, after it others are told; each once. Pure. */
export function dueReminders(
  { asked, due, isReminded, isEscalated }: OpenRequest,
  now: Date,
): 'reminded' | 'escalated' | undefined {
  if (isEscalated) return undefined
  if (now >= due) return 'escalated'
  const halfway = (asked.said.at.getTime() + due.getTime()) / 2
  return !isReminded && now.getTime() >= halfway ? 'reminded' : undefined
}
