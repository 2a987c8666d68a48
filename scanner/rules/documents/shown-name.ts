const plain = /^[\w.@/:+-]{1,80}$/

/**
 * A name out of a repository as it may stand in a note. Names are chosen by whoever wrote the file and can hold anything, a
 * secret too; one that does not look like a name is not shown.
 */
export function shownName(name: string): string {
  return plain.test(name) ? `\`${name}\`` : '(an unusual name, not shown)'
}

/** Names for a sentence: `a`, `b` and `c`; the rest counted. */
export function shownNames(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).map(shownName)
  const rest = names.length - shown.length
  if (rest > 0) shown.push(rest === 1 ? '1 more' : `${rest} more`)
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
