import { RateBudgetSpent } from '../enforcement/rate-budget-spent.ts'
import { createPace } from './pace.ts'

/** How much of an hourly limit is left to whoever else works with our installation: people, and our own other duties. */
const freeShare = 0.2
/** GitHub: "wait at least one minute" where it does not say how long. */
const defaultPauseSeconds = 60

interface Standing {
  readonly remaining: number
  readonly limit: number
  readonly resetAt: number
}

/**
 * What one installation may still ask. GitHub counts for all processes together and tells with each answer, so processes need
 * not tell each other.
 */
export interface RateBudget {
  /** Waits for its turn, where the host has limits at all: they come with each answer. */
  readonly pace: () => Promise<void>
  /** @throws RateBudgetSpent where only the share is left that others are to have */
  readonly check: (resource: 'core' | 'graphql') => void
  /** Learns from an answer. @throws RateBudgetSpent where the answer says that a limit was met */
  readonly note: (response: Response) => void
}

/**
 * Twice as many may pass in one minute (see `createPace`), and GitHub allows 900. In the long run this is 25,200 an hour, more than
 * any hourly limit; other processes may ask too, and then GitHub says so.
 */
export const defaultPerMinute = 420

/** @param now milliseconds since 1970 */
export function createRateBudget(now: () => number, perMinute = defaultPerMinute): RateBudget {
  const standings = new Map<string, Standing>()
  const pace = createPace(perMinute, now)
  let pausedUntil = 0
  return {
    pace: async () => {
      if (standings.size > 0) await pace()
    },
    check: (resource) => {
      if (pausedUntil > now()) throw spent('GitHub asked to wait', pausedUntil)
      const standing = standings.get(resource)
      if (standing === undefined || standing.resetAt <= now()) return
      if (standing.remaining < standing.limit * freeShare)
        throw spent('the hourly limit is nearly used up', standing.resetAt)
    },
    note: (response) => {
      const standing = standingIn(response, now())
      const resource = response.headers.get('x-ratelimit-resource')
      if (standing && resource !== null) standings.set(resource, standing)
      const pause = pauseIn(response, standing, now())
      if (pause === undefined) return
      // The hourly limit of one resource says nothing of the others.
      if (response.headers.get('x-ratelimit-remaining') !== '0') pausedUntil = Math.max(pausedUntil, pause)
      throw spent(`GitHub answers ${response.status}: a limit is met`, pause)
    },
  }
}

const spent = (why: string, until: number): RateBudgetSpent =>
  new RateBudgetSpent(`Not before ${new Date(until).toISOString()}: ${why}.`, new Date(until))

function standingIn({ headers }: Response, now: number): Standing | undefined {
  const [remaining, limit, reset] = ['remaining', 'limit', 'reset'].map((name) =>
    numberIn(headers, `x-ratelimit-${name}`),
  )
  if (remaining === undefined || limit === undefined || reset === undefined) return undefined
  // GitHub says when by its own clock, and ours may be wrong.
  const theirs = Date.parse(headers.get('date') ?? '')
  const resetAt = Number.isNaN(theirs) ? reset * 1000 : now + (reset * 1000 - theirs)
  return { remaining, limit, resetAt }
}

/** Until when to ask nothing, where an answer is a limit's. Source: docs "Rate limits for the REST API", "Exceeding the rate limit". */
function pauseIn(
  { status, headers }: Response,
  standing: Standing | undefined,
  now: number,
): number | undefined {
  if (status !== 403 && status !== 429) return undefined
  const retryAfter = numberIn(headers, 'retry-after')
  if (retryAfter !== undefined) return now + retryAfter * 1000
  if (standing?.remaining === 0) return Math.max(standing.resetAt, now + 1000)
  return status === 429 ? now + defaultPauseSeconds * 1000 : undefined
}

function numberIn(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)
  return text === null || !/^\d+$/.test(text) ? undefined : Number(text)
}
