import { AppError } from '../scanner/errors.ts'
import type { Config } from './config.ts'
import { type AppCredentials, readCredentials } from './credentials.ts'
import type { ClientCredentials } from './github/sign-in/options.ts'

export interface FoundCredentials {
  readonly app: AppCredentials
  /** undefined: nobody can sign in. */
  readonly signIn: ClientCredentials | undefined
}

/**
 * The App's credentials: of the environment, else those that the set-up kept.
 * @returns undefined where the App is still to be made
 * @throws AppError `invalid-configuration`
 */
export async function findCredentials(config: Config): Promise<FoundCredentials | undefined> {
  if (config.app) return { app: config.app, signIn: config.signIn }
  const kept = await readCredentials(config.dataFolder, config.githubApiUrl)
  if (kept === undefined) {
    if (!config.workOnly) return undefined
    throw new AppError(
      'invalid-configuration',
      'With WORK_ONLY no set-up opens: GITHUB_APP_ID and GITHUB_PRIVATE_KEY must be set, or DATA_FOLDER be that of the set-up.',
    )
  }
  const webhookSecret = kept.webhookSecret ?? config.webhookSecret
  if (config.publicUrl !== undefined && webhookSecret === undefined && !config.workOnly) {
    throw new AppError(
      'invalid-configuration',
      'With PUBLIC_URL webhooks are expected, and this App was made without a secret for them: set one on GitHub and as GITHUB_WEBHOOK_SECRET.',
    )
  }
  const { id, privateKey, clientId, clientSecret } = kept
  return { app: { id, privateKey, webhookSecret }, signIn: config.signIn ?? { clientId, clientSecret } }
}
