import { RateBudgetSpent } from '../enforcement/rate-budget-spent.ts'
import type { Octokit } from './api-client.ts'
import { statusOf } from './read-fact.ts'

/** What came of asking a host who we are there. */
export interface Look {
  /** undefined: it knows our App. In words without anything secret. */
  readonly problem: string | undefined
  /** By how many seconds our clock is ahead of the host's; undefined: it did not say. */
  readonly secondsAhead: number | undefined
}

/** GitHub's `Date` has whole seconds, and an answer takes its time. */
const notableSeconds = 60

/**
 * Asks a host for our own App: the cheapest that tells whether it answers, and whether it takes our key.
 * @throws RateBudgetSpent where it is not to be asked now
 */
export async function lookAtApp(asApp: Octokit, now: () => number): Promise<Look> {
  try {
    // Whoever looks looks again soon, and until then nobody knows.
    const { headers } = await asApp.request('GET /app', { request: { retries: 0 } })
    return { problem: undefined, secondsAhead: secondsAhead(headers, now()) }
  } catch (error) {
    if (error instanceof RateBudgetSpent) throw error
    const ahead = secondsAhead(headersOf(error), now())
    return { problem: problemOf(error, ahead), secondsAhead: ahead }
  }
}

function problemOf(error: unknown, ahead: number | undefined): string {
  const status = statusOf(error)
  if (status === undefined || (status === 500 && headersOf(error) === undefined))
    return 'it cannot be reached'
  if (status === 401) return `it does not take the App's private key, or not its clock${clockRemark(ahead)}`
  if (status === 404) return 'it knows no App of this id'
  return `it answers ${status}`
}

/** Of a clock that is wrong; '' where it is right. */
export function clockRemark(ahead: number | undefined): string {
  if (ahead === undefined || Math.abs(ahead) < notableSeconds) return ''
  return `: the clock here is ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the host's`
}

function secondsAhead(headers: object | undefined, now: number): number | undefined {
  const theirs = headers && 'date' in headers ? Date.parse(String(headers.date)) : Number.NaN
  return Number.isNaN(theirs) ? undefined : Math.round((now - theirs) / 1000)
}

function headersOf(error: unknown): object | undefined {
  const response: unknown = error instanceof Error && 'response' in error ? error.response : undefined
  const headers: unknown =
    typeof response === 'object' && response !== null && 'headers' in response ? response.headers : undefined
  return typeof headers === 'object' && headers !== null ? headers : undefined
}
