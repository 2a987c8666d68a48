import type { Command } from 'commander'
import { goneFrom, writeBaseline } from '../../policies/baseline.ts'
import { escapeTerminalLine } from '../../report/escape/terminal.ts'
import { count } from '../../report/wording.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { scanHistory } from '../../scanner/scan-history.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { loadBaseline } from '../load-baseline.ts'
import { assessScan, loadStandards, type Scanned, type Standards, scanFor } from '../make-report.ts'
import type { Program } from '../program.ts'
import { hasCommit, openTarget } from '../target.ts'
import { writeOutput } from '../write-output.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

const aboutCreate =
  'Writes down everything that is open in a repository now, with all of its history, so that only what is new fails from then on. ' +
  'The file holds fingerprints, no secrets.'
const aboutReport =
  'Says what of a baseline is gone and can be taken out of it. Exits with 1 where something is.'

/** `gatehouse baseline` */
export function addBaselineCommand(parent: Command, program: Program): void {
  const command = parent
    .command('baseline')
    .description('Lets an old repository start without its old findings.')
  const what = ['<path|git-url>', 'a repository on the disk, or an address to clone from'] as const
  const create = command
    .command('create')
    .description(aboutCreate)
    .argument(...what)
  const report = command
    .command('report')
    .description(aboutReport)
    .argument(...what)
  for (const option of reportOptions()) {
    const name = option.attributeName()
    if (['policy', 'allowlist', 'output', 'threads', 'progress'].includes(name)) create.addOption(option)
    if (['policy', 'allowlist', 'output', 'threads', 'progress', 'baseline'].includes(name)) {
      if (name === 'baseline') option.makeOptionMandatory()
      report.addOption(option)
    }
  }
  for (const one of [create, report])
    one.option('--code', 'also weaknesses in code, where they are scanned for')
  create.action(async (given: string, flags: BaselineFlags) => {
    const { findings } = await look(program, given, flags)
    writeOutput(program.environment, writeBaseline(findings), flags.output)
    program.end(exitCodes.clean)
  })
  report.action((given: string, flags: BaselineFlags) => reportBaseline(program, given, flags))
}

interface BaselineFlags extends ReportFlags {
  readonly code?: true
}

async function reportBaseline(program: Program, given: string, flags: BaselineFlags): Promise<void> {
  const baseline = loadBaseline(program.environment, flags.baseline ?? '')
  const { findings, isWhole } = await look(program, given, flags)
  const gone = isWhole ? goneFrom(baseline, findings) : []
  const lines = gone.map(
    ({ fingerprint, rule, path }) => `gone: ${program.mask(path)} ${rule} ${fingerprint}`,
  )
  const known = baseline.fingerprints.size - gone.length
  const end = isWhole
    ? `${count(known, 'finding')} of the baseline ${known === 1 ? 'is' : 'are'} still there, ${gone.length} gone.`
    : 'Not everything could be looked at, so nothing is known to be gone.'
  const text = [...lines, end].map((line) => `${escapeTerminalLine(line)}\n`).join('')
  writeOutput(program.environment, text, flags.output)
  program.end(gone.length > 0 ? exitCodes.findings : isWhole ? exitCodes.clean : exitCodes.notEverything)
}

async function look(program: Program, given: string, flags: BaselineFlags) {
  const standards = loadStandards(program, { ...flags, baseline: undefined })
  const scanned = await scanFor(program, flags, standards, (options) =>
    scanEverything(program, given, { ...options, code: flags.code === true }, standards),
  )
  const { findings } = assessScan(scanned, standards, new Date())
  return { findings, isWhole: scanned.isWhole && scanned.result.coverage.notScanned.length === 0 }
}

async function scanEverything(
  program: Program,
  given: string,
  options: Parameters<typeof scanFolder>[1],
  standards: Standards,
): Promise<Scanned> {
  const target = await openTarget(program.environment, given)
  try {
    const { repository, shown } = target
    const ref = (await hasCommit(repository)) ? 'HEAD' : null
    if (ref === null) {
      const result = await scanFolder(fromCaller(program.environment, given), options)
      return { result, target: shown, isWhole: true }
    }
    const refs = standards.policy.policy.scanning.history === 'all' ? 'all' : 'default'
    const result = await scanHistory(repository, { ...options, ref, refs })
    return { result, target: shown, isWhole: true }
  } finally {
    target.close()
  }
}
