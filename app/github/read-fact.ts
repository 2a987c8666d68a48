import { type Fact, known, unknown } from '../../policies/facts.ts'

/** What GitHub says where a token may not: 404, so that nobody learns what there is, or 403. */
const refusals: ReadonlySet<number> = new Set([403, 404])

/**
 * Reads something that this App's permissions or the organization's plan may not allow.
 * @param what completes "… could not be read"
 * @returns unknown where GitHub refuses; a failure that may pass by itself is thrown, and the job is tried again
 */
export async function readFact<Value>(what: string, read: () => Promise<Value>): Promise<Fact<Value>> {
  try {
    return known(await read())
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    return unknown(`${what} could not be read: ${refusal}`)
  }
}

function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined
  if (!refusals.has(error.status) || isLimit(error)) return undefined
  const wanted = headersOf(error)['x-accepted-github-permissions']
  return typeof wanted === 'string' && wanted !== ''
    ? `GitHub answers ${error.status}; it asks for ${wanted.replaceAll('=', ': ').replaceAll(';', ' or')}`
    : `GitHub answers ${error.status}; a permission is missing, or the plan does not have it`
}

/** A limit is answered with 403 too, and says nothing of permissions. */
const isLimit = (error: Error): boolean => {
  const headers = headersOf(error)
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'
}

function headersOf(error: Error): Readonly<Record<string, unknown>> {
  const response: unknown = 'response' in error ? error.response : undefined
  const headers: unknown = isRecord(response) ? response['headers'] : undefined
  return isRecord(headers) ? headers : {}
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
