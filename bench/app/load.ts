import { connect } from 'node:net'

/** What a load did. */
export interface LoadResult {
  readonly seconds: number
  readonly answered: number
  /** Answers other than the wanted one, and connections that broke. */
  readonly errors: number
  /** Of each answer, in milliseconds, ascending. */
  readonly latencies: Float64Array
}

export interface LoadOptions {
  readonly port: number
  /** Each has one request under way at a time, on one connection that stays open. */
  readonly connections: number
  readonly seconds: number
  /** A whole HTTP request: head and body. */
  readonly nextRequest: () => Buffer
  /** `HTTP/1.1 202` */
  readonly wanted: string
}

/** Plain sockets, because an HTTP client costs as much as the server, and they share the processors. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const latencies: number[] = []
  let errors = 0
  const begun = performance.now()
  const until = begun + options.seconds * 1000
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      runConnection(options, until, (took) => {
        if (took === undefined) errors += 1
        else latencies.push(took)
      }),
    ),
  )
  const seconds = (performance.now() - begun) / 1000
  return { seconds, answered: latencies.length, errors, latencies: Float64Array.from(latencies).toSorted() }
}

function runConnection(
  { port, nextRequest, wanted }: LoadOptions,
  until: number,
  report: (took: number | undefined) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let sentAt = 0
    let received = ''
    const send = (): void => {
      if (performance.now() >= until) return void socket.end()
      const request = nextRequest()
      received = ''
      sentAt = performance.now()
      socket.write(request)
    }
    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('data', (piece) => {
      received += piece.toString()
      if (!isWhole(received)) return
      report(received.startsWith(wanted) ? performance.now() - sentAt : undefined)
      send()
    })
    socket.on('error', () => report(undefined))
    socket.on('close', () => resolve())
  })
}

function isWhole(received: string): boolean {
  const end = received.indexOf('\r\n\r\n')
  if (end === -1) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1] ?? '0'
  return received.length >= end + 4 + Number(length)
}

/** @param part 0.5: the median */
export const quantile = ({ latencies }: LoadResult, part: number): number =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * part))] ?? Number.NaN
