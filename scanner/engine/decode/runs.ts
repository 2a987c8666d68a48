import { isArchive } from './archives.ts'
import type { Hits } from '../prefilter/hits.ts'
import { runDigits, shortestRun, signs } from '../prefilter/signs.ts'
import { joinPieces, type Part } from './part.ts'

const longest = 1 << 20

/**
 * Decodes the base64 and hex runs of a text that hold text themselves; binary content (images, hashes, keys) is left.
 * @param found where the search saw runs start
 */
export function decodeRuns(bytes: Uint8Array, found: Hits): readonly Part[] {
  if (found.count === 0) return []
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const base64: { bytes: Uint8Array; start: number; end: number }[] = []
  const hex: typeof base64 = []
  const packed: Part[] = []
  for (const { start, end } of runsIn(bytes, found)) {
    const asHex = decodeHex(text, start, end)
    if (asHex) hex.push({ bytes: asHex, start, end })
    const asBase64 = asHex ? undefined : decodeBase64(text, start, end)
    if (!asBase64) continue
    // An archive is known by its start, so that it must not stand behind other pieces.
    if (isArchive(asBase64)) packed.push(...joinPieces('base64', [{ bytes: asBase64, start, end }]))
    else base64.push({ bytes: asBase64, start, end })
  }
  return [...joinPieces('base64', base64), ...joinPieces('hex', hex), ...packed]
}

function* runsIn(
  bytes: Uint8Array,
  { count, positions, kinds }: Hits,
): Generator<{ start: number; end: number }> {
  let done = 0
  for (let index = 0; index < count; index += 1) {
    // Lines of a wrapped run start no run of their own.
    if (kinds[index] !== signs.run || positions[index]! < done) continue
    // What goes on behind the longest run is another one.
    for (let start = positions[index]!; isRun(bytes, start); start = done) {
      const end = endOfRun(bytes, start + shortestRun)
      yield { start, end: end + padding(bytes, end) }
      done = end + 1
    }
  }
}

function isRun(bytes: Uint8Array, start: number): boolean {
  if (start + shortestRun > bytes.length) return false
  for (let at = start + shortestRun - 1; at >= start; at -= 1) if (runDigits[bytes[at]!] !== 1) return false
  return true
}

const padding = (bytes: Uint8Array, at: number): number =>
  bytes[at] !== 0x3d ? 0 : bytes[at + 1] === 0x3d ? 2 : 1

/** Where a run ends; one that is wrapped at 60 columns or more goes on behind the line break and its indentation. */
function endOfRun(bytes: Uint8Array, from: number): number {
  let lineStart = from - shortestRun
  let end = from
  const limit = Math.min(bytes.length, from + longest)
  while (end < limit) {
    if (runDigits[bytes[end]!] === 1) {
      end += 1
      continue
    }
    const next = end - lineStart >= 60 ? afterLineBreak(bytes, end) : end
    if (next === end || runDigits[bytes[next]!] !== 1) return end
    lineStart = next
    end = next
  }
  return end
}

function afterLineBreak(bytes: Uint8Array, at: number): number {
  let next = at
  if (bytes[next] === 13) next += 1
  if (bytes[next] !== 10) return at
  next += 1
  while (next - at < 40 && (bytes[next] === 32 || bytes[next] === 9)) next += 1
  return next
}

function decodeBase64(text: Buffer, start: number, end: number): Uint8Array | undefined {
  // A path or a longer word may stand right before the run, so that the right phase is not known: try all four.
  for (let skip = 0; skip < 4; skip += 1) {
    const head = Buffer.from(
      text.toString('latin1', start + skip, Math.min(end, start + skip + 44)),
      'base64',
    )
    const kind = contentOf(head)
    if (kind === undefined) continue
    const all = Buffer.from(text.toString('latin1', start + skip, end).replaceAll(/\s+/g, ''), 'base64')
    return kind === 'utf16' ? Buffer.from(all.toString('utf16le'), 'utf8') : all
  }
  return undefined
}

function decodeHex(text: Buffer, start: number, end: number): Uint8Array | undefined {
  const run = text.toString('latin1', start, Math.min(end, start + longest))
  if ((end - start) % 2 !== 0 || !/^[0-9a-fA-F]+$/.test(run)) return undefined
  const decoded = Buffer.from(run, 'hex')
  return contentOf(decoded.subarray(0, 32)) === undefined ? undefined : decoded
}

/** What decoded bytes seem to be; undefined for binary content, which random text always decodes to. */
function contentOf(head: Uint8Array): 'text' | 'utf16' | 'gzip' | undefined {
  if (head.length < 12) return undefined
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip'
  if (head.every((byte, index) => (index % 2 === 1 ? byte === 0 : isPrintable(byte)))) return 'utf16'
  return head.every(isPrintable) ? 'text' : undefined
}

const isPrintable = (byte: number): boolean =>
  (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13
