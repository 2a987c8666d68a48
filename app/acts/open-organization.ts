import type { Logger } from 'pino'
import { readHost } from '../database/organizations.ts'
import type { Store } from '../database/store.ts'
import type { GitHubOrganization } from '../enforcement/github.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { openHost } from '../github/open-host.ts'
import type { HostAccess } from '../host-access.ts'
import { AppError } from '../../scanner/errors.ts'

export interface OpenOrganizationParts {
  readonly store: Store
  readonly hosts: readonly HostAccess[]
  readonly log: Logger
  readonly signal: AbortSignal
}

/**
 * Opens an organization for one question of somebody who waits, to be asked and never to be written to. What GitHub does not answer in time,
 * or not now, is an AppError `unavailable`, here and in every answer.
 */
export type OpenOrganization = (organization: KnownOrganization) => Promise<GitHubOrganization>

/** Nobody waits longer for GitHub. */
const longestMs = 15_000

export const createOpenOrganization =
  ({ store, hosts, log, signal }: OpenOrganizationParts): OpenOrganization =>
  async ({ id, hostId, login, installation }) => {
    const name = (await readHost(store, hostId))?.name
    const access = hosts.find(({ host }) => host.name === name)
    if (!access || installation.isSuspended) throw notNow()
    try {
      const { app } = access.current() ?? (await access.read())
      const host = await openHost({
        name: access.host.name,
        apiUrl: access.host.apiUrl,
        app,
        // One question is not worth remembering.
        memory: { load: async () => new Map(), keep: async () => {} },
        log,
        modeOf: () => 'observe',
        signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]),
      })
      return orUnavailable(
        await host.openOrganization({ id, login, installationId: installation.installationId }),
      )
    } catch (cause) {
      throw notNow({ cause })
    }
  }

const notNow = (options?: { readonly cause: unknown }): AppError =>
  new AppError('unavailable', 'GitHub could not be asked.', options)

/** Makes every failure to answer one that whoever waits is told: nobody tries it again for them, as the queue does for work. */
function orUnavailable<Asked extends object>(asked: Asked): Asked {
  return new Proxy(asked, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof value === 'function')
        return (...given: readonly unknown[]) => {
          const answer: unknown = Reflect.apply(value, target, given)
          return answer instanceof Promise ? answer.catch(tellUnavailable) : answer
        }
      return typeof value === 'object' && value !== null ? orUnavailable(value) : value
    },
  })
}

function tellUnavailable(cause: unknown): never {
  throw cause instanceof AppError ? cause : notNow({ cause })
}
