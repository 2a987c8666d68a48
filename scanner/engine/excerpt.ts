/** A part of a text that must not be shown; offsets in bytes. */
export interface Span {
  readonly start: number
  readonly end: number
  /** How many bytes at its start are public (`ghp_`) and help to recognise it. */
  readonly shown: number
}

const mask = '********'
const sideLength = 60

/**
 * The line around a span, with every span masked, cut to a readable length.
 * @param spans of the whole text, sorted by start; overlapping ones are merged
 */
export function excerptAround(bytes: Uint8Array, at: Span, spans: readonly Span[]): string {
  const from = lineStart(bytes, at.start)
  const to = lineEnd(bytes, at.start)
  const left = Math.max(from, at.start - sideLength)
  // A mask is shown whole, however long what it hides is.
  const cut = Math.min(to, at.end + sideLength)
  const hidden = spans[firstEndingAfter(spans, cut)]
  const right = hidden && hidden.start < cut ? Math.min(to, hidden.end) : cut
  const text = maskSpans(bytes, left, right, spans)
  return `${left > from ? '…' : ''}${text.trim()}${right < to ? '…' : ''}`
}

/** The bytes with every match masked, for whoever must show a text that held secrets. */
export function redact(bytes: Uint8Array, spans: readonly Span[]): string {
  return maskSpans(bytes, 0, bytes.length, spans)
}

function maskSpans(bytes: Uint8Array, from: number, to: number, spans: readonly Span[]): string {
  let text = ''
  let at = from
  for (let index = firstEndingAfter(spans, from); index < spans.length; index += 1) {
    const span = spans[index]!
    if (span.start >= to) break
    if (span.end <= at) continue
    const shownEnd = Math.min(span.start + span.shown, span.end)
    if (span.start >= at) text += decode(bytes, at, Math.min(shownEnd, to))
    text += mask
    at = span.end
  }
  return at < to ? text + decode(bytes, at, to) : text
}

/** Spans are sorted by start, and what overlaps was merged but for decoded ones, which hardly do. */
function firstEndingAfter(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (spans[middle]!.end <= offset) low = middle + 1
    else high = middle
  }
  return low
}

const decode = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, to - from)).toString('utf8')

function lineStart(bytes: Uint8Array, at: number): number {
  const before = bytes.lastIndexOf(10, Math.max(0, at - 1))
  return at === 0 ? 0 : before + 1
}

function lineEnd(bytes: Uint8Array, at: number): number {
  const next = bytes.indexOf(10, at)
  const end = next === -1 ? bytes.length : next
  return end > 0 && bytes[end - 1] === 13 ? end - 1 : end
}
