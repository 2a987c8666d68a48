import { escapeInvisible } from '../../report/escape/visible.ts'

/** A text that has nothing invisible in it, on one line, and at most so many UTF-16 units. */
export function shortened(text: string, most: number): string {
  const shown = escapeInvisible(text)
  if (shown.length <= most) return shown
  // Never half of a pair.
  return `${shown.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
