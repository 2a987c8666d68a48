import { createHmac, randomBytes } from 'node:crypto'

export interface CallLimits {
  /** Calls of one caller in a window. */
  readonly perCaller: number
  /** Calls of all of them together. */
  readonly inAll: number
  readonly windowMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Counts a call. @returns seconds until the caller may call again; undefined: this one may */
export type CountCall = (token: string) => number | undefined

/**
 * Limits how often somebody calls, before anything is asked of GitHub for them. Callers are told apart by their tokens, of which no
 * more than a digest under a key of this process is remembered, until the window ends: an address would make all who sit behind one
 * proxy one caller. Who makes tokens up meets the limit of all.
 */
export function createCallLimit({ perCaller, inAll, windowMs, now }: CallLimits): CountCall {
  const key = randomBytes(32)
  let ends = 0
  let all = 0
  let calls = new Map<string, number>()
  return (token) => {
    const at = now()
    if (at >= ends) {
      ends = at + windowMs
      all = 0
      calls = new Map()
    }
    const caller = createHmac('sha256', key).update(token).digest('base64url')
    const count = calls.get(caller) ?? 0
    if (count >= perCaller || all >= inAll) return Math.max(1, Math.ceil((ends - at) / 1000))
    all += 1
    calls.set(caller, count + 1)
    return undefined
  }
}
