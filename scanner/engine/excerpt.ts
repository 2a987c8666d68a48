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
 * @param spans of the whole text, as `mergeSpans` gives them
 */
export function excerptAround(bytes: Uint8Array, at: Span, spans: readonly Span[]): string {
  const left = lineStart(bytes, at.start, Math.max(0, at.start - sideLength))
  const end = lineEnd(bytes, at.start, Math.min(bytes.length, at.end + sideLength))
  // A mask is shown whole, however long what it hides is.
  const hidden = isLineEnd(bytes, end) ? undefined : spans[firstEndingAfter(spans, end)]
  const right = hidden && hidden.start < end ? hidden.end : end
  const text = maskSpans(bytes, left, right, spans)
  const isCutLeft = left > 0 && bytes[left - 1] !== newline
  return `${isCutLeft ? '…' : ''}${text.trim()}${isLineEnd(bytes, right) ? '' : '…'}`
}

/** The bytes with every match masked, for whoever must show a text that held secrets. */
export function redact(bytes: Uint8Array, spans: readonly Span[]): string {
  return maskSpans(bytes, 0, bytes.length, spans)
}

/** Sorts spans and joins those that overlap, so that each place is masked once. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: { start: number; end: number; shown: number }[] = []
  for (const { start, end, shown } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (!last || last.end <= start) merged.push({ start, end, shown })
    else {
      last.end = Math.max(last.end, end)
      // A prefix is as public in one rule's eyes as in another's.
      if (start === last.start) last.shown = Math.max(last.shown, shown)
    }
  }
  return merged
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

// Both look no further than they are told: a line may be many MiB long, and every secret in it asks.

function lineStart(bytes: Uint8Array, at: number, atLeast: number): number {
  const before = bytes.subarray(atLeast, at).lastIndexOf(newline)
  if (before !== -1) return atLeast + before + 1
  let start = atLeast
  // Not in the middle of a character.
  while (start > 0 && start < at && (bytes[start]! & 0xc0) === 0x80) start += 1
  return start
}

function lineEnd(bytes: Uint8Array, at: number, atMost: number): number {
  const next = bytes.subarray(at, atMost).indexOf(newline)
  if (next === -1) {
    let end = atMost
    while (end > at && end < bytes.length && (bytes[end]! & 0xc0) === 0x80) end -= 1
    return end > at && end === bytes.length && bytes[end - 1] === carriageReturn ? end - 1 : end
  }
  const end = at + next
  return next > 0 && bytes[end - 1] === carriageReturn ? end - 1 : end
}

const isLineEnd = (bytes: Uint8Array, at: number): boolean =>
  at >= bytes.length ||
  bytes[at] === newline ||
  (bytes[at] === carriageReturn && at + 1 >= bytes.length) ||
  (bytes[at] === carriageReturn && bytes[at + 1] === newline)

const newline = 10
const carriageReturn = 13
