import { createHmac, randomBytes } from 'node:crypto'

export interface CallLimits {
  /** Calls of one caller in a window. */
  readonly perCaller: number
  /** Calls in a window of all whom GitHub has not known lately. */
  readonly ofStrangers: number
  readonly windowMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export interface CallLimit {
  /** Counts a call. @returns seconds until the caller may call again; undefined: this one may */
  readonly count: (token: string) => number | undefined
  /** GitHub knows who has this token. */
  readonly vouch: (token: string) => void
}

const knownMs = 60 * 60 * 1000
/** Then all are strangers again for a moment. */
const mostKnown = 10_000

/**
 * Limits how often somebody calls, before anything is asked of GitHub for them. Callers are told apart by their tokens, of which no
 * more than a digest under a key of this process is remembered, for an hour: an address would make all who sit behind one proxy one
 * caller. Who makes tokens up meets the limit of strangers, and keeps nobody out whom GitHub knows.
 */
export function createCallLimit({ perCaller, ofStrangers, windowMs, now }: CallLimits): CallLimit {
  const key = randomBytes(32)
  const known = new Map<string, number>()
  let ends = 0
  let strangers = 0
  let calls = new Map<string, number>()
  const digestOf = (token: string): string => createHmac('sha256', key).update(token).digest('base64url')
  return {
    count: (token) => {
      const at = now()
      if (at >= ends) {
        ends = at + windowMs
        strangers = 0
        calls = new Map()
      }
      const caller = digestOf(token)
      const isStranger = (known.get(caller) ?? 0) <= at
      const count = calls.get(caller) ?? 0
      if (count >= perCaller || (isStranger && strangers >= ofStrangers))
        return Math.max(1, Math.ceil((ends - at) / 1000))
      if (isStranger) strangers += 1
      calls.set(caller, count + 1)
      return undefined
    },
    vouch: (token) => {
      if (known.size >= mostKnown) known.clear()
      known.set(digestOf(token), now() + knownMs)
    },
  }
}
