import net from 'node:net'
import tls from 'node:tls'
import { connectTo } from '../connect.ts'
import type { SettingsOf } from '../settings.ts'
import {
  delivered,
  type SinkBatch,
  type SinkEvent,
  type SinkKind,
  type SinkNetwork,
  type SinkOutcome,
} from '../sink.ts'
import { failedBy } from '../why-failed.ts'
import { watchSocket } from './watched-socket.ts'

type Settings = SettingsOf<'syslog'>

/**
 * Syslog (RFC 5424) over TLS with octet counting (RFC 5425). Syslog has no acknowledgement, and what the kernel has taken is lost when a
 * receiver dies. So each batch has a connection of its own, which we end by `close_notify`: a receiver that has read everything answers with
 * its own (RFC 5425, 4.4), and one that died does not.
 */
export const syslogSink: SinkKind<Settings> = {
  limits: { events: 1000, bytes: 2 * 1024 * 1024 },
  doubles: true,
  collectSeconds: () => 0,
  receiverOf: ({ host, port }) => `${host}:${port}`,
  open: (settings, secret, network) => ({
    deliver: async (batch, signal) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(network.timeoutMs)])
      const bytes = framed(batch, settings, network.hostName)
      try {
        return await send(bytes, settings, secret(), network, limit)
      } catch (error) {
        return failedBy(limit.aborted ? limit.reason : error)
      }
    },
  }),
}

function framed({ events }: SinkBatch, settings: Settings, hostName: string): Buffer {
  const frames = events.map((event) => {
    const message = Buffer.from(messageOf(event, settings, hostName))
    return Buffer.concat([Buffer.from(`${message.length} `), message])
  })
  return Buffer.concat(frames)
}

/** Of syslog, by OCSF's: informational, notice, warning, error, critical. Source: RFC 5424, 6.2.1. */
const severities: Readonly<Record<number, number>> = { 1: 6, 2: 5, 3: 4, 4: 3, 5: 2 }

/** Source: RFC 5424, 6. The text is ASCII, so that no byte order mark stands before the JSON. */
export function messageOf(
  { at, kind, severity, text }: SinkEvent,
  settings: Settings,
  hostName: string,
): string {
  const priority = settings.facility * 8 + (severities[severity] ?? 6)
  const host = hostName.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 255) || '-'
  const id = kind.replaceAll(/[^\x21-\x7e]/g, '').slice(0, 32) || '-'
  return `<${priority}>1 ${at.toISOString()} ${host} ${settings.appName} - ${id} - ${asciiJson(text)}`
}

/** JSON says every character in ASCII too. */
const asciiJson = (text: string): string =>
  text.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

async function send(
  bytes: Buffer,
  { host, port, ca, clientCertificate, confirms }: Settings,
  key: string,
  network: SinkNetwork,
  signal: AbortSignal,
): Promise<SinkOutcome> {
  const watched = watchSocket(await connectTo(host, port, network, signal))
  const socket = tls.connect({
    socket: watched.stream,
    ...(net.isIP(host) === 0 && { servername: host }),
    host,
    ...(ca !== undefined && { ca }),
    ...(clientCertificate !== undefined && { cert: clientCertificate, key }),
    minVersion: 'TLSv1.2',
  })
  const end = (): void => void socket.destroy(new Error('ended'))
  signal.addEventListener('abort', end, { once: true })
  try {
    return await exchange(socket, bytes, confirms, watched.isClosed)
  } finally {
    signal.removeEventListener('abort', end)
    socket.destroy()
    watched.destroy()
  }
}

/** Writes, ends, and waits for the other side's end. */
function exchange(
  socket: tls.TLSSocket,
  bytes: Buffer,
  confirms: boolean,
  isClosed: () => boolean,
): Promise<SinkOutcome> {
  return new Promise((resolve, reject) => {
    socket.on('error', reject)
    socket.on('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
    socket.on('end', () =>
      resolve(
        isClosed() || !confirms
          ? delivered
          : { kind: 'failed', problem: { code: 'syslog-unconfirmed' }, mayHaveArrived: true },
      ),
    )
    socket.once('secureConnect', () => {
      socket.resume()
      socket.end(bytes)
    })
  })
}
