import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import about from '../package.json' with { type: 'json' }
import type { Acting } from './acts/acting.ts'
import { createSinksApi } from './acts/sinks.ts'
import { createIdentityConnectionsApi } from './acts/identity-connections.ts'
import { createOpenOrganization } from './acts/open-organization.ts'
import { createCallLimit } from './api/call-limit.ts'
import { createCookies } from './api/sign-in/cookies.ts'
import { addSignIn } from './api/sign-in/routes.ts'
import { openApi } from './api/v1/open-api.ts'
import type { Config } from './config.ts'
import { createConsoleApi } from './console-api.ts'
import { createIdempotencyKeys } from './database/idempotency-keys.ts'
import { openSealer, type SealSettings } from './database/open-sealer.ts'
import { createScimStore } from './database/provisioning/scim-store.ts'
import type { Store } from './database/store.ts'
import { openResolvers, systemResolver } from './domains/resolvers.ts'
import type { ReadTicket } from './enforcement/requests/ticket.ts'
import type { HostAccess } from './host-access.ts'
import { sinkNetwork } from './open-sinks.ts'
import { openScim } from './scim/open-scim.ts'
import { createCompanyDoor } from './signing-in/company-door.ts'
import { createIdentify } from './signing-in/identify.ts'
import { lookAtGitHub, type Looker } from './signing-in/look-at-github.ts'
import { createDoor, signInOf } from './signing-in/open-door.ts'

/** A page asks some ten times when it is opened; programs page through lists. */
const callLimits = { perCaller: 600, ofStrangers: 600, windowMs: 60_000 }
/** A provider that tells of a whole company at once sends some 25 requests a second. */
const provisioningLimits = { perCaller: 6000, ofStrangers: 300, windowMs: 60_000 }
/** Of all who sign in. */
const signInLimits = { perCaller: 240, ofStrangers: 240, windowMs: 60_000 }

export interface ConsoleOptions {
  readonly config: Pick<Config, 'publicUrl' | 'siemPrivateAddresses' | 'sweepMinutes'> &
    Partial<Pick<Config, 'network' | 'dnsResolvers'>> &
    SealSettings &
    Acting['config']
  readonly hosts: readonly HostAccess[]
  readonly store: Store
  readonly log: Logger
  readonly signal: AbortSignal
  /** undefined: this process can read no tickets of other systems. */
  readonly readTicket: ReadTicket | undefined
  readonly now: () => Date
}

/** Opens the console on a listener: the door, and the API that pages and programs use. */
export async function openConsole(server: FastifyInstance, options: ConsoleOptions): Promise<void> {
  const { config, hosts, store, log, signal, readTicket, now } = options
  const open = createOpenOrganization({ store, hosts, log, signal })
  const { publicUrl } = config
  const clock = (): number => now().getTime()
  const cookies = createCookies(publicUrl?.startsWith('https:') ?? false)
  const sealer = openSealer(config)
  const onProblem = (host: string, error: string): void =>
    log.warn({ host, error }, 'nobody can sign in: GitHub does not accept what this deployment says')
  const looking = {
    store,
    sealer,
    now,
    signInOf: (host: string) => signInOf({ hosts, now, signal }, host),
  }
  const look = (looker: Looker): Promise<void> =>
    lookAtGitHub(looking, looker).catch((error: unknown) =>
      log.warn({ err: error }, 'what somebody can read on GitHub was not read'),
    )
  await addSignIn(server, {
    door: createDoor({ store, hosts, sealer, now, signal, look, onProblem }),
    company: createCompanyDoor({ store, sealer, now }),
    cookies,
    publicUrl,
    limit: createCallLimit({ ...signInLimits, now: clock }),
  })
  await openApi(server, {
    resources: {
      ...createConsoleApi(
        { config, store, open, readTicket, now },
        { sealer, sweepMinutes: config.sweepMinutes, version: about.version },
      ),
      sinks: createSinksApi({ store, sealer, network: sinkNetwork(config, now), signal, now }),
      identityConnections: createIdentityConnectionsApi({
        store,
        sealer,
        resolvers: openResolvers(config.dnsResolvers ?? [systemResolver]),
        now,
      }),
    },
    identify: createIdentify({ store, hosts, cookies, publicUrl, now, look }),
    keys: createIdempotencyKeys(store),
    limit: createCallLimit({ ...callLimits, now: clock }),
    log,
    version: about.version,
  })
  await openScim(server, {
    store: createScimStore(store, now),
    publicUrl,
    limit: createCallLimit({ ...provisioningLimits, now: clock }),
    log,
  })
}
