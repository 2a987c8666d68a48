import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { AllowedAddresses } from './allowed-addresses.ts'
import { AddressRefused, type Resolve, resolveAllowed, type Resolved } from './resolve-allowed.ts'

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
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
  /** Milliseconds from the beginning to the end of the answer. */
  readonly timeoutMs: number
}

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
    // Also for an address that stands in the URL itself, of which Node asks nobody.
    const [first, ...others] = await resolveAllowed(name, { ...options, isPlain })
    const signals = [AbortSignal.timeout(options.timeoutMs), ...(request.signal ? [request.signal] : [])]
    return exchange(url, request, lookupTo([first, ...others]), AbortSignal.any(signals))
  }

/** Knows nothing but what was checked. */
const lookupTo =
  (resolved: readonly [Resolved, ...Resolved[]]): LookupFunction =>
  (_name, { all }, callback) => {
    if (all === true) callback(null, [...resolved])
    else callback(null, resolved[0].address, resolved[0].family)
  }

function exchange(
  url: URL,
  { method, headers, body }: OutgoingRequest,
  lookup: LookupFunction,
  signal: AbortSignal,
): Promise<ReceivedAnswer> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        method,
        agent: false,
        lookup,
        signal,
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
  return code === undefined ? 'the connection failed' : `the connection failed (${code})`
}
