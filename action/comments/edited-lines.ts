import type { TextEdit } from '../../scanner/engine/inspection.ts'

/** Lines of a text as a change would leave them. */
export interface EditedLines {
  /** The first and the last line that it replaces, 1-based. */
  readonly from: number
  readonly to: number
  /** What is to stand there, with the line ends that stood there, the last one too where the text had it. */
  readonly lines: string
  /** The whole text. */
  readonly text: string
}

/**
 * Changes a text, whose indentation and line ends stay what they are.
 * @param edits in the order of the text; what they put in ends its lines by `\n`
 * @param place lines that are to be among those that are told, 1-based
 * @returns undefined where the places are not in the text, or overlap
 */
export function editLines(
  text: string,
  edits: readonly TextEdit[],
  place: { readonly line: number; readonly endLine: number },
): EditedLines | undefined {
  const starts = lineStarts(text)
  const offset = (line: number, column: number): number => (starts[line - 1] ?? Number.NaN) + column - 1
  let [changed, at] = ['', 0]
  for (const edit of edits) {
    const [start, end] = [offset(edit.line, edit.column), offset(edit.endLine, edit.endColumn)]
    if (!(start >= at && end >= start && end <= text.length)) return undefined
    const isReturned = text[(starts[edit.line] ?? 0) - 2] === '\r'
    changed += text.slice(at, start) + (isReturned ? edit.text.replaceAll('\n', '\r\n') : edit.text)
    at = end
  }
  changed += text.slice(at)
  const from = Math.min(place.line, ...edits.map(({ line }) => line))
  const to = Math.max(place.endLine, ...edits.map(({ endLine }) => endLine))
  if (to > starts.length) return undefined
  const behind = text.length - (starts[to] ?? text.length)
  return { from, to, lines: changed.slice(starts[from - 1], changed.length - behind), text: changed }
}

const lineStarts = (text: string): readonly number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
]
