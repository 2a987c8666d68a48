/** Which rows are selected, by their keys. All pure. */
export type Selection = ReadonlySet<string>

export const none: Selection = new Set()

export function toggledKey(selection: Selection, key: string): Selection {
  const next = new Set(selection)
  if (!next.delete(key)) next.add(key)
  return next
}

/** All that are loaded, or none where all were. */
export const toggledAll = (selection: Selection, keys: readonly string[]): Selection =>
  keys.every((key) => selection.has(key)) ? none : new Set([...selection, ...keys])

/** What of it is still listed: nobody acts on rows that they no longer see. */
export const withinList = (selection: Selection, keys: readonly string[]): readonly string[] =>
  keys.filter((key) => selection.has(key))
