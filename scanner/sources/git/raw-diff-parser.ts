/** What a raw diff says of one path of one commit: the side after the change. */
export interface RawEntry {
  /** As git writes it: `100644`, `100755`, `120000` for a symbolic link, `160000` for a submodule. */
  readonly mode: string
  /** Where the object id is in `source`, in hex. */
  readonly id: number
  readonly path: number
  readonly pathEnd: number
  /** Only valid during the call. */
  readonly source: Buffer
}

export interface RawDiffSink {
  /** The next commit of the input; its entries follow. */
  commit(): void
  entry(entry: RawEntry): void
  /** The same path in one of the parents, before the change; not called where it was added. */
  before?(entry: RawEntry): void
}

export interface RawDiffParser {
  /** @throws Error when the output is not what `git diff-tree --stdin -z --raw` prints */
  readonly push: (chunk: Buffer) => void
}

/**
 * Parses the output of `git diff-tree --stdin -z --raw -c`, piece by piece. A commit is its id and a NUL; a change is
 * `:<old mode> <new mode> <old id> <new id> <letter>` NUL path NUL, in merges with one more `:`, mode and id for each
 * parent but the first. Deletions are left out. Source: git-diff-tree(1), "RAW OUTPUT FORMAT".
 * @param hexLength of an id, in characters
 */
export function createRawDiffParser(hexLength: number, sink: RawDiffSink): RawDiffParser {
  let rest: Buffer = Buffer.alloc(0)

  /** One record that starts at `at`. @returns where the next one starts, or -1 when this one is not complete */
  const parse = (source: Buffer, at: number): number => {
    const end = source.indexOf(0, at)
    if (end < 0) return -1
    if (source[at] !== 0x3a) {
      if (end - at !== hexLength) throw new Error('git diff-tree printed an unexpected record')
      sink.commit()
      return end + 1
    }
    const pathEnd = source.indexOf(0, end + 1)
    if (pathEnd < 0) return -1
    let parents = 1
    while (source[at + parents] === 0x3a) parents += 1
    const modes = at + parents
    const ids = modes + (parents + 1) * 7
    // The parents come first.
    const side = (number: number): RawEntry =>
      sideAt(source, modes + number * 7, ids + number * (hexLength + 1), end + 1, pathEnd)
    if (sink.before) {
      for (let parent = 0; parent < parents; parent += 1) {
        const entry = side(parent)
        if (entry.mode !== absent) sink.before(entry)
      }
    }
    const entry = side(parents)
    if (entry.mode !== absent) sink.entry(entry)
    return pathEnd + 1
  }

  return {
    push(chunk) {
      const source = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      for (let next = 0; next >= 0 && next < source.length;) {
        at = next
        next = parse(source, at)
        if (next >= 0) at = next
      }
      rest = source.subarray(at)
    },
  }
}

function sideAt(source: Buffer, mode: number, id: number, path: number, pathEnd: number): RawEntry {
  return { mode: source.toString('latin1', mode, mode + 6), id, path, pathEnd, source }
}

const absent = '000000'
