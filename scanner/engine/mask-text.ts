import type { CompiledRules } from './compile-rules.ts'
import { toUtf8 } from './decode/text-encoding.ts'
import { redact } from './excerpt.ts'
import { matchBytes } from './match-bytes.ts'

/** Masks every secret in a text that is about to be shown: a path, a name, a message. */
export type MaskText = (text: string) => string

/** No secret is found in less: most paths are let through by one quick look. */
const mayHold = /[=:@%\s]|[^/.]{16}/
const memoLimit = 10_000

/**
 * Makes a mask. It remembers what it was asked: the same path comes with every finding in it.
 * @param compiled called when the first text needs it, because compiling takes longer than a small scan
 */
export function createTextMask(compiled: () => CompiledRules): MaskText {
  const memo = new Map<string, string>()
  return (text) => {
    if (!mayHold.test(text)) return text
    const known = memo.get(text)
    if (known !== undefined) return known
    const masked = maskText(compiled(), text)
    if (memo.size >= memoLimit) memo.clear()
    memo.set(text, masked)
    return masked
  }
}

function maskText(rules: CompiledRules, text: string): string {
  const bytes = toUtf8(Buffer.from(text))
  const matches = matchBytes(rules, bytes)
  if (matches.length === 0) return text
  return redact(
    bytes,
    matches.map(({ start, end }) => ({ start, end, shown: 0 })),
  )
}
