import net from 'node:net'
import tls from 'node:tls'
import { nameIn } from './open-network.ts'
import { type Route, shownProxy } from './route.ts'
import { openTunnel, TunnelRefused } from './tunnel.ts'

type Fetch = typeof globalThis.fetch

/** OpenSSL's words for "nobody whom I know vouches for it". Source: Node, "TLS: X509 certificate error codes". */
const unknownAuthority = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
const probeMs = 3000

/** A `fetch` whose failures say which host, by which proxy, and whose certificate was missing. */
export const explainingFetch =
  (route: Route, fetch: Fetch = globalThis.fetch): Fetch =>
  async (input, init) => {
    try {
      return await fetch(input, init)
    } catch (error) {
      // Only what failed below HTTP: what ended it on purpose stays what it is.
      if (!(error instanceof TypeError) || error.cause === undefined) throw error
      const { hostname, port, protocol } = new URL(input instanceof Request ? input.url : input)
      const host = hostname.replace(/^\[(.*)\]$/, '$1')
      const at = { host, port: Number(port) || (protocol === 'https:' ? 443 : 80) }
      throw new Error(await explain(error.cause, at, route), { cause: error })
    }
  }

/** Why a host was not reached, in words without anything secret. */
export async function explain(
  cause: unknown,
  { host, port }: { readonly host: string; readonly port: number },
  route: Route,
): Promise<string> {
  const proxy = route(host, port)
  const by = proxy ? ` by the proxy ${shownProxy(proxy)}` : ''
  const where = `${host}:${port} was not reached${by}`
  const code = codeOf(cause)
  if (code !== undefined && unknownAuthority.has(code)) {
    const issuer = await issuerOf({ host, port }, proxy)
    const who = issuer === undefined ? 'an authority' : `"${issuer}"`
    return `${where}: its certificate was issued by ${who}, which is not known here. Put that authority's certificate into CA_FILE.`
  }
  if (code === 'CERT_HAS_EXPIRED') return `${where}: its certificate has expired.`
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return `${where}: its certificate is of another host.`
  const words = cause instanceof Error ? cause.message : 'the connection failed'
  const hint =
    proxy === undefined &&
    (code === 'ENOTFOUND' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
      ? ' Where it is behind a proxy, set HTTPS_PROXY.'
      : ''
  return `${where}: ${code === undefined || words.includes(code) ? words : `${words} (${code})`}.${hint}`
}

function codeOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined
  if ('code' in cause && typeof cause.code === 'string' && cause.code !== 'UND_ERR_SOCKET') return cause.code
  return codeOf(cause.cause)
}

/** Who issued the certificate that a host shows; nothing is sent to it. undefined: it does not say. */
export async function issuerOf(
  { host, port }: { readonly host: string; readonly port: number },
  proxy: URL | undefined,
): Promise<string | undefined> {
  try {
    const socket = proxy ? await openTunnel(proxy, { host, port }, AbortSignal.timeout(probeMs)) : undefined
    return await new Promise((resolve) => {
      const looking = tls.connect({
        ...(socket ? { socket } : { host, port }),
        ...(net.isIP(host) === 0 && { servername: host }),
        // Only looked at, never spoken to: who issued it is what is asked.
        rejectUnauthorized: false,
        timeout: probeMs,
      })
      const end = (issuer: string | undefined): void => {
        looking.destroy()
        resolve(issuer)
      }
      looking.once('secureConnect', () => {
        const { issuer } = looking.getPeerX509Certificate() ?? {}
        end(issuer === undefined ? undefined : nameIn(issuer))
      })
      looking.once('timeout', () => end(undefined))
      looking.once('error', () => end(undefined))
    })
  } catch (error) {
    if (error instanceof TunnelRefused) return undefined
    throw error
  }
}
