import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** A file that is read in pieces, here and there. */
export interface PackBytes {
  readonly size: number
  /** At least `wanted` bytes from `offset` on, or as many as the file has; valid until the next call. */
  readonly at: (offset: number, wanted: number) => Buffer
  readonly close: () => void
}

const pieceSize = 16 * 1024
// Small enough not to read much beside the point, and 8 MiB together: a family's members lie scattered over the pack.
const maxPieces = 512
// Memory for pieces is taken in blocks: hundreds of small ones lie among everything else and leave holes when they go.
const piecesInBlock = 64

/** null where the file cannot be opened. */
export function openPackBytes(path: string): PackBytes | null {
  let file: number
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch {
    // Packs come and go while git tidies up; git itself then finds the objects elsewhere.
    return null
  }
  const stats = fstatSync(file)
  const size = stats.isFile() ? stats.size : 0
  const pieces = new Map<number, Buffer>()
  let block = Buffer.alloc(0)
  // One for all larger entries: a new one for each leaves the memory of a thread full of holes.
  let scratch = Buffer.alloc(0)

  /** Memory for one more piece. */
  const nextPiece = (): Buffer => {
    const inBlock = pieces.size % piecesInBlock
    if (inBlock === 0) block = Buffer.allocUnsafeSlow(pieceSize * piecesInBlock)
    return block.subarray(inBlock * pieceSize, (inBlock + 1) * pieceSize)
  }

  const pieceAt = (number: number): Buffer => {
    const known = pieces.get(number)
    if (known !== undefined) return known
    const oldest = pieces.size < maxPieces ? undefined : pieces.keys().next().value
    const memory = oldest === undefined ? undefined : pieces.get(oldest)
    const piece =
      memory === undefined ? nextPiece() : Buffer.from(memory.buffer, memory.byteOffset, pieceSize)
    if (oldest !== undefined) pieces.delete(oldest)
    const filled = piece.subarray(0, fill(file, piece, number * pieceSize))
    pieces.set(number, filled)
    return filled
  }

  const at = (offset: number, wanted: number): Buffer => {
    const number = Math.floor(offset / pieceSize)
    const inPiece = pieceAt(number).subarray(offset - number * pieceSize)
    if (inPiece.length >= wanted || offset + inPiece.length >= size) return inPiece
    const length = Math.min(wanted, size - offset)
    if (scratch.length < length)
      scratch = Buffer.allocUnsafeSlow(Math.max(length, 2 * scratch.length, 4 * pieceSize))
    return scratch.subarray(0, fill(file, scratch.subarray(0, length), offset))
  }

  const close = (): void => {
    closeSync(file)
  }
  return { size, at, close }
}

/** Reads until the buffer is full or the file at its end. @returns how many bytes */
function fill(file: number, buffer: Buffer, offset: number): number {
  let filled = 0
  try {
    for (let read = -1; read !== 0 && filled < buffer.length; filled += read) {
      read = readSync(file, buffer, filled, buffer.length - filled, offset + filled)
    }
  } catch {
    // A disk that fails looks like a pack that ends here; git then tries for itself, and its failure is reported.
  }
  return filled
}
