import { hexLines } from './object-ids.ts'
import { createRawDiffParser, type RawEntry } from './raw-diff-parser.ts'
import { idLength, type Repository } from './repository.ts'
import { finished, startGit } from './run.ts'

// Raw records of merges are shown against all parents (-c): what a merge itself brings in is in none of them.
const diffTree = 'diff-tree --stdin --root -r -z -c --raw --no-renames --no-abbrev --always'.split(' ')
// In a clone without trees every commit fails; reading trees ourselves is then the faster way.
const maxFailures = 20

/** Where changes go, each with the index of its commit. */
export interface ChangeSink {
  readonly entry: (commit: number, entry: RawEntry) => void
  /** Needed only where it matters what was there before. */
  readonly before?: (commit: number, entry: RawEntry) => void
}

/**
 * Reports what each commit changed against its parents.
 * @param commits ids as bytes; those from `from` up to `to` are read
 * @param seen told of a commit's index and one path that it added or changed, and of what was there before
 * @returns the indexes of commits that git could not read to the end, in ascending order
 */
export async function diffCommits(
  repository: Repository,
  commits: Uint8Array,
  from: number,
  to: number,
  seen: ChangeSink,
): Promise<readonly number[]> {
  const failed: number[] = []
  for (let start = from; start < to;) {
    const last = await diffRun(repository, commits, start, to, seen)
    if (last === null) break
    // Which of the two it was cannot be told when git was killed, so that both are read again.
    for (const commit of [last, last + 1]) if (commit >= start && commit < to) failed.push(commit)
    start = last + 2
    if (failed.length > maxFailures) for (; start < to; start += 1) failed.push(start)
  }
  return failed
}

/** @returns null when all was read, otherwise the last commit that git began to report (`start - 1` for none) */
async function diffRun(
  repository: Repository,
  commits: Uint8Array,
  start: number,
  to: number,
  seen: ChangeSink,
): Promise<number | null> {
  const length = idLength(repository)
  const child = startGit(repository.git, diffTree)
  let current = start - 1
  const parser = createRawDiffParser(length * 2, {
    commit: () => {
      current += 1
    },
    entry: (entry) => {
      seen.entry(current, entry)
    },
    ...(seen.before && {
      before: (entry) => {
        seen.before?.(current, entry)
      },
    }),
  })
  child.stdin.end(hexLines(commits.subarray(start * length, to * length), length))
  const { ok } = await finished(child, parser.push)
  return ok && current === to - 1 ? null : current
}
