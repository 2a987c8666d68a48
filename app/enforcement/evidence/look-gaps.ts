import type { SweepLine } from './source.ts'

/** A time in which a look at everything should have begun and none that came to its end did. */
export interface MissedLooks {
  readonly organization: string
  readonly from: string
  readonly to: string
  readonly minutes: number
  /** How many should have begun in it, by the interval. */
  readonly missed: number
}

/** A repository that could not be looked at. */
export interface NotLookedAt {
  readonly organization: string
  readonly repository: string
  readonly what: 'read' | 'scan'
  readonly why: string
  /** The end of the first look that says so. */
  readonly since: string
  /** It was so at the first look that the pack knows, and perhaps before. */
  readonly isSinceEarlier: boolean
  /** The end of the first look that says so no more; null: it was so at the last one. */
  readonly until: string | null
  readonly looks: number
}

export interface Period {
  /** ISO 8601, UTC. */
  readonly from: string
  /** Exclusive. */
  readonly to: string
}

/**
 * What was not looked at in an organization, of its sweeps in their order. One is missed where one and a half intervals or more lie
 * between two that came to their end; a sweep lists at most a thousand repositories, and `unlisted` says how many it left out.
 */
export function createLookGaps({ from, to }: Period, intervalMinutes: number) {
  const missed: MissedLooks[] = []
  const done: NotLookedAt[] = []
  const open = new Map<string, NotLookedAt>()
  let organization = ''
  let last: string | undefined
  let looks = 0
  let unlisted = 0
  const compare = (until: string): void => {
    const since = last === undefined || last < from ? from : last
    const minutes = Math.round((Date.parse(until) - Date.parse(since)) / 60_000)
    const count = Math.round(minutes / intervalMinutes) - (until === to ? 0 : 1)
    if (minutes >= intervalMinutes * 1.5 && count > 0)
      missed.push({ organization, from: since, to: until, minutes, missed: count })
  }
  return {
    add: (sweep: SweepLine): void => {
      organization = sweep.organization
      const { finishedAt, startedAt } = sweep
      if (finishedAt === null || startedAt >= to) return
      if (startedAt >= from) compare(startedAt)
      last = startedAt
      looks += 1
      unlisted = Math.max(unlisted, (sweep.failedCount ?? 0) - sweep.failed.length)
      const now = new Set<string>()
      for (const { repository, what, why } of sweep.failed) {
        const key = `${what} ${repository}`
        now.add(key)
        const known = open.get(key)
        open.set(
          key,
          known
            ? { ...known, why, looks: known.looks + 1 }
            : {
                organization,
                repository,
                what,
                why,
                since: finishedAt,
                isSinceEarlier: looks === 1,
                until: null,
                looks: 1,
              },
        )
      }
      for (const [key, one] of open) {
        if (now.has(key)) continue
        if (finishedAt >= from) done.push({ ...one, until: finishedAt })
        open.delete(key)
      }
    },
    /** @param name of an organization of which there may be no look at all */
    finish: (
      name: string,
    ): {
      readonly missed: readonly MissedLooks[]
      readonly notLookedAt: readonly NotLookedAt[]
      readonly unlisted: number
    } => {
      organization = name
      compare(to)
      return { missed, notLookedAt: [...done, ...open.values()], unlisted }
    },
  }
}
