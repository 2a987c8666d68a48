import { statusOf } from '../github.ts'

/**
 * Whether nobody knows what came of a request that changes something: a gateway gave up, or the connection did. By status alone: texts
 * change.
 */
export function isLost(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== undefined) return status >= 500
  return error instanceof TypeError || (error instanceof Error && 'code' in error)
}
