import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import about from '../package.json' with { type: 'json' }
import { createCallLimit } from './api/call-limit.ts'
import type { Identify } from './api/v1/identify.ts'
import { openApi } from './api/v1/open-api.ts'
import { createConsoleApi } from './console-api.ts'
import { createIdempotencyKeys } from './database/idempotency-keys.ts'
import type { Store } from './database/store.ts'

/** A page asks some ten times when it is opened; programs page through lists. */
const callLimits = { perCaller: 600, ofStrangers: 600, windowMs: 60_000 }

export interface ConsoleOptions {
  readonly store: Store
  readonly log: Logger
  readonly identify: Identify
  readonly now: () => Date
}

/** Opens the API of the console and of programs on a listener. */
export async function openConsole(
  server: FastifyInstance,
  { store, log, identify, now }: ConsoleOptions,
): Promise<void> {
  await openApi(server, {
    resources: createConsoleApi({ store, now }),
    identify,
    keys: createIdempotencyKeys(store),
    limit: createCallLimit({ ...callLimits, now: () => now().getTime() }),
    log,
    version: about.version,
  })
}
