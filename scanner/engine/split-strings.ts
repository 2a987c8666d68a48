/** A text that stands in several string literals that code joins: `"ghp_" + "…"`. */
export interface JoinedText {
  /** The text without what joins it, and one character of what follows. */
  readonly text: string
  /** How much of it stands in the first literal. */
  readonly first: number
  /** Where a place in it is in the text that was read. */
  readonly placeOf: (offset: number) => number
}

const literal = /[A-Za-z0-9_.+/=~:-]{0,400}/y
/** The end of one literal and the start of the next: `" + "`, `' . '`, `".."`, `" \⏎ "`, `"⏎"`. */
const joint = /["'`](?:\s{0,40}(?:\+\+?|\.\.?|&|<>)\s{0,40}|[ \t]{0,8}\\?\r?\n[ \t]{0,200})[bru]?["'`]/y
/** More pieces than anybody cuts a key into. */
const mostPieces = 16

/**
 * Joins the literals from a place in the first one on.
 * @returns undefined where one literal is all there is
 */
export function joinLiterals(text: string, at: number): JoinedText | undefined {
  const pieces: { readonly start: number; readonly offset: number }[] = []
  let joined = ''
  for (let start = at; pieces.length < mostPieces; start = joint.lastIndex) {
    literal.lastIndex = start
    const piece = literal.exec(text)?.[0] ?? ''
    pieces.push({ start, offset: joined.length })
    joined += piece
    joint.lastIndex = start + piece.length
    if (joint.test(text)) continue
    joined += text[start + piece.length] ?? ''
    break
  }
  const second = pieces[1]
  if (second === undefined) return undefined
  const placeOf = (offset: number): number => {
    const piece = pieces.findLast((one) => one.offset < offset) ?? pieces[0]!
    return piece.start + offset - piece.offset
  }
  return { text: joined, first: second.offset, placeOf }
}
