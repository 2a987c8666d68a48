/**
 * Finds the word that was probably meant.
 * @returns undefined where nothing is near enough to be a slip
 */
export function didYouMean(written: string, allowed: readonly string[]): string | undefined {
  // Comparing costs length × length; nobody slips from a known word to one this long.
  if (written.length > 60) return undefined
  const nearest = allowed
    .map((word) => ({ word, distance: editDistance(written.toLowerCase(), word.toLowerCase()) }))
    .toSorted((one, other) => one.distance - other.distance)[0]
  if (nearest === undefined) return undefined
  return nearest.distance <= Math.max(1, Math.floor(nearest.word.length / 3)) ? nearest.word : undefined
}

/** How many characters must be added, left out, exchanged or swapped with their neighbour to come from one word to the other. */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity
  for (let row = 1; row <= from.length; row += 1) {
    rows.push([row])
    for (let column = 1; column <= to.length; column += 1) {
      const exchanged = at(row - 1, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swapped = isSwap ? at(row - 2, column - 2) + 1 : Infinity
      rows[row]?.push(Math.min(exchanged, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1))
    }
  }
  return at(from.length, to.length)
}
