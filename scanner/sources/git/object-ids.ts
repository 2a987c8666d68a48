import { idLength, type Repository } from './repository.ts'

/** One hex id a line, as git reads them from its input. @param length of an id in bytes */
export function hexLines(ids: Uint8Array, length: number): string {
  const hex = asBuffer(ids).toString('hex')
  let lines = ''
  for (let at = 0; at < hex.length; at += length * 2) lines += `${hex.slice(at, at + length * 2)}\n`
  return lines
}

/** The id with this index as hex. @param length of an id in bytes */
export function idAt(ids: Uint8Array, index: number, length: number): string {
  return asBuffer(ids).toString('hex', index * length, (index + 1) * length)
}

/** Hex ids as bytes, one after the other. */
export function packIds(repository: Repository, ids: readonly string[]): Uint8Array {
  const length = idLength(repository)
  const packed = Buffer.alloc(ids.length * length)
  for (const [index, id] of ids.entries()) packed.write(id, index * length, length, 'hex')
  return packed
}

/** Some of the ids, in this order. @param length of an id in bytes */
export function pickIds(ids: Uint8Array, indexes: readonly number[], length: number): Uint8Array {
  const picked = new Uint8Array(indexes.length * length)
  for (const [at, index] of indexes.entries())
    picked.set(ids.subarray(index * length, (index + 1) * length), at * length)
  return picked
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
