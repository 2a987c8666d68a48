/** How other machines are reached; docs/running.md says it for people. */
export interface NetworkSettings {
  /** `http://proxy.acme.example:3128`, perhaps with a name and a password; undefined: directly. */
  readonly proxy: string | undefined
  /** Hosts that are reached directly all the same: `.acme.example, 10.0.0.7`. */
  readonly noProxy: string
  /** A file with certificates in PEM of authorities that are believed besides those that Node knows. */
  readonly caFile: string | undefined
}

/** The proxy for a host, or nothing where it is reached directly. */
export type Route = (host: string, port: number) => URL | undefined

/**
 * Which hosts are reached by the proxy, as Node decides it too: `*` is all, `.acme.example` and `*.acme.example` every host below,
 * anything else the host of that name alone; each may end with a port. Source: Node 24, "Built-in Proxy Support".
 */
export function routeOf({ proxy, noProxy }: Pick<NetworkSettings, 'proxy' | 'noProxy'>): Route {
  if (proxy === undefined) return () => undefined
  const url = new URL(proxy)
  const direct = noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry) => entry.toLowerCase())
  return (host, port) => {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1')
    return direct.some((entry) => isMeant(entry, name, port)) ? undefined : url
  }
}

function isMeant(entry: string, name: string, port: number): boolean {
  if (entry === '*') return true
  const [, host = entry, ofPort] = /^(.*[^:]):(\d+)$/.exec(entry) ?? []
  if (ofPort !== undefined && Number(ofPort) !== port) return false
  const suffix = /^\*?(\..+)$/.exec(host)?.[1]
  return suffix === undefined ? host === name : name.endsWith(suffix)
}

/** A proxy as messages call it: never with its password. */
export const shownProxy = ({ protocol, host }: URL): string => `${protocol}//${host}`
