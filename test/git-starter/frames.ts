import { readSync, writeSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'

/** Writes a value to a pipe: its length in four bytes, and the value as V8 writes it. */
export function writeFrame(pipe: number, value: unknown): void {
  const content = serialize(value)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(content.length)
  for (const bytes of [length, content])
    for (let written = 0; written < bytes.length;) written += writeSync(pipe, bytes, written)
}

/** Waits for a value. @returns undefined where the other side has ended */
export function readFrame(pipe: number): unknown {
  const length = readBytes(pipe, 4)
  const content = length && readBytes(pipe, length.readUInt32LE())
  return content && deserialize(content)
}

function readBytes(pipe: number, count: number): Buffer | undefined {
  const bytes = Buffer.alloc(count)
  for (let read = 0; read < count;) {
    const more = readSync(pipe, bytes, read, count - read, null)
    if (more === 0) return undefined
    read += more
  }
  return bytes
}
