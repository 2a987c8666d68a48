/** An error as it may be logged: what it says and where, and nothing that was hung on it. */
export interface DescribedError {
  readonly type: string
  readonly message: string
  readonly code?: string
  readonly status?: number
  readonly stack?: string
  readonly cause?: DescribedError
}

/** Causes may form a ring. */
const mostCauses = 5

/**
 * Octokit hangs the request with its headers on an error, pg the query's values and pg's client its password: so only known
 * fields are taken over, instead of the dangerous ones being left out.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: nameless(error) }
  const { name, message, stack, cause } = error
  const code: unknown = 'code' in error ? error.code : undefined
  const status: unknown = 'status' in error ? error.status : undefined
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(typeof status === 'number' && { status }),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && depth < mostCauses && { cause: describeError(cause, depth + 1) }),
  }
}

/** What was thrown and is no error may be anything, also something that holds a secret. */
const nameless = (thrown: unknown): string => (typeof thrown === 'string' ? thrown : 'no error was thrown')
