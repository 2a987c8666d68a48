import net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import tls from 'node:tls'
import { resolveAllowed } from '../../notifications/channels/resolve-allowed.ts'
import { lookupTo } from '../../notifications/channels/send-request.ts'
import type { SettingsOf } from '../settings.ts'
import { delivered, type SinkBatch, type SinkEvent, type SinkKind, type SinkNetwork, type SinkOutcome } from '../sink.ts'
import { failedBy } from '../why-failed.ts'

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
export function messageOf({ at, kind, severity, text }: SinkEvent, settings: Settings, hostName: string): string {
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

/** A server gives out tickets when it likes; one that comes together with the end would look like a part of it. */
const ticketsMs = 100

async function send(
  bytes: Buffer,
  { host, port, ca, clientCertificate, confirms }: Settings,
  key: string,
  network: SinkNetwork,
  signal: AbortSignal,
): Promise<SinkOutcome> {
  const lookup = lookupTo(await resolveAllowed(host, { ...network, isPlain: false }))
  const raw = net.connect({ host, port, lookup })
  const socket = tls.connect({
    socket: raw,
    ...(net.isIP(host) === 0 && { servername: host }),
    host,
    ...(ca !== undefined && { ca }),
    ...(clientCertificate !== undefined && { cert: clientCertificate, key }),
    minVersion: 'TLSv1.2',
  })
  // Whichever of both fails, the other tells.
  raw.on('error', (error) => socket.destroy(error))
  socket.on('error', () => {})
  const end = (): void => void socket.destroy(new Error('ended'))
  signal.addEventListener('abort', end, { once: true })
  try {
    // Bytes of the wire that are known not to be the answer to our end.
    let known = 0
    let hasTickets = false
    socket.on('session', () => {
      known = raw.bytesRead
      hasTickets = true
    })
    await once(socket, 'secureConnect')
    known = raw.bytesRead
    // Until TLS 1.2 they come before the connection is open.
    hasTickets ||= socket.getProtocol() !== 'TLSv1.3'
    socket.resume()
    await new Promise<void>((resolve, reject) => {
      socket.write(bytes, (error) => (error ? reject(error) : resolve()))
      socket.once('error', reject)
    })
    for (let waited = 0; confirms && !hasTickets && waited < ticketsMs; waited += 5) await wait(5)
    const ended = once(socket, 'end')
    socket.end()
    await ended
    const isConfirmed = raw.bytesRead > known
    return isConfirmed || !confirms
      ? delivered
      : { kind: 'failed', problem: { code: 'syslog-unconfirmed' }, mayHaveArrived: true }
  } finally {
    signal.removeEventListener('abort', end)
    socket.destroy()
    raw.destroy()
  }
}

function once(socket: tls.TLSSocket, event: 'secureConnect' | 'end'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve)
    socket.once('error', reject)
    socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
  })
}
