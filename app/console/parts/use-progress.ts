import { useEffect, useState } from 'react'
import { followEvents } from '../follow-events.ts'

/** How far something has come. */
export interface Advance {
  readonly done: number
  /** null: nobody knows yet. */
  readonly total: number | null
  /** What is under way, in words. */
  readonly doing: string
  readonly state: 'running' | 'done' | 'failed'
}

/** Follows what the server tells of a long piece of work, until it ends. @param from address of a stream of events; undefined: nothing runs */
export function useProgress(from: string | undefined): Advance | undefined {
  const [advance, setAdvance] = useState<Advance>()
  useEffect(() => {
    setAdvance(undefined)
    if (from === undefined) return undefined
    const hear = (data: string): boolean => {
      const told = readAdvance(data)
      if (told) setAdvance(told)
      return told !== undefined && told.state !== 'running'
    }
    return followEvents(from, hear, () => {})
  }, [from])
  return advance
}

/** Pure. @returns undefined where it is none */
export function readAdvance(data: unknown): Advance | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const { done, total = null, doing = '', state = 'running' } = JSON.parse(data)
    if (typeof done !== 'number' || typeof doing !== 'string') return undefined
    if (total !== null && typeof total !== 'number') return undefined
    return state === 'running' || state === 'done' || state === 'failed'
      ? { done, total, doing, state }
      : undefined
  } catch {
    // A line that was cut off; the next one tells more.
    return undefined
  }
}
