import type { RangeCommit } from '../compare-commits.ts'

/** Commits with parents before their children; GitHub lists them by date, which anybody can set. Pure. */
export function sortByParents(commits: readonly RangeCommit[]): readonly RangeCommit[] {
  const left = new Map(commits.map((one) => [one.id, one]))
  const sorted: RangeCommit[] = []
  // Without recursion: a thousand commits in a row are a thousand calls.
  for (const { id } of commits) {
    const stack = [id]
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!
      const one = left.get(top)
      const waiting = one?.parents.filter((parent) => left.has(parent)) ?? []
      if (one && waiting.length > 0) stack.push(...waiting)
      else {
        stack.pop()
        if (one) sorted.push(one)
        left.delete(top)
      }
    }
  }
  return sorted
}
