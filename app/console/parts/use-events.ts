import { useEffect, useRef, useState } from 'react'
import { followEvents } from '../follow-events.ts'

/** `over`: there is nothing more to be told. `failed`: it cannot be followed. */
export type FollowState = 'following' | 'over' | 'failed'

/**
 * Follows a stream of events, and is told whenever there is something new.
 * @param from its address; undefined: nothing is followed, as where nothing is under way
 * @param isOver whether what was told is the end; it is told of all the same
 * @param onEvent the first one tells how it stood already, perhaps before the page asked
 */
export function useEvents(
  from: string | undefined,
  isOver: (told: Readonly<Record<string, unknown>>) => boolean,
  onEvent: (isFirst: boolean) => void,
): FollowState {
  const [state, setState] = useState<FollowState>('following')
  const latest = useRef({ isOver, onEvent })
  useEffect(() => {
    latest.current = { isOver, onEvent }
  })
  useEffect(() => {
    setState(from === undefined ? 'over' : 'following')
    if (from === undefined) return undefined
    let isFirst = true
    const hear = (data: string): boolean => {
      const told = readEvent(data)
      if (!told) return false
      const isEnd = latest.current.isOver(told)
      if (isEnd) setState('over')
      latest.current.onEvent(isFirst)
      isFirst = false
      return isEnd
    }
    return followEvents(from, hear, () => setState('failed'))
  }, [from])
  return state
}

/** Pure. @returns undefined where it is none, as what was cut off */
export function readEvent(data: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const told: unknown = JSON.parse(data)
    return typeof told === 'object' && told !== null ? { ...told } : undefined
  } catch {
    return undefined
  }
}

const seconds = 1000

/** How often to ask beside it: not at all as long as it is told, and soon where nobody tells. Pure. */
export const askEvery = (state: FollowState, whereFailed: number): number | false =>
  state === 'following' ? false : state === 'over' ? 60 * seconds : whereFailed
