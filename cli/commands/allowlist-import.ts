import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { addEntries } from '../../policies/add-entries.ts'
import { type EntryVerdict, longestTermDays, verdicts } from '../../policies/allowlist.ts'
import { date, endOfDay, line } from '../../policies/fields.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { AppError } from '../../scanner/errors.ts'
import { createTextMask } from '../../scanner/engine/mask-text.ts'
import { compileLater } from '../../scanner/pool/scan-rules.ts'
import { allRules } from '../../scanner/rules/index.ts'
import { type Environment, fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { findNamed } from '../import/find-named.ts'
import { loadForeign } from '../import/load-foreign.ts'
import { matchForeign, servicesOf } from '../import/match-foreign.ts'
import { foreignTools, type ForeignTool } from '../import/read-foreign.ts'
import { takenText } from '../import/taken-text.ts'
import { takeOver } from '../import/take-over.ts'
import { loadPolicy, type NamedPolicy, problemsError, readText } from '../load-policy.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { type ReportFlags, reportOptions } from './scan-flags.ts'

const about =
  'Takes over what another tool lets pass: .gitleaksignore, a gitleaks report or configuration, trufflehog results or excluded ' +
  'paths, .secrets.baseline, a kingfisher baseline, SARIF. Each entry is matched by place against what is found there, and bound to ' +
  'our fingerprint. Exits with 1 where something was not taken over.'

interface ImportFlags extends Pick<ReportFlags, 'policy' | 'allowlist' | 'threads' | 'progress'> {
  readonly from?: ForeignTool
  readonly repository: string
  readonly approver: string
  readonly until: string
  readonly verdict?: EntryVerdict
  readonly dryRun?: true
}

/** `gatehouse allowlist import` */
export function addAllowlistImport(parent: Command, program: Program): void {
  const command = parent
    .command('import')
    .description(about)
    .argument('<file>', "the other tool's file")
    .addOption(
      new Option('--from <tool>', 'whose file it is (default: by its name and form)').choices(foreignTools),
    )
    .option('--repository <path>', 'the repository that it is about', '.')
    .requiredOption('--approver <name>', 'who answers for the entries', named)
    .requiredOption('--until <day>', `the last day they count, at most ${longestTermDays} days ahead`, aDay)
    .addOption(
      new Option(
        '--verdict <verdict>',
        'what they say (default: false-positive for what was let pass, risk-accepted for a baseline)',
      ).choices(verdicts),
    )
    .option('--dry-run', 'print the entries, and write nothing')
  for (const option of reportOptions())
    if (['policy', 'allowlist', 'threads', 'progress'].includes(option.attributeName()))
      command.addOption(option)
  command.action((file: string, flags: ImportFlags) => importForeign(program, file, flags))
}

function named(text: string): string {
  const read = line(100).safeParse(text)
  if (!read.success) throw new InvalidArgumentError('Give a name of at most 100 characters, on one line.')
  return read.data
}

function aDay(text: string): string {
  if (!date.safeParse(text).success) throw new InvalidArgumentError('Write a day as year-month-day.')
  return text
}

async function importForeign(program: Program, given: string, flags: ImportFlags): Promise<void> {
  const { environment } = program
  const now = new Date()
  refuseDay(flags.until, now)
  const policy = loadPolicy(environment, flags.policy)
  const allowlistFile = fileFor(environment, flags, policy)
  const shown = flags.allowlist ?? policy.policy.allowlist.file
  const before = existsSync(allowlistFile) ? readText(allowlistFile, 'an allowlist', shown) : undefined
  const known = readAllowlist(before ?? 'version: 1\nentries: []\n', shown)
  if (!known.ok) throw problemsError('invalid-allowlist', shown, known.problems)
  const name = path.basename(given)
  const foreign = loadForeign(environment, given, flags.from)
  const compiled = compileLater({ userRules: policy.policy.scanning.rules })
  const found = await findNamed(program, flags, { policy, compiled }, foreign.entries)
  const services = servicesOf(allRules.filter(({ kind }) => kind === 'secret').map(({ id }) => id))
  const matched = foreign.entries.map((entry) => ({
    entry,
    match: matchForeign(entry, found.get(entry.commit ?? 'HEAD'), services),
  }))
  const { approver, until, verdict, dryRun: isDry = false } = flags
  const mask = createTextMask(compiled)
  const taken = takeOver(matched, {
    file: name,
    allowlist: known.allowlist,
    approver,
    until,
    verdict,
    mask,
    now,
  })
  const result = addEntries(isDry ? undefined : before, taken.entries)
  if (!result.ok) throw problemsError('invalid-allowlist', shown, result.problems)
  const text = mask(takenText(taken, foreign.notTaken, { file: name, allowlist: shown, isDry }))
  if (isDry) {
    writeOutput(environment, result.text, undefined)
    environment.stderr.write(text)
  } else {
    if (result.added.length > 0) writeOutput(environment, result.text, allowlistFile)
    writeOutput(environment, text, undefined)
  }
  const isAll = taken.nothing.length + taken.unclear.length + foreign.notTaken.length === 0
  program.end(isAll ? exitCodes.clean : exitCodes.findings)
}

function refuseDay(until: string, now: Date): void {
  const days = (endOfDay(until) - now.getTime()) / (24 * 60 * 60 * 1000)
  if (days <= 0) throw new AppError('usage', `--until ${until} is over.`, { todo: 'Give a day to come.' })
  if (days > longestTermDays)
    throw new AppError('usage', `--until ${until} is more than ${longestTermDays} days ahead.`, {
      todo: 'Give an earlier day: an entry is looked at again about once a year.',
    })
}

/** @throws AppError `usage`: a shipped policy has no allowlist beside it */
function fileFor(
  environment: Environment,
  { allowlist }: ImportFlags,
  { policy, folder }: NamedPolicy,
): string {
  if (allowlist !== undefined) return fromCaller(environment, allowlist)
  if (folder !== undefined) return path.join(folder, policy.allowlist.file)
  throw new AppError('usage', 'It is not said which allowlist to write to.', {
    todo: 'Name it with --allowlist, or the policy that it lies beside with --policy.',
  })
}
