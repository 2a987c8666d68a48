import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import tls from 'node:tls'
import type { AllowedAddresses } from './allowed-addresses.ts'
import { AddressRefused, type Resolve, resolveAllowed, type Resolved } from './resolve-allowed.ts'

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** PEM: the only authorities whose certificates are accepted; left out: those that Node knows. */
  readonly ca?: string
  readonly signal?: AbortSignal
}

export interface ReceivedAnswer {
  readonly status: number
  /** The header of that name, in small letters. */
  readonly header: (name: string) => string | undefined
  /** At most 256 KiB of it. */
  readonly text: string
  /** Whether there was more. */
  readonly isCut: boolean
}

export type SendRequest = (request: OutgoingRequest) => Promise<ReceivedAnswer>

export interface SendOptions {
  readonly addresses: AllowedAddresses
  readonly resolve: Resolve
  readonly tunnel?: Tunnel
  /** Milliseconds from the beginning to the end of the answer. */
  readonly timeoutMs: number
}

/** A connection to a host by a proxy; undefined: it is reached directly. */
export type Tunnel = (host: string, port: number, signal: AbortSignal) => Promise<Socket> | undefined

const longestAnswer = 256 * 1024

/**
 * Makes requests to addresses that people have set, and to no place that they must not lead to: every address of a name is checked,
 * and the one that was checked is the one that is connected to. Redirects are answers like any other and are never followed. Each
 * request has a connection of its own, so that none goes on one that was checked for another name.
 *
 * Node's own client takes the lookup as an option; a package would only hand it through.
 */
export const createSendRequest =
  (options: SendOptions): SendRequest =>
  async (request) => {
    const url = new URL(request.url)
    const isPlain = url.protocol !== 'https:'
    const name = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const signals = [AbortSignal.timeout(options.timeoutMs), ...(request.signal ? [request.signal] : [])]
    const signal = AbortSignal.any(signals)
    // What is not encrypted goes to private addresses alone, and by no proxy.
    const port = Number(url.port) || 443
    const tunnel = isPlain ? undefined : options.tunnel?.(name, port, signal)
    if (tunnel) {
      // Awaited together: a refused address must not leave a connection behind.
      const [socket, refused] = await Promise.all([tunnel, refusedByName(name, options)])
      if (refused) {
        socket.destroy()
        throw refused
      }
      return exchange(url, request, { createConnection: () => secured(socket, name, request.ca) }, signal)
    }
    // Also for an address that stands in the URL itself, of which Node asks nobody.
    const [first, ...others] = await resolveAllowed(name, { ...options, isPlain })
    return exchange(url, request, { agent: false, lookup: lookupTo([first, ...others]) }, signal)
  }

const secured = (socket: Socket, name: string, ca: string | undefined): Socket =>
  tls.connect({
    socket,
    ...(isIP(name) === 0 && { servername: name }),
    ...(ca !== undefined && { ca }),
  })

/**
 * Where a proxy asks for the name, what it leads to is for the proxy to say; but a name of which we are told that it leads inside is refused
 * as it would be without one. One that nobody here knows is left to the proxy.
 */
export async function refusedByName(
  name: string,
  { addresses, resolve }: Pick<SendOptions, 'addresses' | 'resolve'>,
): Promise<AddressRefused | undefined> {
  try {
    await resolveAllowed(name, { addresses, resolve, isPlain: false })
    return undefined
  } catch (error) {
    // A failed question of DNS is usual behind a proxy.
    return error instanceof AddressRefused ? error : undefined
  }
}

/** Knows nothing but what was checked. */
export const lookupTo =
  (resolved: readonly [Resolved, ...Resolved[]]): LookupFunction =>
  (_name, { all }, callback) => {
    if (all === true) callback(null, [...resolved])
    else callback(null, resolved[0].address, resolved[0].family)
  }

function exchange(
  url: URL,
  { method, headers, body, ca }: OutgoingRequest,
  // With an agent of its own Node would make the connection by itself.
  connecting:
    | { readonly agent: false; readonly lookup: LookupFunction }
    | { readonly createConnection: () => Socket },
  signal: AbortSignal,
): Promise<ReceivedAnswer> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        method,
        ...connecting,
        signal,
        ...(ca !== undefined && { ca }),
        headers: {
          'user-agent': 'Gatehouse',
          accept: 'application/json',
          ...headers,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
      },
      (answer) => void readAnswer(answer).then(resolve, reject),
    )
    asking.on('error', reject)
    // While an answer is being read, what ends it would otherwise look like a connection that broke.
    const end = (): void => reject(signal.reason instanceof Error ? signal.reason : new Error('it was ended'))
    signal.addEventListener('abort', end, { once: true })
    asking.end(body)
  })
}

async function readAnswer(answer: http.IncomingMessage): Promise<ReceivedAnswer> {
  const chunks: Buffer[] = []
  let length = 0
  let isCut = false
  for await (const chunk of answer) {
    // oxlint-disable-next-line no-unsafe-type-assertion -- without an encoding a stream of HTTP gives bytes
    const bytes = Buffer.from(chunk as Uint8Array)
    chunks.push(bytes)
    length += bytes.length
    if (length < longestAnswer) continue
    // The rest is not waited for.
    isCut = true
    break
  }
  answer.destroy()
  return {
    status: answer.statusCode ?? 0,
    header: (name) => {
      const value = answer.headers[name]
      return Array.isArray(value) ? value[0] : value
    },
    text: Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8'),
    isCut,
  }
}

/** Why a request came to nothing, in words without the address, which may be a secret. */
export function whyNotSent(error: unknown): string {
  if (error instanceof AddressRefused) return error.message
  if (!(error instanceof Error)) return 'it could not be sent'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  // Its message names host and proxy, and no secret.
  if (code === 'TUNNEL_REFUSED') return error.message
  return code === undefined ? 'the connection failed' : `the connection failed (${code})`
}
