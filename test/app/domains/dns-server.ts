import { createSocket } from 'node:dgram'
import { onTestFinished } from 'vitest'

/** What a name server answers with; `silent`: nothing at all. */
export type Zone = Readonly<Record<string, readonly string[] | 'servfail' | 'refused' | 'silent'>>

export interface DnsServer {
  /** `127.0.0.1:5353` */
  readonly address: string
  /** What it answers from now on. Names that are not in it do not exist. */
  zone: Zone
  /** The names it was asked for, in order. */
  readonly asked: readonly string[]
}

const codes = { servfail: 2, 'no-name': 3, refused: 5 } as const

/** A name server on this machine that knows TXT records (RFC 1035, 4). It is closed after the test. */
export async function openDnsServer(zone: Zone): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const asked: string[] = []
  const server = { address: '', zone, asked }
  socket.on('message', (query, { port, address }) => {
    const { name, end } = nameIn(query)
    asked.push(name)
    const known = server.zone[name] ?? 'no-name'
    if (known === 'silent') return
    const question = query.subarray(12, end + 4)
    const records = typeof known === 'string' ? [] : known
    const code = typeof known === 'string' ? codes[known] : 0
    const header = Buffer.alloc(12)
    header.writeUInt16BE(query.readUInt16BE(0), 0)
    header.writeUInt16BE(0x85_80 | code, 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(records.length, 6)
    socket.send(Buffer.concat([header, question, ...records.map(txtRecord)]), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  onTestFinished(() => void socket.close())
  server.address = `127.0.0.1:${socket.address().port}`
  return server
}

function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}

/** In parts of 255 bytes, as a long record is sent. */
function txtRecord(text: string): Buffer {
  const bytes = Buffer.from(text)
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255)
    parts.push(Buffer.from([part.length]), part)
  }
  const data = Buffer.concat(parts)
  const head = Buffer.alloc(12)
  // The name of the question, by its place; TXT; IN; no time to live.
  head.writeUInt16BE(0xc0_0c, 0)
  head.writeUInt16BE(16, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
