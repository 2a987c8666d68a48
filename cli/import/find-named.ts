import { AppError } from '../../scanner/errors.ts'
import { type NamedCommit, scanNamed } from '../../scanner/scan-named.ts'
import { nameText } from '../../scanner/sources/path-text.ts'
import type { ReportFlags } from '../commands/scan-flags.ts'
import { scanFor, type Standards } from '../make-report.ts'
import type { Program } from '../program.ts'
import { openTarget } from '../target.ts'
import type { ForeignEntry } from './foreign.ts'

interface FindFlags extends Pick<ReportFlags, 'threads' | 'progress'> {
  readonly repository: string
}

/** What is found where the entries say, by commit; `HEAD` is that of those that name none. */
export async function findNamed(
  program: Program,
  flags: FindFlags,
  standards: Pick<Standards, 'policy' | 'compiled'>,
  entries: readonly ForeignEntry[],
): Promise<ReadonlyMap<string, NamedCommit>> {
  const target = await openTarget(program.environment, flags.repository)
  try {
    return await scanFor(program, flags, standards, (options) =>
      scanNamed(target.repository, commitsOf(entries), {
        ...options,
        code: entries.some(({ about: what }) => what === 'code'),
        isWanted: wantedBy(entries),
      }),
    )
  } finally {
    target.close()
  }
}

const commitsOf = (entries: readonly ForeignEntry[]): readonly string[] => {
  const commits = [...new Set(entries.map(({ commit = 'HEAD' }) => commit))]
  if (commits.length > mostCommits)
    throw new AppError(
      'usage',
      `It names ${commits.length} commits; more than ${mostCommits} are not looked at.`,
      {
        todo: 'Take over a part of it.',
      },
    )
  return commits
}

/** The files of each are listed, which takes a moment. */
const mostCommits = 2_000

function wantedBy(entries: readonly ForeignEntry[]): (commit: string, file: string) => boolean {
  const paths = new Map<string, Set<string>>()
  for (const { commit = 'HEAD', place } of entries) {
    if (place.kind !== 'lines') continue
    const known = paths.get(commit) ?? new Set<string>()
    for (const one of place.paths) known.add(nameText(one))
    paths.set(commit, known)
  }
  const patterns = entries.flatMap(({ place }) => (place.kind === 'pattern' ? [place.matches] : []))
  return (commit, file) =>
    paths.get(commit)?.has(file) === true || (commit === 'HEAD' && patterns.some((matches) => matches(file)))
}
