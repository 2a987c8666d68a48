/**
 * GitHub is not to be asked before an instant: a limit is nearly used up, or GitHub said to wait. It is no failure: the work is
 * put off until then, and does not count as tried.
 */
export class RateBudgetSpent extends Error {
  readonly retryAt: Date

  constructor(message: string, retryAt: Date) {
    super(message)
    // By this name Octokit knows that a request was given up on purpose; any other error it takes for a failing network, and
    // tries again.
    this.name = 'AbortError'
    this.retryAt = retryAt
  }
}
