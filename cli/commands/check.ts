import type { Command } from 'commander'
import { judgeReadiness } from '../../policies/judge-readiness.ts'
import { known } from '../../policies/facts.ts'
import type { Policy } from '../../policies/resolve-policy.ts'
import { isWhole } from '../../report/coverage.ts'
import type { Report } from '../../report/report.ts'
import type { ScanOptions } from '../../scanner/scan.ts'
import { addStaged } from '../../scanner/add-staged.ts'
import { AppError } from '../../scanner/errors.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { scanTree } from '../../scanner/scan-tree.ts'
import type { RefChoice } from '../../scanner/sources/git/select-tips.ts'
import { exitCodeOf, exitCodes } from '../exit-code.ts'
import { historyRefs, isWholeHistory } from '../history-scope.ts'
import { loadStandards, type Scanned, scanAndReport } from '../make-report.ts'
import type { Program } from '../program.ts'
import { hasCommit, openTarget, type Target, versionControlOf } from '../target.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

interface CheckFlags extends ReportFlags {
  readonly ref: string
  readonly history: boolean
  readonly allRefs?: true
  readonly name?: string
}

const about =
  'Says whether a repository is ready to be connected to Claude, with every reason: what was found against what the ' +
  'policy wants, and what to do about each. Looks at the files of a commit, at what is staged for the next one, and at all ' +
  'of history. It grants nothing.'

/** `gatehouse check` */
export function addCheckCommand(parent: Command, program: Program): void {
  const command = parent
    .command('check')
    .summary('is this repository ready to be connected to Claude?')
    .description(about)
    .argument('<path|git-url>', 'a repository on the disk, or an address to clone from')
    .option('--ref <ref>', 'the branch, tag or commit whose files count as tracked now', 'HEAD')
    .option('--no-history', 'look at the files only; the answer then is that history is not known')
    .option('--all-refs', 'also refs beyond branches, remote branches, tags and stash')
    .option(
      '--name <owner/repository>',
      "which of the policy's groups to judge by (default: from the remote `origin`)",
    )
  for (const option of reportOptions()) command.addOption(option)
  command.action(async (target: string, flags: CheckFlags) => {
    const report = await check(program, target, flags)
    program.end(exitCodeOf(codesOf(report)))
  })
}

async function check(program: Program, given: string, flags: CheckFlags): Promise<Report> {
  if (flags.allRefs && !flags.history)
    throw new AppError('usage', '--all-refs says how far history goes, and --no-history leaves it out.')
  // First of all, because an address takes long to clone.
  const standards = loadStandards(program, flags)
  const refsFor = (ref: string | null): RefChoice | undefined =>
    historyOf(flags, standards.policy.policy, ref)
  const target = await openTarget(program.environment, given)
  const { repository } = target
  try {
    const ref = flags.ref !== 'HEAD' || (await hasCommit(repository)) ? flags.ref : null
    const name = flags.name ?? repository.name ?? undefined
    return await scanAndReport(
      program,
      flags,
      standards,
      (options) => scan(target, ref, refsFor(ref), options),
      ({ result: { coverage }, hasHistory }, findings, { name: policyName, policy }) =>
        judgeReadiness({
          policyName,
          policy,
          findings,
          coverage,
          history: hasHistory === true,
          ...(name !== undefined && { facts: { repository: known(name) } }),
        }),
    )
  } finally {
    target.close()
  }
}

/** How far back to look; undefined: not at all. */
function historyOf(flags: CheckFlags, policy: Policy, ref: string | null): RefChoice | undefined {
  if (!flags.history) return undefined
  return flags.allRefs ? 'all' : historyRefs(policy, ref)
}

async function scan(
  target: Target,
  ref: string | null,
  refs: RefChoice | undefined,
  options: ScanOptions,
): Promise<Scanned> {
  const { repository, shown } = target
  const from = await versionControlOf(target, ref)
  const about = { target: shown, isWhole: isWholeHistory(refs), hasHistory: refs !== undefined, ...from }
  const result =
    refs === undefined && ref !== null
      ? await scanTree(repository, ref, options)
      : await scanHistory(repository, { ...options, ref, refs: refs ?? [] })
  // Another commit than the one that is checked out has nothing to do with what is staged.
  const isCheckedOut = repository.workTree !== null && (ref === null || ref === 'HEAD')
  return { result: isCheckedOut ? await addStaged(repository, result, options) : result, ...about }
}

function codesOf({ readiness, coverage }: Report): readonly number[] {
  const outcome = {
    ready: exitCodes.clean,
    'not-ready': exitCodes.findings,
    'needs-request': exitCodes.needsRequest,
  }
  return [outcome[readiness!.outcome], ...(isWhole(coverage) ? [] : [exitCodes.notEverything])]
}
