import { Resolver } from 'node:dns/promises'

/** Somebody who is asked for the records of a domain. */
export interface TxtResolver {
  /** As people are told of it: `1.1.1.1`, or `system`. */
  readonly name: string
  /**
   * The TXT records of a name, each put together of its parts.
   * @throws an error with a `code` of c-ares: `ENODATA`, `ENOTFOUND`, `ETIMEOUT` …
   */
  readonly resolveTxt: (name: string) => Promise<readonly string[]>
}

/** Stands for the servers that this machine uses. */
export const systemResolver = 'system'

/** A server that does not answer is asked twice, and waited for six seconds altogether. */
const timeoutMs = 2000
const tries = 2

/**
 * Opens one resolver for each server, so that each answers for itself: servers of one list stand in for each other, and what only one of
 * them has would not be seen.
 * @param servers addresses, with a port where it is not 53 (`127.0.0.1:5353`), or `system`
 */
export const openResolvers = (servers: readonly string[]): readonly TxtResolver[] =>
  servers.map((server) => {
    const resolver = new Resolver({ timeout: timeoutMs, tries })
    if (server !== systemResolver) resolver.setServers([server])
    return {
      name: server,
      // A record longer than 255 bytes comes in parts, which belong together without anything between them (RFC 7208, 3.3).
      resolveTxt: async (name) => (await resolver.resolveTxt(name)).map((parts) => parts.join('')),
    }
  })

/** Whether a text names a server as `openResolvers` takes it. */
export function isResolver(server: string): boolean {
  if (server === systemResolver) return true
  try {
    new Resolver().setServers([server])
    return true
  } catch {
    return false
  }
}
