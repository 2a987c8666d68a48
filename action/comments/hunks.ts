/** Lines of the changed side that GitHub shows of a file, 1-based, both included; comments can stand on no others. */
export interface Hunk {
  readonly from: number
  readonly to: number
}

/** The hunks of a patch as GitHub gives it: without the lines above the first `@@`. Pure. */
export function hunksIn(patch: string): readonly Hunk[] {
  return [...patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].flatMap(([, start, length]) => {
    const [from, lines] = [Number(start), Number(length ?? 1)]
    return lines === 0 ? [] : [{ from, to: from + lines - 1 }]
  })
}

/** A range of more than a screen would hide the change itself. */
const mostLines = 50

/**
 * The lines a comment about these lines can stand on: within one hunk, because GitHub refuses a whole review for one comment elsewhere.
 * @returns undefined where none of them is shown
 */
export function shownPart(
  { from, to }: Hunk,
  hunks: readonly Hunk[],
): { readonly line: number; readonly startLine?: number } | undefined {
  const hunk = hunks.find((one) => from <= one.to && to >= one.from)
  if (hunk === undefined) return undefined
  const [first, last] = [Math.max(from, hunk.from), Math.min(to, hunk.to)]
  if (last === first || last - first >= mostLines) return { line: first }
  return { line: last, startLine: first }
}

/** Whether all of the lines are in one hunk. */
export const isShownWhole = ({ from, to }: Hunk, hunks: readonly Hunk[]): boolean =>
  hunks.some((one) => from >= one.from && to <= one.to)
