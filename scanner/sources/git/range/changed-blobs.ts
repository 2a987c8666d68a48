import { type GitAccess, runGit } from '../run.ts'
import type { CommitRange } from './fetch-range.ts'

/**
 * Every version of a file that a range's commits brought or replaced, and that its sum did; in hex, each once. Only commits and folders
 * are read for it.
 * @returns undefined where git gives up
 */
export async function changedBlobs(
  git: GitAccess,
  { base, head, boundary }: CommitRange,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const raw = '-r --raw -z --no-abbrev --no-renames --no-commit-id'.split(' ')
  const [each, sum] = await Promise.all([
    runGit(git, ['rev-list', head, ...boundary.map((id) => `^${id}`)], { signal }).then(({ ok, output }) =>
      // Against each parent: what a merge took from the other side is no change, what it made of both is.
      ok
        ? runGit(git, ['diff-tree', ...raw, '--root', '-m', '--stdin'], { input: output, signal })
        : undefined,
    ),
    runGit(git, ['diff-tree', ...raw, base, head, '--'], { signal }),
  ])
  if (each?.ok !== true || !sum.ok) return undefined
  return [...new Set([...blobsIn(each.output), ...blobsIn(sum.output)])]
}

/** Records are `:<old mode> <new mode> <old id> <new id> <letter>` NUL path NUL. Source: git-diff-tree(1), "Raw output format". */
function blobsIn(output: Buffer): readonly string[] {
  const ids: string[] = []
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at)
    const [oldMode = '', mode = '', oldId = '', id = ''] = output.toString('latin1', at, end).split(' ')
    if (isBlob(oldMode.slice(1))) ids.push(oldId)
    if (isBlob(mode)) ids.push(id)
    at = output.indexOf(0, end + 1) + 1
  }
  return ids
}

/** Not of another repository, and not of nothing. */
const isBlob = (mode: string): boolean => mode.startsWith('10') || mode.startsWith('12')
