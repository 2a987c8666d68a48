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

  const pieceAt = (number: number): Buffer => {
    const known = pieces.get(number)
    if (known !== undefined) return known
    const oldest = pieces.size < maxPieces ? undefined : pieces.keys().next().value
    const memory = oldest === undefined ? undefined : pieces.get(oldest)?.buffer
    if (oldest !== undefined) pieces.delete(oldest)
    const piece = memory === undefined ? Buffer.allocUnsafeSlow(pieceSize) : Buffer.from(memory)
    const filled = piece.subarray(0, fill(file, piece, number * pieceSize))
    pieces.set(number, filled)
    return filled
  }

  const at = (offset: number, wanted: number): Buffer => {
    const number = Math.floor(offset / pieceSize)
    const inPiece = pieceAt(number).subarray(offset - number * pieceSize)
    if (inPiece.length >= wanted || offset + inPiece.length >= size) return inPiece
    const whole = Buffer.allocUnsafe(Math.min(wanted, size - offset))
    return whole.subarray(0, fill(file, whole, offset))
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
