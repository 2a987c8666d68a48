import type { Cut } from '../../../engine/rule.ts'

const heading = /^(?:.*[ _-])?(?:password|passwd|pwd|passwort)$/i
/** A table of passwords says whose they are, or where they are used; a list of rules or of texts does not. */
const companion =
  /(?:^|[ _-])(?:user|username|login|name|e-?mail|account|host|hostname|server|url|site|service|benutzer)$/i

/**
 * Finds the passwords of a table in CSV, as browsers and password managers export them: the first line names the columns.
 * A value in quotes may hold the delimiter, but no line break, because a password has none. Linear.
 * @returns start and end of each value; none where the text is not the start of its file, or its last line is cut
 */
export function readPasswordTable(text: string, cut: Cut): readonly (readonly [number, number])[] {
  if (cut.before) return []
  const head = text.slice(0, Math.max(0, text.indexOf('\n')))
  const delimiter = /[,;\t]/.exec(head)?.[0]
  if (delimiter === undefined || !/^(?:\xef\xbb\xbf)?["\w][\w "',;\t.()/-]*\r?$/.test(head)) return []
  const rows = text.slice(head.length + 1).split('\n')
  if (cut.after) rows.pop()
  const names = cellsOf(head, delimiter).map(([from, to]) => head.slice(from, to))
  const column = names.findIndex((name) => heading.test(name.trim()))
  if (column < 0 || !names.some((name) => companion.test(name.trim()))) return []
  let start = head.length + 1
  return rows.flatMap((row) => {
    const cells = cellsOf(row, delimiter)
    const cell = cells.length === names.length ? cells[column] : undefined
    const from = start
    start += row.length + 1
    return cell && cell[1] > cell[0] ? [[from + cell[0], from + cell[1]] as const] : []
  })
}

/** Start and end of each value of a line, without its quotes. */
function cellsOf(line: string, delimiter: string): readonly (readonly [number, number])[] {
  const end = line.endsWith('\r') ? line.length - 1 : line.length
  const cells: [number, number][] = []
  for (let at = 0; at <= end; at += 1) {
    const isQuoted = line[at] === '"'
    const from = isQuoted ? at + 1 : at
    const found = line.indexOf(isQuoted ? '"' : delimiter, from)
    const to = found < 0 || found > end ? end : found
    cells.push([from, to])
    at = isQuoted && line[to + 1] === delimiter ? to + 1 : to
    if (isQuoted && at === to) at = end
  }
  return cells
}
