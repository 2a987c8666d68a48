import type { Finding } from './engine/finding.ts'
import { AppError } from './errors.ts'
import type { ScanOptions } from './scan.ts'
import { type PlacedOptions, scanPlaced } from './scan-placed.ts'
import { listTree } from './sources/git/list-tree.ts'
import { textOf } from './sources/git/read-file-text.ts'
import type { Repository } from './sources/git/repository.ts'
import { runGit } from './sources/git/run.ts'

/** A finding in one version of one file. */
export interface NamedFinding {
  readonly finding: Finding
  /**
   * Whether a test holds of its secret, or of a word of its line that is a part of the secret or has it inside: tools do not agree
   * where a secret begins. The text goes to the test alone.
   */
  readonly holds: (test: (secret: string) => boolean) => boolean
  /**
   * The same of any piece of its line. Some tools take the head of a key or the beginning of a token for the secret, which many have:
   * this says something only where the line is the one that is meant.
   */
  readonly hasInLine: (test: (piece: string) => boolean) => boolean
}

/** The files of a commit, and what some of them hold. */
export interface NamedCommit {
  /** Those of its paths that were wanted. */
  readonly paths: ReadonlySet<string>
  /** By path, of those that were wanted. */
  readonly findings: ReadonlyMap<string, readonly NamedFinding[]>
}

export interface NamedOptions extends ScanOptions {
  /** Which of a commit's files are looked at; without one that is wanted it is only listed. */
  readonly isWanted: (commit: string, path: string) => boolean
}

/**
 * Scans chosen files of chosen commits, each version once.
 * @param commits names of commits
 * @returns by these names; one that is not in the repository is missing
 * @throws AppError `git-failed`
 */
export async function scanNamed(
  repository: Repository,
  commits: readonly string[],
  { isWanted, ...options }: NamedOptions,
): Promise<ReadonlyMap<string, NamedCommit>> {
  const listed = new Map<
    string,
    { readonly paths: ReadonlySet<string>; readonly wanted: readonly Wanted[] }
  >()
  for (const commit of new Set(commits)) {
    const entries = await filesOf(repository, commit)
    if (entries === undefined) continue
    const named = entries.filter(({ path }) => isWanted(commit, path))
    const wanted = named.filter(({ path }) => options.isIgnored?.(path) !== true)
    listed.set(commit, { paths: new Set(named.map(({ path }) => path)), wanted })
  }
  const all = [...listed.values()].flatMap(({ wanted }) => wanted)
  const { code, ...rest } = options
  const placed: PlacedOptions = { ...rest, ...(code === true && { isCodeWanted: () => true }) }
  const found = await scanPlaced(repository, all, placed, async ({ result, idOf }) =>
    result.findings.map(({ index, finding }) => ({ id: idOf(index), finding: { ...finding, commit: null } })),
  )
  const texts = await textsOf(repository, new Set(found.map(({ id }) => id)))
  const at = new Map<string, Finding[]>()
  for (const { id, finding } of found) {
    const key = `${id} ${finding.path}`
    at.set(key, [...(at.get(key) ?? []), finding])
  }
  return new Map(
    [...listed].map(([commit, { paths, wanted }]) => {
      const findings = wanted.map(({ id, path }): readonly [string, readonly NamedFinding[]] => [
        path,
        (at.get(`${id} ${path}`) ?? []).map((finding) => ({
          finding,
          holds: (test) => secretsAt(texts.get(id) ?? [], finding).some(test),
          hasInLine: (test) => piecesAt(texts.get(id) ?? [], finding).some(test),
        })),
      ])
      return [commit, { paths, findings: new Map(findings) }]
    }),
  )
}

interface Wanted {
  readonly id: string
  readonly path: string
}

async function filesOf(repository: Repository, commit: string): Promise<readonly Wanted[] | undefined> {
  try {
    return (await listTree(repository, commit)).entries
  } catch (error) {
    if (error instanceof AppError && error.code === 'unknown-ref') return undefined
    throw error
  }
}

async function textsOf(
  { git }: Repository,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const texts = new Map<string, readonly string[]>()
  for (const id of ids) {
    const { ok, output } = await runGit(git, ['cat-file', 'blob', id])
    const text = ok ? textOf(output) : undefined
    if (text !== undefined) texts.set(id, text.split(/\r?\n/))
  }
  return texts
}

/** What stands at a finding, and the words of its first line that it shares letters with. */
function secretsAt(lines: readonly string[], finding: Finding): readonly string[] {
  const { line, column, endLine, endColumn } = finding
  if (line === null || column === null || endLine === null || endColumn === null) return []
  const covered = lines.slice(line - 1, endLine)
  const [first = ''] = covered
  const last = line === endLine ? endColumn - 1 : first.length
  const whole =
    line === endLine
      ? first.slice(column - 1, endColumn - 1)
      : [first.slice(column - 1), ...covered.slice(1, -1), covered.at(-1)?.slice(0, endColumn - 1)].join('\n')
  const words = separators.flatMap((word) =>
    [...first.matchAll(word)]
      .filter(({ 0: text, index }) => index < last && index + text.length > column - 1)
      .map(([text]) => text),
  )
  return [whole, ...words]
}

const piecesAt = (lines: readonly string[], { line }: Finding): readonly string[] => {
  const text = line === null ? '' : (lines[line - 1] ?? '')
  return [/[A-Za-z0-9]+/g, /[^-]+/g].flatMap((piece) => text.match(piece) ?? [])
}

/** How others cut a line: at blanks, at quotes, and at what stands around a value. */
const separators = [/[^\s]+/g, /[^"'`]+/g, /[^\s"'`=:,;(){}[\]<>]+/g, /[^\s"'`,;(){}[\]<>:@/]+/g]
