import { type Fact, known, unknown } from '../../policies/facts.ts'

/**
 * What GitHub says where a token may not: 404, so that nobody learns what there is, or 403. Of a repository that was taken down it
 * says 451, or 410 of what is switched off.
 */
const refusals: ReadonlySet<number> = new Set([403, 404, 410, 451])

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

/**
 * Reads what takes permissions. Where our installation lacks one, GitHub is not asked: a refusal costs as much as an answer,
 * and comes again with every sweep.
 * @param granted the installation's permissions; undefined: GitHub did not say, so it is asked
 * @param needs `{ secrets: 'read' }`; all of them
 */
export async function readPermitted<Value>(
  what: string,
  granted: Permissions | undefined,
  needs: Permissions,
  read: () => Promise<Value>,
): Promise<Fact<Value>> {
  if (granted === undefined) return readFact(what, read)
  const missing = Object.keys(needs).filter((name) => !isAtLeast(granted[name], needs[name]))
  if (missing.length === 0) return readFact(what, read)
  const named = missing.map((name) => `${name}: ${needs[name]}`).join(', ')
  return unknown(`${what} could not be read: our App lacks the permission ${named}`)
}

export type Permissions = Readonly<Record<string, string>>

const levels = ['read', 'write', 'admin']
const isAtLeast = (granted: string | undefined, needed: string | undefined): boolean =>
  granted !== undefined && levels.indexOf(granted) >= levels.indexOf(needed ?? '')

/** The HTTP status of what Octokit throws. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined

/** What GitHub says where it will say so again; undefined: it may pass by itself. */
export function refusalOf(error: unknown): string | undefined {
  const status = statusOf(error)
  if (!(error instanceof Error) || status === undefined || !refusals.has(status) || isLimit(error))
    return undefined
  const wanted = headersOf(error)['x-accepted-github-permissions']
  return typeof wanted === 'string' && wanted !== ''
    ? `GitHub answers ${status}; it asks for ${wanted.replaceAll('=', ': ').replaceAll(';', ' or')}`
    : `GitHub answers ${status}; a permission is missing, or the plan does not have it`
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
