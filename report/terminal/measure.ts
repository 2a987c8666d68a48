import { eastAsianWidth } from 'get-east-asian-width'

/** Colours that `createPainter` put around a text; nothing else here holds an escape character. */
const colors = /\x1b\[[\d;]*m/g

/** Columns a text takes on a terminal: two for wide characters and emoji, none for combining marks and colours. */
export function widthOf(text: string): number {
  const plain = text.replace(colors, '')
  if (/^[\x20-\x7e]*$/.test(plain)) return plain.length
  let width = 0
  for (const char of plain) width += /\p{Mark}/u.test(char) ? 0 : eastAsianWidth(char.codePointAt(0) ?? 0)
  return width
}

/** The text and as many spaces as it takes to fill `width` columns. */
export const padTo = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** The longest beginning of a text that fits, whole characters only. */
export function cutTo(text: string, width: number): string {
  let used = 0
  let end = 0
  for (const char of text) {
    used += widthOf(char)
    if (used > width) break
    end += char.length
  }
  return text.slice(0, end)
}

/**
 * Lines of at most `width` columns, broken at spaces. A longer word keeps a line of its own: a path that is broken can
 * neither be clicked nor copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** A line of a file in one line of at most `width` columns, cut where it is furthest from the masked part. */
export function fitExcerpt(text: string, width: number, ellipsis: string): string {
  if (widthOf(text) <= width) return text
  const masked = Math.max(0, text.indexOf('********'))
  const room = width - 2 * widthOf(ellipsis)
  const from = Math.max(0, masked - Math.floor(room / 2))
  const start = from === 0 ? 0 : wholeFrom(text, from)
  const shown = cutTo(text.slice(start), room)
  const rest = start + shown.length < text.length
  return `${start > 0 ? ellipsis : ''}${shown}${rest ? ellipsis : ''}`
}

// Never between the halves of a surrogate pair, nor before a combining mark.
function wholeFrom(text: string, from: number): number {
  const next = /^[\udc00-\udfff\p{Mark}]+/u.exec(text.slice(from))
  return from + (next?.[0].length ?? 0)
}
