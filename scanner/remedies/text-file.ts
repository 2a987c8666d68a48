/** How a file's lines end: as most of them do. */
export const lineEnd = (text: string): string =>
  text.split('\r\n').length * 2 > text.split('\n').length + 1 ? '\r\n' : '\n'

/** Adds lines at the end of a file and leaves what is there as it is. */
export function withLines(text: string, lines: readonly string[]): string {
  if (lines.length === 0) return text
  const end = lineEnd(text)
  const isOpen = text !== '' && text !== '\uFEFF' && !text.endsWith('\n')
  return `${text}${isOpen ? end : ''}${lines.join(end)}${end}`
}
