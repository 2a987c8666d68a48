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

/** How many characters must be added, left out or exchanged to come from one word to the other. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const exchanged = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(exchanged, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[to.length] ?? 0
}
