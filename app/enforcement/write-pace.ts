/** What one identity may send on a host. GitHub counts for an installation, and for a person with all of their tokens. */
export interface WriteLimits {
  /** Of everything that changes something. */
  readonly perMinute: number
  /** Of what makes content: issues, comments, pull requests, and all else that is new for people. */
  readonly contentPerHour: number
}

/** Source: docs "Rate limits for the REST API", "About secondary rate limits". */
export const githubWriteLimits: WriteLimits = { perMinute: 80, contentPerHour: 500 }

/** A request that is to change something. */
export interface PacedWrite {
  readonly makesContent: boolean
  /** Which part of the limits it may use up, up to 1: what comes in masses leaves a rest to what somebody waits for. */
  readonly share: number
}

export interface SentWrite {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly makesContent: boolean
}

/** `soon`: after a moment, which is waited for. `later`: the work is put off. `after` in milliseconds. */
export type Turn =
  | { readonly kind: 'now' }
  | { readonly kind: 'soon'; readonly after: number }
  | { readonly kind: 'later'; readonly after: number }

/** Shared by all processes of a deployment, since GitHub counts for all of them together. */
export interface WritePace {
  /** Says when a write may be sent; where that is now, it counts as sent. */
  readonly take: (identity: string, write: PacedWrite) => Promise<Turn>
  /** The same, and nothing counts. */
  readonly look: (identity: string, write: PacedWrite) => Promise<Turn>
}

/** Who writes, as pace is kept of them. */
export const writers = {
  installation: (host: string, installation: number): string => `${host}/installation/${installation}`,
  enterprise: (host: string, slug: string): string => `${host}/enterprise/${slug}`,
  person: (host: string): string => `${host}/person`,
} as const

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** GitHub asks for a second between writes where there are many. A few in a row are sent as they come. */
const longestPauseMs = 1000
const manyInAMinute = 1 / 4
/** Of a limit that is used up so much has to be free again: else one would go at a time, each with all the reading around it. */
const freeAgain = 1 / 10

/**
 * When a write may be sent: within any minute and any hour never more than the limits. Pure.
 * @param sent what counts, in order of time; what is older than an hour makes no difference
 */
export function turnOf(
  sent: readonly SentWrite[],
  { makesContent, share }: PacedWrite,
  { perMinute, contentPerHour }: WriteLimits,
  now: number,
): Turn {
  const within = (length: number, all: readonly SentWrite[]): readonly number[] =>
    // What seems to come was sent before the clock was set back.
    all.filter(({ at }) => at > now - length && at <= now).map(({ at }) => at)
  const recent = within(minuteMs, sent)
  const content = makesContent
    ? within(
        hourMs,
        sent.filter((one) => one.makesContent),
      )
    : []
  const free = Math.max(
    freeAt(recent, most(perMinute, share), minuteMs),
    freeAt(content, most(contentPerHour, share), hourMs),
  )
  if (free > now) return { kind: 'later', after: free - now }
  const pause = Math.min(longestPauseMs, (longestPauseMs * githubWriteLimits.perMinute) / perMinute)
  const next = recent.length < perMinute * manyInAMinute ? now : (recent.at(-1) ?? now) + pause
  return next > now ? { kind: 'soon', after: next - now } : { kind: 'now' }
}

const most = (limit: number, share: number): number => Math.max(1, Math.floor(limit * share))

/** When a window has room again. @param times those within it, in order */
function freeAt(times: readonly number[], limit: number, length: number): number {
  if (times.length < limit) return -Infinity
  const rest = Math.ceil(limit * freeAgain)
  return times[times.length - limit + rest - 1]! + length
}

/** When the last of some writes is sent at this pace, in milliseconds since 1970. Pure. */
export function sentBy(
  sent: readonly SentWrite[],
  writes: Iterable<PacedWrite>,
  limits: WriteLimits,
  now: number,
): number {
  let counted = [...sent]
  let at = now
  for (const write of writes) {
    counted = counted.filter((one) => one.at > at - hourMs)
    let turn = turnOf(counted, write, limits, at)
    while (turn.kind !== 'now') {
      at += turn.after
      turn = turnOf(counted, write, limits, at)
    }
    counted.push({ at, makesContent: write.makesContent })
  }
  return at
}
