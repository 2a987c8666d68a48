import pino from 'pino'
import type { Config } from './config.ts'
import { readHost } from './database/organizations.ts'
import type { Store } from './database/store.ts'
import { type LookedAtHost, openHost } from './github/open-host.ts'
import { findHosts } from './hosts.ts'

/** It is a command that asks, which tells people on the terminal what there is to tell. */
const log = pino({ level: 'silent' })

/**
 * Opens a GitHub host for one command, to be asked and never to be written to.
 * @param hostId our id
 * @returns undefined where the credentials of our App on it are not at hand
 */
export async function openHostOnce(
  config: Config,
  store: Store,
  hostId: string,
  signal: AbortSignal,
): Promise<LookedAtHost | undefined> {
  const name = (await readHost(store, hostId))?.name
  const host = (await findHosts(config))?.find((one) => one.name === name)
  if (host === undefined) return undefined
  const { app } = await host.readCredentials()
  return openHost({
    name: host.name,
    apiUrl: host.apiUrl,
    app,
    // One question is not worth remembering.
    memory: { load: async () => new Map(), keep: async () => {} },
    log,
    modeOf: () => 'observe',
    signal,
  })
}
