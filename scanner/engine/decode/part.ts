/** A text that was hidden in another one by an encoding. */
export interface Part {
  readonly bytes: Uint8Array
  /** `base64`, `hex`, `url-escapes`, `gzip`, `zip:config/app.env` … */
  readonly via: string
  /**
   * Where in the outer text something stands, of which only start and end in `bytes` are known. Absent for a member of an
   * archive, which has no place in the outer text.
   */
  readonly extentOf?: (start: number, end: number) => Extent
}

/** A range of bytes. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** Bytes from `from` on were decoded from `start` to `end` of the outer text. */
interface Piece extends Extent {
  readonly from: number
}

/** Decoded pieces of one kind, joined by line breaks so that one search serves them all. */
export function joinPieces(
  via: string,
  decoded: readonly { bytes: Uint8Array; start: number; end: number }[],
): Part[] {
  if (decoded.length === 0) return []
  const pieces: Piece[] = []
  const chunks: Uint8Array[] = []
  let from = 0
  for (const { bytes, start, end } of decoded) {
    pieces.push({ from, start, end })
    // None at the end: gzip takes what follows for the start of a second part.
    if (from > 0) chunks.push(lineBreak)
    chunks.push(bytes)
    from += bytes.length + 1
  }
  // Inside a piece nothing is known to correspond, so that what was found stands for all of it.
  return [{ bytes: Buffer.concat(chunks), via, extentOf: (start) => pieceAt(pieces, start) }]
}

const lineBreak = Uint8Array.of(10)

/** The piece that holds an offset of the decoded bytes. */
function pieceAt(pieces: readonly Piece[], offset: number): Extent {
  let [low, high] = [0, pieces.length]
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if (pieces[middle]!.from <= offset) low = middle
    else high = middle
  }
  return pieces[low]!
}
