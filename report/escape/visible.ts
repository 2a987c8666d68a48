/**
 * What a reader cannot see or a device would obey: controls, format characters (bidirectional overrides, zero-width),
 * line and paragraph separators, lone surrogates, noncharacters, and what else Unicode says to draw as nothing.
 */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/**
 * Text in which every character can be seen and none acts: `\n`, `\x1b`, `\u202e`, `\u{e0041}` stand for what was there.
 * A backslash that was there stays one, so the result is for reading, not for decoding.
 */
export function escapeInvisible(text: string): string {
  return text.replace(hidden, (char) => named[char] ?? numbered(char.codePointAt(0) ?? 0))
}

function numbered(code: number): string {
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`
}
