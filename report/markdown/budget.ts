/** A part of a document that may be shortened from its end. */
export interface Section {
  /** Everything before the rows: a heading, a table's head. */
  readonly head: string
  /** Each without a line end. */
  readonly rows: readonly string[]
  /** At most so many rows, whatever room there is. */
  readonly limit: number
  /** What stands after the rows, such as a closing tag. */
  readonly foot?: string
}

/**
 * The sections below each other in at most `room` characters. A section gets what those before it left, and says how many
 * rows had to go; where not even its head fits, so does the last line.
 */
export function fitSections(sections: readonly Section[], room: number): string {
  let text = ''
  let left = room - reserve
  for (const section of sections) {
    const written = fitSection(section, left)
    if (written.length > left) return `${text}${fullStop}`
    text += written
    left -= written.length
  }
  return text
}

function fitSection({ head, rows, limit, foot = '' }: Section, room: number): string {
  const fixed = head.length + foot.length + andMore(rows.length).length + 2
  let used = fixed
  let shown = 0
  for (const row of rows.slice(0, limit)) {
    used += row.length + 1
    if (used > room) break
    shown += 1
  }
  const more = rows.length - shown
  const body = rows.slice(0, shown).map((row) => `${row}\n`)
  return `${head}${body.join('')}${more === 0 ? '' : andMore(more)}${foot}\n`
}

const andMore = (more: number): string => `\n… and ${more.toLocaleString('en-US')} more.\n`

const fullStop = '… the rest does not fit here: `gatehouse scan --format jsonl` lists everything.\n\n'
const reserve = fullStop.length
