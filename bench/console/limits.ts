import type { Aim } from '../speed/aims.ts'

/** How often each thing is asked. */
export const runs = 20
/** For what lists ask, at the 95th percentile. */
export const limitMs = 50

/** The 95th percentile of times. */
export const percentile = (took: readonly number[]): number =>
  took.toSorted((one, other) => one - other)[Math.ceil(took.length * 0.95) - 1] ?? Number.NaN

/** Prints a time in a line of its own. @param most in milliseconds */
export function below(what: string, most: number, found: number, note = ''): Aim {
  console.log(`  ${what.padEnd(52)} ${found.toFixed(1).padStart(7)} ms ${note}`)
  return { what: `${what}: p95 below ${most} ms`, reached: found < most, found: `${found.toFixed(1)} ms` }
}
