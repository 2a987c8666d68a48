const prefix = /^\/gatehouse(?=[ \t]|$)/i
const fence = /^ {0,3}(`{3,}|~{3,})/
/** What could swallow the line below it: code over several lines, a link's title, an HTML comment. */
const swallowing = /[`<[]/
/** HTML that goes on over empty lines, and by what it ends. Source: CommonMark 0.31, "HTML blocks", kinds 1 to 5. */
const longHtml: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:pre|script|style|textarea)(?:[\s>]|$)/i, /<\/(?:pre|script|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-z]/i, />/],
]

/** `trim` would also take away what nobody sees, such as a byte-order mark. */
const wordsOf = (text: string): string =>
  text
    .split(/[ \t]+/)
    .filter((word) => word !== '')
    .join(' ')

/**
 * The lines of a comment that are commands: those that begin with `/gatehouse` and that everybody sees as text. What stands in
 * code, in a quote, in HTML or behind anything that could hide it from readers does not count. Pure.
 * @returns what follows `/gatehouse` in each
 */
export function commandLines(body: string): readonly string[] {
  const found: string[] = []
  let ending: RegExp | undefined
  let isSwallowed = false
  // GitHub takes all three for the end of a line.
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (ending) {
      if (ending.test(line)) ending = undefined
      continue
    }
    if (/^[ \t]*$/.test(line)) {
      isSwallowed = false
      continue
    }
    const opened = fence.exec(line)?.[1]
    if (opened !== undefined) {
      ending = new RegExp(`^ {0,3}\\${opened[0]}{${opened.length},}[ \\t]*$`)
      isSwallowed = false
      continue
    }
    const html = longHtml.find(([start]) => start.test(line))
    if (html && !html[1].test(line.replace(/^ {0,3}<!-?-?/, ''))) ending = html[1]
    if (prefix.test(line) && !isSwallowed) found.push(wordsOf(line.replace(prefix, '')))
    // A quote goes on into the lines below it that do not look like one.
    if (swallowing.test(line) || /^ {0,3}>/.test(line)) isSwallowed = true
  }
  return found
}
