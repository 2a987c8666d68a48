const plain = /^[\w.@/:+-]{1,80}$/
/** Keys and tokens have such runs; names that people give have not. */
const random = /(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{16,80}/

/** Whether a text looks like a name that somebody gave, and not like a key that ended up where a name belongs. */
export const isName = (text: string): boolean => plain.test(text) && !random.test(text)

/**
 * A name out of a repository as it may stand in a note. Names are chosen by whoever wrote the file and can hold anything, a
 * secret too; one that does not look like a name is not shown.
 */
export function shownName(name: string): string {
  return isName(name) ? `\`${name}\`` : '(an unusual name, not shown)'
}

/** Names for a sentence: `a`, `b` and `c`; the rest counted. */
export function shownNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(shownName)
  const rest = names.length - shown.length
  if (rest > 0) shown.push(`${rest} more`)
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
