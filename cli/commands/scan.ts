import path from 'node:path'
import { type Command, Option } from 'commander'
import { isWhole } from '../../report/coverage.ts'
import type { Report } from '../../report/report.ts'
import type { Policy } from '../../policies/resolve-policy.ts'
import { AppError } from '../../scanner/errors.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { scanStaged } from '../../scanner/scan-changes.ts'
import { scanDiff } from '../../scanner/scan-diff.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import { readFileText } from '../../scanner/sources/git/read-file-text.ts'
import { textsOnDisk } from '../../scanner/sources/texts-on-disk.ts'
import { readOtherComments } from '../../policies/other-comments.ts'
import type { Repository } from '../../scanner/sources/git/repository.ts'
import { resolveRef } from '../../scanner/sources/git/resolve-ref.ts'
import { isRepositoryUrl } from '../../scanner/sources/git/clone-to-temporary.ts'
import { fromCaller } from '../environment.ts'
import { exitCodeOf, exitCodes } from '../exit-code.ts'
import { historyRefs, isWholeHistory } from '../history-scope.ts'
import { loadStandards, type Scanned, scanAndReport } from '../make-report.ts'
import type { Program } from '../program.ts'
import { hasCommit, isNameless, openTarget, type Target, versionControlOf } from '../target.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

interface ScanFlags extends ReportFlags {
  readonly history?: true
  readonly allRefs?: true
  readonly ref?: string
  readonly staged?: true
  readonly diff?: string
  readonly includeIgnored?: true
  readonly code?: true
}

const about =
  'Finds secrets, risky files and unsafe assistant configuration. Without options it reads the files on the disk: in a git ' +
  'work tree all but what git ignores and does not track, elsewhere everything.'

/** `gatehouse scan` */
export function addScanCommand(parent: Command, program: Program): void {
  const command = parent
    .command('scan')
    .summary('find secrets, risky files and unsafe assistant configuration')
    .description(about)
    .argument('<path|git-url>', 'a folder, a file, a repository, or an address to clone from')
    .option('--history', 'every version of every file: HEAD, branches, remote branches, tags, stash')
    .option('--all-refs', 'with --history: also every other ref')
    .addOption(new Option('--ref <ref>', 'the files of a branch, tag or commit instead of those on the disk'))
    .addOption(
      new Option('--staged', 'what is staged for the next commit').conflicts(['history', 'ref', 'diff']),
    )
    .addOption(
      new Option('--diff <base..head>', 'what head brings since it left base, in every commit').conflicts([
        'history',
        'ref',
        'staged',
      ]),
    )
    .option('--include-ignored', 'also what git ignores')
    .option(
      '--code',
      'also weaknesses in code: crypto, injection and unsafe settings in JavaScript, TypeScript, Python, Go, Java, workflows and Dockerfiles, crypto in Ruby, PHP, C# and Kotlin',
    )
  for (const option of reportOptions()) command.addOption(option)
  command.action(async (path: string, flags: ScanFlags) => {
    refuseUseless(flags)
    const standards = loadStandards(program, flags)
    const { policy } = standards.policy
    const report = await scanAndReport(program, flags, standards, (options) =>
      scan(program, path, flags, { ...options, code: flags.code === true }, policy),
    )
    program.end(exitCodeOf(codesOf(report)))
  })
}

async function scan(
  program: Program,
  given: string,
  flags: ScanFlags,
  options: ScanOptions,
  policy: Policy,
): Promise<Scanned> {
  // There are no files on the disk behind an address: those of its main branch are meant.
  const isOnDisk = !flags.history && !flags.staged && flags.ref === undefined && flags.diff === undefined
  if (isOnDisk && !isRepositoryUrl(given)) {
    const folder = fromCaller(program.environment, given)
    const result = await scanFolder(folder, { ...options, includeIgnored: flags.includeIgnored === true })
    const otherComments = await readOtherComments(result.findings, textsOnDisk(folder))
    return {
      otherComments,
      result,
      target: isNameless(given) ? path.basename(folder) || folder : given,
      isWhole: false,
    }
  }
  const target = await openTarget(program.environment, given)
  try {
    const scanned = await scanGit(target, flags, options, policy)
    const { repository } = target
    const commit = await commitOf(repository, flags)
    const otherComments = await readOtherComments(scanned.result.findings, async (file) =>
      commit === undefined ? undefined : readFileText(repository, commit, file),
    )
    return { ...scanned, otherComments }
  } finally {
    target.close()
  }
}

/** Whose files the findings stand in, in hex; the empty text is the index, undefined a repository without a commit. */
async function commitOf(
  repository: Repository,
  { staged, diff, ref = 'HEAD' }: ScanFlags,
): Promise<string | undefined> {
  if (staged) return ''
  if (diff !== undefined) return resolveRef(repository, /\.{2,3}(.+)$/s.exec(diff)?.[1] ?? 'HEAD')
  return ref !== 'HEAD' || (await hasCommit(repository)) ? resolveRef(repository, ref) : undefined
}

async function scanGit(
  target: Target,
  flags: ScanFlags,
  options: ScanOptions,
  policy: Policy,
): Promise<Scanned> {
  const { repository, shown } = target
  if (flags.staged) return { ...(await scanStaged(repository, options)), target: shown, isWhole: false }
  if (flags.diff !== undefined)
    return { ...(await scanDiff(repository, flags.diff, options)), target: shown, isWhole: false }
  if (!flags.history) {
    const ref = flags.ref ?? 'HEAD'
    const result = await scanTree(repository, ref, options)
    return { result, target: shown, isWhole: false, ...(await versionControlOf(target, ref)) }
  }
  const ref = flags.ref ?? ((await hasCommit(repository)) ? 'HEAD' : null)
  const wide = flags.allRefs ? 'all' : (historyRefs(policy, ref) ?? 'default')
  const refs = flags.ref === undefined ? wide : [flags.ref]
  const result = await scanHistory(repository, { ...options, ref, refs })
  return { result, target: shown, isWhole: isWholeHistory(refs), ...(await versionControlOf(target, ref)) }
}

/** An option that another one takes the meaning from would be passed over in silence. @throws AppError `usage` */
function refuseUseless(flags: ScanFlags): void {
  const isOnDisk = !flags.history && !flags.staged && flags.ref === undefined && flags.diff === undefined
  if (flags.allRefs && !flags.history)
    throw new AppError('usage', '--all-refs says how far --history goes, which is not given.')
  if (flags.allRefs && flags.ref !== undefined)
    throw new AppError(
      'usage',
      '--all-refs and --ref contradict each other: one is every ref, one a single ref.',
    )
  if (flags.includeIgnored && !isOnDisk)
    throw new AppError(
      'usage',
      '--include-ignored is about the files on the disk, which are not looked at here.',
    )
}

function codesOf({ findings, coverage }: Report): readonly number[] {
  const open = findings.some(({ status, severity }) => status === 'open' && severity !== 'info')
  return [...(open ? [exitCodes.findings] : []), ...(isWhole(coverage) ? [] : [exitCodes.notEverything])]
}
