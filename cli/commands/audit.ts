import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Program } from '../program.ts'
import { rebuildFromExport } from '../server-commands/rebuild-approvals.ts'
import { exportAudit, listHeads } from '../server-commands/export-audit.ts'
import { verifyAudit } from '../server-commands/verify-audit.ts'

export interface VerifyFlags {
  readonly organization?: string
  readonly export?: string
  readonly heads?: string
  readonly publicKey: readonly string[]
  readonly progress: boolean
}

export interface ExportFlags {
  readonly organization?: string
  readonly format: 'jsonl' | 'csv' | 'ocsf'
  readonly from?: Date
  readonly to?: Date
  readonly output?: string
  readonly progress: boolean
}

export type RebuildFlags = Pick<VerifyFlags, 'heads' | 'publicKey'>

export interface HeadsFlags {
  readonly organization?: string
  readonly all?: true
  readonly output?: string
}

const organizationOption = (): Option =>
  new Option('--organization <login>', 'only one: its login, or `<host>/<login>` where several hosts have it')
const outputOption = (): Option =>
  new Option('-o, --output <file>', 'write to a file instead of the terminal')
const noProgressOption = (): Option => new Option('--no-progress', 'show no progress')

/** `gatehouse audit` */
export function addAuditCommand(parent: Command, program: Program): void {
  const command = parent
    .command('audit')
    .description('Verifies and exports what was recorded. Reads the database of DATABASE_URL or DATA_FOLDER.')
  command
    .command('verify')
    .description(
      'Recomputes every chain and compares it with its signed heads. Exit code 0: whole; 1: broken; 4: unbroken as far as it goes, which ' +
        'is only a part, or nothing, or vouched for by no signed head.',
    )
    .addOption(organizationOption())
    .option('--export <file>', 'verify a file that `audit export --format jsonl` wrote; needs no database')
    .option(
      '--heads <file>',
      'heads that were kept elsewhere: what `audit heads` printed, or audit-heads.jsonl of the data folder',
    )
    .option('--public-key <file>', 'trust only this key, in PEM; may be given again', append, [])
    .addOption(noProgressOption())
    .action((flags: VerifyFlags) => verifyAudit(program, flags))
  command
    .command('export')
    .description('Writes what was recorded: everything, or a part of it.')
    .addOption(
      new Option('-f, --format <format>', 'jsonl can be verified, csv is for people, ocsf is OCSF 1.6.0')
        .choices(['jsonl', 'csv', 'ocsf'])
        .default('jsonl'),
    )
    .addOption(organizationOption())
    .option('--from <time>', 'from the first event at or after it: 2026-11-26, 2026-11-26T08:00:00Z', time)
    .option('--to <time>', 'to the last event before it', time)
    .addOption(outputOption())
    .addOption(noProgressOption())
    .action((flags: ExportFlags) => exportAudit(program, flags))
  command
    .command('heads')
    .description(
      'Prints the newest signed head of each organization, and the public keys, to keep them elsewhere.',
    )
    .addOption(organizationOption())
    .option('--all', 'every head, not only the newest')
    .addOption(outputOption())
    .action((flags: HeadsFlags) => listHeads(program, flags))
  command
    .command('rebuild-approvals')
    .description(
      'Gives the approvals and exceptions of an exported record once more, in a database that does not have them: those that nobody ' +
        'has ended and whose term is not over. A recertification that was open is opened, with what nobody had answered. The record must be proven whole by heads or a key that were kept elsewhere. It may be done again. Exit ' +
        'code 0: all of them; 4: some have a repository or people that are not known.',
    )
    .argument('<export>', 'a file that `audit export --format jsonl` wrote')
    .option(
      '--heads <file>',
      'heads that were kept elsewhere: what `audit heads` printed, or audit-heads.jsonl',
    )
    .option('--public-key <file>', 'trust only this key, in PEM; may be given again', append, [])
    .action((file: string, flags: RebuildFlags) => rebuildFromExport(program, file, flags))
}

const append = (value: string, before: readonly string[]): readonly string[] => [...before, value]

/** Dates and times of ISO 8601 only: others mean different things in different places. */
function time(value: string): Date {
  const at = new Date(value)
  if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(at.getTime())) return at
  throw new InvalidArgumentError('It must look like 2026-11-26 or 2026-11-26T08:00:00Z.')
}
