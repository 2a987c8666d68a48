import type net from 'node:net'
import { Duplex } from 'node:stream'

/** A TCP connection for TLS to run over, which knows of what kind the last record was that came in. */
export interface WatchedSocket {
  readonly stream: Duplex
  /** Whether the other side has said by TLS, as the last thing, that it closes. */
  readonly isClosed: () => boolean
  readonly destroy: () => void
}

/** Type of a record that is an alert, and of one that is encrypted. Source: RFC 8446, 5.1; RFC 5246, 6.2.1. */
const alert = 21
const encrypted = 23
/**
 * From TLS 1.3 on alerts are encrypted, and told by their length: 2 bytes, their type, and 16 of authentication. A session's ticket, which
 * is all that a receiver sends besides, has more than 70.
 */
const longestAlert = 64
const headerLength = 5

/**
 * Node tells the end of a connection whether or not `close_notify` came before it. Whether it did is what distinguishes a receiver that has
 * read everything from one that died, so records are followed here.
 */
export function watchSocket(raw: net.Socket): WatchedSocket {
  let header = Buffer.alloc(0)
  let left = 0
  let isAlert = false
  const follow = (chunk: Buffer): void => {
    for (let at = 0; at < chunk.length;) {
      if (left > 0) {
        const taken = Math.min(left, chunk.length - at)
        left -= taken
        at += taken
        continue
      }
      const part = chunk.subarray(at, at + headerLength - header.length)
      header = Buffer.concat([header, part])
      at += part.length
      if (header.length < headerLength) continue
      left = header.readUInt16BE(3)
      isAlert = header[0] === alert || (header[0] === encrypted && left <= longestAlert)
      header = Buffer.alloc(0)
    }
  }
  const stream = new Duplex({
    read: () => void raw.resume(),
    write: (chunk: Buffer, _encoding, done) => void raw.write(chunk, done),
    final: (done) => void raw.end(done),
    destroy: (error, done) => {
      raw.destroy()
      done(error)
    },
  })
  raw.on('data', (chunk) => {
    follow(chunk)
    if (!stream.push(chunk)) raw.pause()
  })
  raw.on('end', () => stream.push(null))
  raw.on('error', (error) => stream.destroy(error))
  raw.on('close', () => stream.destroy())
  return { stream, isClosed: () => isAlert && left === 0, destroy: () => void raw.destroy() }
}
