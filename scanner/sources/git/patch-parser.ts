/** Lines of the new side, 1-based, both ends included. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

/**
 * Added lines of each pair of old and new blob, by `<old id>..<new id>`. null: they are not compared line by line (binary
 * or too large), so that every line counts as added.
 */
export type AddedLines = Map<string, LineRange[] | null>

export interface PatchParser {
  readonly push: (chunk: Buffer) => void
  readonly added: AddedLines
}

// Longer than any header line that matters; paths are in others.
const maxHeader = 400

/**
 * Parses patches without context (`-U0 --full-index`), piece by piece. Only what comes before and between the changed
 * lines is looked at; the lines themselves are counted, so that nothing in them can be taken for a header.
 * Source of the format: git-diff-tree(1), "GENERATING PATCH TEXT WITH -P".
 */
export function createPatchParser(): PatchParser {
  const added: AddedLines = new Map()
  let ranges: LineRange[] = []
  let key = ''
  let header = ''
  let bodyLines = 0
  let isLineStart = true
  let isInBody = false

  const readHeader = (): void => {
    const index = /^index ([0-9a-f]+\.\.[0-9a-f]+)/.exec(header)
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(header)
    if (index !== null) {
      key = index[1]!
      ranges = []
      added.set(key, ranges)
    } else if (hunk !== null) {
      const [, removed = '1', from = '1', count = '1'] = hunk
      bodyLines = Number(removed) + Number(count)
      if (Number(count) > 0) ranges.push({ from: Number(from), to: Number(from) + Number(count) - 1 })
    } else if (header.startsWith('Binary files ')) added.set(key, null)
  }

  /** A piece of a line; `isWhole` where it ends here. */
  const take = (chunk: Buffer, start: number, end: number, isWhole: boolean): void => {
    if (isLineStart) {
      isInBody = bodyLines > 0
      // `\ No newline at end of file` belongs to the line before.
      if (isInBody && chunk[start] !== 0x5c) bodyLines -= 1
    }
    isLineStart = isWhole
    if (isInBody) return
    if (header.length < maxHeader) header += chunk.toString('latin1', start, Math.min(end, start + maxHeader))
    if (!isWhole) return
    readHeader()
    header = ''
  }

  return {
    added,
    push(chunk) {
      for (let at = 0; at < chunk.length;) {
        const end = chunk.indexOf(10, at)
        take(chunk, at, end < 0 ? chunk.length : end, end >= 0)
        if (end < 0) return
        at = end + 1
      }
    },
  }
}
