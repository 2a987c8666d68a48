import { statusOf } from '../github.ts'

/** Why GitHub did not do what was asked of it, as far as asking again may help. */
export type Hitch =
  /** Too much in too short a time; how long to wait, in milliseconds. */
  | { readonly kind: 'limited'; readonly wait: number }
  /** Its answer says nothing of whether it was done. */
  | { readonly kind: 'lost' }

/** A run must not hang on GitHub's limits for longer than people wait for it. */
const longestWait = 60_000
const usualWait = 10_000

/**
 * What kind of hitch an error is. By status and headers alone: texts change.
 * Source: GitHub's documentation, "Rate limits for the REST API": 403 or 429, with `retry-after` or without.
 * @returns undefined where asking again is of no use
 */
export function hitchOf(error: unknown): Hitch | undefined {
  const status = statusOf(error)
  if (status === undefined) return isNetwork(error) ? { kind: 'lost' } : undefined
  if (status >= 500) return { kind: 'lost' }
  const after = header(error, 'retry-after')
  if (
    status === 429 ||
    (status === 403 && (after !== undefined || header(error, 'x-ratelimit-remaining') === '0'))
  )
    return { kind: 'limited', wait: Math.min(longestWait, Number(after ?? 0) * 1000 || usualWait) }
  return undefined
}

const isNetwork = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof Error && 'code' in error)

function header(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null || !('response' in error)) return undefined
  const { response } = error
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined
  const { headers } = response
  if (typeof headers !== 'object' || headers === null) return undefined
  const value: unknown = Object.entries(headers).find(([key]) => key === name)?.[1]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

const tries = 3
const shortWait = 1000

/** Asks again for what can be asked for twice without harm. */
export async function patiently<T>(
  ask: () => Promise<T>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await ask()
    } catch (error) {
      const hitch = hitchOf(error)
      if (hitch === undefined || left === 1) throw error
      await wait(hitch.kind === 'limited' ? hitch.wait : shortWait)
    }
  }
}
