/** Everything outside the printable that JSON itself lets stand: C1 controls, format characters, U+2028 and U+2029. */
const hidden = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * JSON on one line that is the same value when parsed, holds no line end of any kind for any reader (JavaScript once took
 * U+2028 for one), and does nothing to a terminal or an Actions log it is printed on.
 */
export const jsonLine = (value: unknown): string => escaped(JSON.stringify(value))

/** The same over several lines, indented by two. */
export const jsonDocument = (value: unknown): string => escaped(JSON.stringify(value, null, 2))

// All of these can only stand inside strings, where an escape means the same. `##[` starts an old workflow command.
const escaped = (json: string): string =>
  json.replace(hidden, (char) => char.split('').map(unit).join('')).replaceAll('##[', '##\\u005b')

const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
