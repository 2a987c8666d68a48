import type { Logger } from 'pino'
import { AppError } from '../scanner/errors.ts'
import { createListener } from './api/create-listener.ts'
import { addHealth } from './api/operations.ts'
import { allowedHosts, refuseOtherHosts } from './api/setup/allowed-hosts.ts'
import { createGate } from './api/setup/gate.ts'
import { addSetUp, type SetUpOutcome } from './api/setup/routes.ts'
import type { Config } from './config.ts'
import { keepCredentials } from './credentials.ts'
import { exchangeCode, type Exchanged, type MadeApp } from './github/exchange-code.ts'
import { appManifest } from './github/manifest.ts'
import { observePermissions } from './github/permissions.ts'
import { isEnterpriseServer, webAddressOf } from './github/web-address.ts'
import { closeListener, listen } from './listen.ts'

export interface SetUpOptions {
  readonly config: Config
  readonly log: Logger
  readonly signal: AbortSignal
  /** Shows the one address to the person who started the process, and to nobody else. */
  readonly showAddress: (address: string) => void
  /** Makes a secret known to the log. */
  readonly addSecret: (secret: string) => void
}

/**
 * Lets one person make the GitHub App and keeps its credentials.
 * @returns whether there are credentials now; false: the process was told to stop
 */
export async function runSetUp(options: SetUpOptions): Promise<boolean> {
  const { config, log, signal } = options
  let end: (isDone: boolean) => void = () => {}
  const ended = new Promise<boolean>((resolve) => (end = resolve))
  const stop = (): void => end(false)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const gate = createGate(() => performance.now())
  options.addSecret(gate.token)
  const server = createListener(log, { isHttps: config.publicUrl?.startsWith('https:') ?? false })
  let port = config.listen.port
  refuseOtherHosts(server, () => allowedHosts({ ...config.listen, port }, config.publicUrl))
  addHealth(server, [{ name: 'set-up', problem: () => 'it is open: the App is still to be made' }])
  addSetUp(server, {
    gate,
    permissions: observePermissions,
    webAddress: webAddressOf(config.githubApiUrl),
    publicUrl: config.publicUrl,
    manifest: (organization, redirectUrl) => manifestText(config, organization, redirectUrl),
    finish: createFinish(options),
    done: () => end(true),
  })
  try {
    port = await listen(server, config.listen)
    const base = config.publicUrl ?? `http://${shownHost(config.listen.host)}:${port}`
    options.showAddress(new URL(`/setup?token=${gate.token}`, base).href)
    log.info('the set-up is open')
    return await ended
  } finally {
    signal.removeEventListener('abort', stop)
    await closeListener(server)
  }
}

/** Exchanges each code once, whatever happens to what follows: GitHub hands the credentials out only once. */
function createFinish({ config, log, addSecret }: SetUpOptions): (code: string) => Promise<SetUpOutcome> {
  const made = new Map<string, MadeApp>()
  const exchanging = new Map<string, Promise<Exchanged>>()
  const exchange = async (code: string): Promise<Exchanged> => {
    const known = made.get(code)
    if (known) return { kind: 'made', app: known }
    // A page that is loaded twice at once must not use the code up twice.
    const asked = exchanging.get(code) ?? exchangeCode(config.githubApiUrl, code)
    exchanging.set(code, asked)
    const exchanged = await asked.finally(() => exchanging.delete(code))
    if (exchanged.kind === 'made') made.set(code, exchanged.app)
    return exchanged
  }
  let kept: Promise<void> | undefined
  return async (code) => {
    const exchanged = await exchange(code)
    if (exchanged.kind !== 'made') return exchanged
    const { app } = exchanged
    for (const secret of [app.privateKey, app.clientSecret, app.webhookSecret]) if (secret) addSecret(secret)
    try {
      kept ??= keep(config, app)
      await kept
    } catch (error) {
      kept = undefined
      log.error({ err: error }, 'the credentials could not be kept')
      return { kind: 'not-kept', problem: error instanceof AppError ? `${error.message} ${error.todo}` : '' }
    }
    log.info({ app: app.slug, id: app.id }, 'the App is made')
    return { kind: 'made', name: app.name, installUrl: `${app.page}/installations/new` }
  }
}

const keep = (config: Config, app: MadeApp): Promise<void> =>
  keepCredentials(config.dataFolder, {
    apiUrl: config.githubApiUrl,
    id: app.id,
    slug: app.slug,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    privateKey: app.privateKey,
    webhookSecret: app.webhookSecret,
  })

/** GitHub's limit of an App's name. */
const longestName = 34

const manifestText = (config: Config, organization: string, redirectUrl: string): string =>
  JSON.stringify(
    appManifest({
      name: `Gatehouse of ${organization}`.slice(0, longestName),
      redirectUrl,
      publicUrl: config.publicUrl,
      isEnterpriseServer: isEnterpriseServer(config.githubApiUrl),
    }),
  )

/** An address to open in a browser on this machine. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
