import type { CompiledRules } from './compile-rules.ts'
import { toUtf8 } from './decode/text-encoding.ts'
import { redact, type Span } from './excerpt.ts'
import { matchBytes } from './match-bytes.ts'

/**
 * A text with every secret in it masked and as many lines as before, so that a line's number still means the same. Pure. What only
 * looks like a secret is masked too.
 */
export function maskLines(rules: CompiledRules, text: string): string {
  const bytes = toUtf8(Buffer.from(text))
  const spans = matchBytes(rules, bytes).flatMap(({ start, end }) => linesOf(bytes, start, end))
  return spans.length === 0 ? text : redact(bytes, spans)
}

const newline = 0x0a

/** A secret of many lines is many pieces, one in each line. */
function linesOf(bytes: Uint8Array, start: number, end: number): readonly Span[] {
  const pieces: Span[] = []
  for (let at = start; at < end;) {
    const next = bytes.indexOf(newline, at)
    const stop = next === -1 || next > end ? end : next
    if (stop > at) pieces.push({ start: at, end: stop, shown: 0 })
    at = stop + 1
  }
  return pieces
}
