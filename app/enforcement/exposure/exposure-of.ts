import { isSecret, type KnownFinding } from '../findings/known-finding.ts'
import type { ReachInterval } from './reach-intervals.ts'

/** A time in which an assistant could read the place of a finding, or possibly could. */
export interface Exposure {
  readonly assistant: string
  /** `connected`: it could. `possible`: whether it could is not known. */
  readonly state: ReachInterval['state']
  readonly from: Date
  /** Whether it began then; else it may have begun earlier: the assistant was there when we first looked. */
  readonly beginIsKnown: boolean
  /** null: it still can. */
  readonly until: Date | null
  /** The paths by which it could. */
  readonly paths: readonly ReachInterval['path'][]
}

/**
 * When assistants could read a finding's place. A secret in history can be read by everybody who clones, so that its exposure ends
 * when it is gone from history or was rotated, and not when it leaves the files. What GitHub or people accept is still there.
 */
export function exposureOf(finding: KnownFinding, intervals: readonly ReachInterval[]): readonly Exposure[] {
  const span = { from: begin(finding), until: end(finding) }
  const parts = intervals.flatMap((interval): readonly Exposure[] => {
    const from = interval.from > span.from ? interval.from : span.from
    const until = earlier(interval.until, span.until)
    if (until !== null && until <= from) return []
    const { assistant, state, path } = interval
    // What came after the begin of a connection was exposed from its own begin on, which is known.
    const beginIsKnown = interval.beginIsKnown || span.from > interval.from
    return [{ assistant, state, from, beginIsKnown, until, paths: [path] }]
  })
  return joined(parts)
}

/**
 * The author's date of the commit that brought it, where there is one and it is not later than when we saw it: clocks of authors are
 * wrong at times, and a repository may have been pushed long after it was written, which shows an exposure as too long, not too short.
 */
function begin({ places, firstSeenAt }: KnownFinding): Date {
  const dates = places.flatMap(({ history }) => (history === undefined ? [] : [new Date(history.authorDate)]))
  // Without a date git writes the beginning of its time.
  const plausible = dates.filter((date) => date.getTime() > 0 && date <= firstSeenAt)
  return plausible.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? firstSeenAt
}

function end({ state, changedAt, rotated, places }: KnownFinding): Date | null {
  if (state === 'gone') return changedAt
  const first = places[0]
  if (rotated === null || first === undefined || !isSecret(first)) return null
  // To the end of that day: it is only known which one.
  return new Date(Date.parse(`${rotated.when}T00:00:00Z`) + 86_400_000)
}

const earlier = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

/** Puts together what touches, for each assistant and each certainty. */
function joined(parts: readonly Exposure[]): readonly Exposure[] {
  const inOrder = parts.toSorted(
    (a, b) =>
      compare(a.assistant, b.assistant) ||
      compare(a.state, b.state) ||
      a.from.getTime() - b.from.getTime() ||
      // Of two with the same begin, an unknown one counts.
      Number(a.beginIsKnown) - Number(b.beginIsKnown),
  )
  const all: Exposure[] = []
  for (const part of inOrder) {
    const last = all.at(-1)
    if (last && touches(last, part)) all[all.length - 1] = union(last, part)
    else all.push(part)
  }
  return all
}

const touches = (last: Exposure, next: Exposure): boolean =>
  last.assistant === next.assistant &&
  last.state === next.state &&
  (last.until === null || last.until >= next.from)

const union = (last: Exposure, next: Exposure): Exposure => ({
  ...last,
  until: later(last.until, next.until),
  paths: [...new Set([...last.paths, ...next.paths])].toSorted(),
})

/** null is the end that has not come. */
const later = (a: Date | null, b: Date | null): Date | null => {
  if (a === null || b === null) return null
  return a > b ? a : b
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** For people: "could read it since before 3 March 2026", without a time zone's doubt. */
export function exposureInWords({ state, from, beginIsKnown, until }: Exposure): string {
  const day = (date: Date): string => date.toISOString().slice(0, 10)
  const could = state === 'connected' ? 'could read it' : 'may have been able to read it'
  const since = beginIsKnown
    ? `from ${day(from)}`
    : `from ${day(from)} or before (it was connected when we first looked)`
  return until === null ? `${could} ${since}, and still can` : `${could} ${since} to ${day(until)}`
}
