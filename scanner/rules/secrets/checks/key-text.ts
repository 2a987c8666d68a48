/** What stands between the markers of an armored key, out of its wrapping. */
export interface KeyText {
  /** `Proc-Type`, `DEK-Info`, `Version` … in lower case. */
  readonly headers: ReadonlyMap<string, string>
  /** The key itself, nothing but base64. */
  readonly base64: string
  /** The longest unbroken piece of it: code behind a marker has short ones only. */
  readonly longest: number
}

const lineBreaks = /(?:\\+r)?\\+n|\\+r|&#(?:10|13|x0?[ad]);|\\+u000[ad]|%0[ad]|<br ?\/?>|\r?\n/gi
/** The end of one string and the start of the next: `" + "`, `" . "`, `" \⏎ "`, `"⏎"`. */
const joints = /["'`][ \t]{0,80}[+.,&\\]?\s{0,80}[+.,&]?[ \t]{0,80}["'`]/g
/** What stands before a line of a comment or a string, and after one of a string; `+` and `/` may also be the key's own. */
const edges =
  /^[ \t]{0,200}(?:(?:\/\/|#|\*|>|;|\||\+|\.|,)[ \t]{0,8}["'`]|(?:\/\/|#|\*|>|;|\|)[ \t])|["'`][\s+.,;)]{0,80}$/g

/**
 * Reads an armored key as it stands in a file, a JSON or YAML value, a string literal of any language, several of them in a
 * row, or a comment: the same key gives the same text.
 */
export function keyText(body: string): KeyText {
  const headers = new Map<string, string>()
  let base64 = ''
  let longest = 0
  for (const line of body.replace(lineBreaks, '\n').replace(joints, '\n').split('\n')) {
    const text = line.replace(edges, '')
    const header = /^([A-Za-z][A-Za-z-]{1,30}): ?(.{0,200})$/.exec(text)
    if (header) headers.set(header[1]!.toLowerCase(), header[2]!)
    else if (!/^=[A-Za-z0-9+/]{4}$/.test(text)) {
      // The line that was left out is OpenPGP's checksum.
      for (const [piece] of text.matchAll(/[A-Za-z0-9+/=]+/g)) longest = Math.max(longest, piece.length)
      base64 += text.replaceAll(/[^A-Za-z0-9+/=]/g, '')
    }
  }
  return { headers, base64, longest }
}

/** Whether a text could be a key: long enough, in lines, and neither one letter nor the alphabet. */
export const isKeySized = ({ base64, longest }: KeyText): boolean =>
  base64.length >= 48 && longest >= 32 && new Set(base64).size >= 16
