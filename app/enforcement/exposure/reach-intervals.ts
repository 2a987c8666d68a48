import type { ReachChange } from '../inventory/reach-changes.ts'
import type { Reach } from '../inventory/reach.ts'

/** How long an assistant reached a repository by a path, or may have. */
export interface ReachInterval {
  readonly assistant: string
  readonly path: Reach['path']
  readonly state: 'connected' | 'possible'
  readonly from: Date
  /** Whether it began then; else it was there when we first looked, and nobody knows since when. */
  readonly beginIsKnown: boolean
  /** null: it still does. */
  readonly until: Date | null
}

/** What a change of one path does to its intervals. */
export interface IntervalChange {
  readonly assistant: string
  readonly path: Reach['path']
  /** Whether what is open ends. */
  readonly ends: boolean
  /** What begins. */
  readonly begins?: Pick<ReachInterval, 'state' | 'beginIsKnown'>
}

/**
 * What changes of reach mean for intervals. What cannot be read any more has not ended: only that it was looked for and not seen
 * ends it. Where something is seen after a time in which it could not be read, its begin is not known, unless it was there before.
 * @param open the state in which each path's open interval is, by `assistant path`
 */
export function intervalChanges(
  changes: readonly ReachChange[],
  open: ReadonlyMap<string, ReachInterval['state']>,
): readonly IntervalChange[] {
  return changes.flatMap(({ before, after }): readonly IntervalChange[] => {
    const { assistant, path, state } = after
    if (state === 'unknown') return []
    if (state === 'not-seen') return [{ assistant, path, ends: true }]
    const opened = open.get(`${assistant} ${path}`)
    if (opened === state) return []
    const beginIsKnown = opened !== undefined || before === 'not-seen'
    return [{ assistant, path, ends: opened !== undefined, begins: { state, beginIsKnown } }]
  })
}
