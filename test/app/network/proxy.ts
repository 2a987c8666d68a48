import { createServer } from 'node:http'
import net, { type AddressInfo, type Server } from 'node:net'
import { afterAll } from 'vitest'

export const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // oxlint-disable-next-line no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port
}

/**
 * A proxy that lets CONNECT through to whoever has the password. Names below acme.test lead to this machine, as only the DNS behind a proxy
 * may know.
 */
export async function startProxy(password: string) {
  const connected: string[] = []
  const sockets = new Set<net.Socket>()
  const server = createServer((_request, response) => void response.writeHead(405).end())
  server.on('connect', (request, socket: net.Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    const given = request.headers['proxy-authorization'] ?? ''
    if (Buffer.from(given.slice('Basic '.length), 'base64').toString() !== `gatehouse:${password}`) {
      const headers = 'Proxy-Authenticate: Basic realm="acme"\r\nContent-Length: 0\r\nConnection: close'
      socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${headers}\r\n\r\n`)
      return
    }
    const [host = '', port = ''] = (request.url ?? '').split(':')
    connected.push(host)
    const target = net.connect(Number(port), host.endsWith('.acme.test') ? '127.0.0.1' : host)
    target.on('error', () => socket.destroy())
    target.on('connect', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.pipe(socket).pipe(target)
    })
    socket.on('close', () => target.destroy())
  })
  const port = await listen(server)
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port, connected, url: `http://gatehouse:${encodeURIComponent(password)}@127.0.0.1:${port}` }
}
