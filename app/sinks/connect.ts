import net from 'node:net'
import { resolveAllowed } from '../notifications/channels/resolve-allowed.ts'
import { lookupTo, refusedByName } from '../notifications/channels/send-request.ts'
import type { SinkNetwork } from './sink.ts'

/**
 * A connection that TLS is to run over, by a proxy where the settings name one for that host.
 * @throws AddressRefused
 */
export async function connectTo(
  host: string,
  port: number,
  network: SinkNetwork,
  signal: AbortSignal,
): Promise<net.Socket> {
  const tunnel = network.tunnel?.(host, port, signal)
  if (!tunnel) {
    const lookup = lookupTo(await resolveAllowed(host, { ...network, isPlain: false }))
    return net.connect({ host, port, lookup })
  }
  // Awaited together: a refused address must not leave a connection behind.
  const [socket, refused] = await Promise.all([tunnel, refusedByName(host, network)])
  if (!refused) return socket
  socket.destroy()
  throw refused
}
