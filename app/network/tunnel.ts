import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { shownProxy } from './route.ts'

/** A proxy that did not let through; the message names it and the host, and no password. */
export class TunnelRefused extends Error {
  readonly code = 'TUNNEL_REFUSED'
}

/**
 * A connection to a host by a proxy, as its CONNECT makes it: the proxy asks for the name, and sees nothing of what is said.
 * @throws TunnelRefused
 */
export function openTunnel(
  proxy: URL,
  { host, port }: { readonly host: string; readonly port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const refused = (why: string, cause?: unknown): TunnelRefused =>
    new TunnelRefused(
      `the proxy ${shownProxy(proxy)} did not connect to ${target}: ${why}`,
      cause === undefined ? {} : { cause },
    )
  const { username, password } = proxy
  const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const { request } = proxy.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const asking = request({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      agent: false,
      signal,
      headers: {
        host: target,
        ...(username !== '' && { 'proxy-authorization': `Basic ${Buffer.from(secret).toString('base64')}` }),
      },
    })
    asking.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(
        refused(statusCode === 407 ? 'it asks for a name and a password (407)' : `it answered ${statusCode}`),
      )
    })
    asking.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.message
      reject(refused(code, error))
    })
    asking.end()
  })
}
