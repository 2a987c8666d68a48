import { ProbotOctokit } from 'probot'
import type { Logger } from 'pino'
import type { Octokit } from './api-client.ts'
import type { AskGraphql } from './ask-graphql.ts'
import type { InstallationTokens } from './installation-tokens.ts'

/** What a client of an installation is made of. */
export interface InstallationClientOptions {
  readonly apiUrl: string
  readonly log: Logger
  readonly fetch: typeof globalThis.fetch
  readonly authorization: Authorization
}

/** Where a request's `Authorization` comes from. */
export interface Authorization {
  readonly get: () => Promise<string>
  /** It was refused. @returns whether the next may be another */
  readonly refused: () => boolean
}

export interface InstallationClient extends Octokit {
  readonly graphql: AskGraphql
}

/** Once more after a failure; whoever asked is tried again later, so that others get their turn. */
const retries = 1

/** Probot's client, with tokens from elsewhere: its own come from a strategy that mixes hosts up (see InstallationTokens). */
export function createInstallationClient({
  apiUrl,
  log,
  fetch,
  authorization,
}: InstallationClientOptions): InstallationClient {
  const octokit = new ProbotOctokit({
    baseUrl: apiUrl,
    log: log.child({ name: 'github' }),
    request: { fetch: authorized(fetch, authorization) },
    retry: { retries },
    // Limits are kept by the budget, which knows of all requests of the installation.
    throttle: { enabled: false },
    authStrategy: noStrategy,
  })
  return {
    request: (route, parameters) => octokit.request(route, parameters),
    // One that failed is asked in parts, or by the job's next try.
    graphql: (query, variables) => octokit.graphql(query, { ...variables, request: { retries: 0 } }),
  }
}

/** A token may have been taken away before its end; then there is one new one. */
export function authorized(
  fetch: typeof globalThis.fetch,
  { get, refused }: Authorization,
): typeof globalThis.fetch {
  return async (input, init) => {
    const send = async (): Promise<Response> => {
      const headers = new Headers(init?.headers)
      headers.set('authorization', await get())
      return fetch(input, { ...init, headers })
    }
    const response = await send()
    return response.status === 401 && refused() ? send() : response
  }
}

/** Octokit wants a strategy; requests are authorized on their way, because their tags depend on it. */
function noStrategy(): unknown {
  const auth = async (): Promise<object> => ({ type: 'unauthenticated' })
  return Object.assign(auth, {
    hook: (request: (options: unknown) => unknown, options: unknown) => request(options),
  })
}

/** Authorization by an installation's token. */
export const installationAuthorization = (
  tokens: InstallationTokens,
  installationId: number,
): Authorization => ({
  get: async () => `token ${(await tokens.get(installationId)).token}`,
  refused: () => {
    tokens.forget(installationId)
    return true
  },
})
