/** A place in a text: 1-based, columns in UTF-16 units. */
export interface LinePlace {
  readonly line: number
  readonly column: number
}

/** Makes a function that turns an offset in the text, in UTF-16 units, into a line and a column. */
export function linePlaces(text: string): (offset: number) => LinePlace {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    const line = lastAtOrBefore(starts, offset)
    return { line: line + 1, column: Math.max(0, offset - (starts[line] ?? 0)) + 1 }
  }
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
