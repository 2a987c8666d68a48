import { createPrivateKey } from 'node:crypto'
import { Probot, ProbotOctokit } from 'probot'
import type { Logger } from 'pino'
import type { Mode } from '../../policies/policy-group.ts'
import { AppError } from '../../scanner/errors.ts'
import { createGuardedFetch } from './guarded-fetch.ts'

export interface ClientOptions {
  readonly apiUrl: string
  readonly app: {
    readonly id: number
    readonly privateKey: string
    readonly webhookSecret: string | undefined
  }
  readonly log: Logger
  /** What may be written now. */
  readonly modeOf: () => Mode
  readonly fetch?: typeof globalThis.fetch
}

/** Retries of a request that met a limit; then the job fails and is tried again later, so that others get their turn. */
const mostRetries = 2
/** A longer wait is the queue's business. */
const longestWaitSeconds = 60

/**
 * Opens Probot on a GitHub host. All requests, also those for tokens, go through the guard.
 * @throws AppError `invalid-configuration` where the key is none
 */
export async function openProbot({ apiUrl, app, log, modeOf, fetch }: ClientOptions): Promise<Probot> {
  checkKey(app.privateKey)
  const probot = new Probot({
    appId: app.id,
    privateKey: app.privateKey,
    // Probot's default is a word everybody knows. Signatures are checked before it hears of a webhook, so where none is
    // set, none must be right.
    secret: app.webhookSecret ?? crypto.randomUUID(),
    baseUrl: apiUrl,
    log,
    request: { fetch: createGuardedFetch(apiUrl, modeOf, fetch) },
    Octokit: ProbotOctokit.defaults({
      retry: { retries: mostRetries },
      throttle: {
        onRateLimit: (wait: number, _options: object, _octokit: object, retries: number) =>
          retries < mostRetries && wait <= longestWaitSeconds,
        onSecondaryRateLimit: (wait: number, _options: object, _octokit: object, retries: number) =>
          retries < mostRetries && wait <= longestWaitSeconds,
      },
    }),
  })
  // Its constructor starts what may fail and swallows the error; here it comes out.
  return probot.ready()
}

/** Opens a Probot that hears of webhooks and asks GitHub nothing, so that it needs no App. */
export async function openListener(log: Logger): Promise<Probot> {
  const probot = new Probot({
    // Without a token it wants the key of an App. Neither is ever sent.
    githubToken: 'none',
    secret: crypto.randomUUID(),
    log,
    request: {
      fetch: async () => {
        throw new Error('who listens to webhooks asks GitHub nothing')
      },
    },
    Octokit: ProbotOctokit,
  })
  return probot.ready()
}

/** Probot finds out at its first request, minutes later. */
function checkKey(privateKey: string): void {
  try {
    createPrivateKey(privateKey)
  } catch (cause) {
    throw new AppError('invalid-configuration', 'The private key of the GitHub App is none in PEM form.', {
      cause,
    })
  }
}
