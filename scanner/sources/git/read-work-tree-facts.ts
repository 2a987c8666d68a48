import { pathKey } from '../path-text.ts'
import { copyIndex } from './copy-index.ts'
import type { Repository } from './repository.ts'
import { gitFailed, runGit } from './run.ts'

/** What git knows of a work tree beyond what lies on the disk. Paths are relative to the work tree, as `pathKey` writes them. */
export interface WorkTreeFacts {
  /** Ignored and not tracked; a whole folder mostly has `/` at its end. Empty where the opened folder is ignored itself. */
  readonly ignored: ReadonlySet<string>
  /** Folders that belong to another repository which is tracked here. */
  readonly submodules: ReadonlySet<string>
}

/**
 * Asks git which files its ignore rules leave out. A tracked file is never among them, whatever the rules say.
 * @throws AppError `git-failed`
 */
export async function readWorkTreeFacts(repository: Repository): Promise<WorkTreeFacts> {
  copyIndex(repository)
  const environment = { GIT_WORK_TREE: repository.workTree! }
  const list = 'ls-files -z'.split(' ')
  const [isInside, ignored, staged] = await Promise.all([
    isInIgnored(repository, environment),
    runGit(repository.git, [...list, ...ignoredFiles(repository)], { environment }),
    runGit(repository.git, [...list, '--stage'], { environment }),
  ])
  if (!ignored.ok) throw gitFailed('The ignored files cannot be listed', ignored.message)
  if (!staged.ok) throw gitFailed('The tracked files cannot be listed', staged.message)
  return {
    ignored: new Set(isInside ? [] : wholeEntries(records(ignored.output))),
    submodules: new Set(submodules(staged.output)),
  }
}

/** Whether the opened folder lies in an ignored one: whoever asks for such a folder wants it scanned. */
async function isInIgnored(repository: Repository, environment: Record<string, string>): Promise<boolean> {
  if (repository.prefix === '') return false
  // git 2.30 refuses literal paths here; with `./` in front none is taken for anything else.
  const plain = { ...environment, GIT_LITERAL_PATHSPECS: '0' }
  const args = ['check-ignore', '--quiet', '--', `./${repository.prefix}`]
  return (await runGit(repository.git, args, { environment: plain })).ok
}

/**
 * Whole folders where they are ignored as such. git 2.30 then forgets some files, so that it must name each of them; 2.39 is
 * the oldest version seen to forget none.
 */
function ignoredFiles({ git }: Repository): readonly string[] {
  const files = ['--others', '--ignored', '--exclude-standard']
  const [major, minor] = git.version
  return major > 2 || minor >= 39 ? [...files, '--directory'] : files
}

/**
 * git also names folders that merely hold nothing but ignored files, and then those files. Such a folder may hold something
 * that git could not see, so that only the files count.
 */
function wholeEntries(paths: readonly string[]): readonly string[] {
  const sorted = paths.toSorted((a, b) => (a < b ? -1 : 1))
  return sorted.filter((path, index) => !(path.endsWith('/') && sorted[index + 1]?.startsWith(path) === true))
}

/** Entries are `<mode> <id> <stage>` TAB path. */
function submodules(output: Buffer): readonly string[] {
  return records(output)
    .filter((record) => record.startsWith('160000 '))
    .map((record) => record.slice(record.indexOf('\t') + 1))
}

function records(output: Buffer): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at)
    if (end < 0) break
    found.push(pathKey(output.subarray(at, end)))
    at = end + 1
  }
  return found
}
