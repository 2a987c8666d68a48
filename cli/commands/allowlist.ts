import type { Command } from 'commander'
import type { Assessment, EntryReport, EntryState } from '../../policies/assess.ts'
import { parseInlineComments } from '../../policies/inline-comments.ts'
import { escapeTerminalLine } from '../../report/escape/terminal.ts'
import type { PlacedComment } from '../../scanner/scan.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { assessScan, loadStandards, type Scanned, scanFor } from '../make-report.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { hasCommit, openTarget } from '../target.ts'
import { writeOutput } from '../write-output.ts'
import { addAllowlistImport } from './allowlist-import.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

const about =
  'Scans a repository with all of its history and says of each allowlist entry whether it is still needed, and of each ' +
  'comment in a file that asks for one whether it has an answer. Exits with 1 where an entry should be looked at.'

/** `gatehouse allowlist` */
export function addAllowlistCommand(parent: Command, program: Program): void {
  const command = parent.command('allowlist').description('Looks after false positives and accepted risks.')
  const report = command
    .command('report')
    .description(about)
    .argument('<path|git-url>', 'a repository on the disk, or an address to clone from')
  for (const option of reportOptions()) {
    if (['policy', 'allowlist', 'output', 'threads', 'progress'].includes(option.attributeName()))
      report.addOption(option)
  }
  addAllowlistImport(command, program)
  report.action((given: string, flags: ReportFlags) => reportAllowlist(program, given, flags))
}

async function reportAllowlist(program: Program, given: string, flags: ReportFlags): Promise<void> {
  const standards = loadStandards(program, flags)
  const target = await openTarget(program.environment, given)
  try {
    const { repository, shown } = target
    const ref = (await hasCommit(repository)) ? 'HEAD' : null
    const scanned = await scanFor(program, flags, standards, async (options): Promise<Scanned> => {
      // Less than the policy's scope would call entries stale that are not.
      const refs = standards.policy.policy.scanning.history === 'all' ? 'all' : 'default'
      const result = await scanHistory(repository, { ...options, ref, refs })
      return { result, target: shown, isWhole: true }
    })
    const assessment = assessScan(scanned, standards, new Date())
    const text = program.mask(render(assessment, scanned.result.comments))
    writeOutput(program.environment, text, flags.output)
    const isFine = assessment.entries.every(({ state }) => state === 'used')
    program.end(isFine ? exitCodes.clean : exitCodes.findings)
  } finally {
    target.close()
  }
}

const meanings: Record<EntryState, string> = {
  used: 'in force',
  unused: 'not needed: entries above it settle all that it matches',
  stale: 'stale: it matches nothing any more; take it out',
  'not-seen': 'matches nothing, but not everything was looked at',
  expired: 'expired: renew it or take it out',
  'not-yet': 'not in force: it ends too far ahead, or begins later',
}

function render({ entries, comments }: Assessment, placed: readonly PlacedComment[]): string {
  const lines = [
    ...entries.flatMap(entryLines),
    ...comments.map(({ comment, state }) => commentLine(comment, state)),
    ...placed.flatMap(malformedLines),
  ]
  if (lines.length === 0) return 'The allowlist has no entries, and no comment asks for one.\n'
  return `${lines.map(escapeTerminalLine).join('\n')}\n`
}

function entryLines({ entry, state, findings }: EntryReport): readonly string[] {
  const what = `${entry.verdict}, ${findings.length} finding${findings.length === 1 ? '' : 's'}, until ${entry.expires}, by ${entry.approver}`
  return [`${entry.source}:${entry.line}: ${meanings[state]} (${what})`]
}

const commentLine = (
  { path, line, rule }: { path: string; line: number; rule: string },
  state: string,
): string => `${path}:${line}: comment for ${rule}: ${state}`

const malformedLines = ({ path, ...comment }: PlacedComment): readonly string[] =>
  parseInlineComments([comment]).malformed.map(
    ({ line, why }) => `${path}:${line}: comment not understood: ${why}`,
  )
