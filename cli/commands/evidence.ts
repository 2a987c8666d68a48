import { type Command, InvalidArgumentError } from 'commander'
import type { Program } from '../program.ts'
import { makeEvidence, verifyEvidence } from '../server-commands/evidence.ts'

export interface EvidenceFlags {
  readonly from?: Date
  readonly to?: Date
  readonly organization?: string
  readonly output?: string
  readonly progress: boolean
}

export interface VerifyEvidenceFlags {
  readonly publicKey: readonly string[]
  readonly heads?: string
}

/** `gatehouse evidence` */
export function addEvidenceCommand(parent: Command, program: Program): void {
  const command = parent
    .command('evidence')
    .description(
      'Makes an evidence pack for auditors: the state at both ends of a period, all that was asked, given, ended and changed in it, what ' +
        'was not looked at, and the record it all comes from; signed. Reads the database of DATABASE_URL or DATA_FOLDER.',
    )
    .option(
      '--from <time>',
      'to be given: the beginning of the period: 2026-07-01, 2026-07-01T08:00:00Z',
      time,
    )
    .option('--to <time>', 'its end, exclusive; now, where it is left out', time)
    .option('--organization <login>', 'only one: its login, or `<host>/<login>` where several hosts have it')
    .option('-o, --output <path>', 'to be given: a new folder, or a new file that ends with .zip')
    .option('--no-progress', 'show no progress')
    .action((flags: EvidenceFlags) => makeEvidence(program, flags))
  command
    .command('verify')
    .description(
      'Checks signature, files, chain and heads of a pack, and makes every file again from its record. Needs no database and no network. ' +
        'Exit code 0: it agrees, and is signed by a key that was given; 1: something is wrong; 4: it agrees with itself, and no key from elsewhere vouches for it.',
    )
    .argument('<pack>', 'a folder or a ZIP that `gatehouse evidence` or the console made')
    .option('--public-key <file>', 'a trusted key, in PEM; may be given again', append, [])
    .option(
      '--heads <file>',
      'heads that were kept elsewhere: what `audit heads` printed, or audit-heads.jsonl',
    )
    .action((pack: string, flags: VerifyEvidenceFlags) => verifyEvidence(program, pack, flags))
}

const append = (value: string, before: readonly string[]): readonly string[] => [...before, value]

function time(value: string): Date {
  const at = new Date(value)
  if (/^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(value) && !Number.isNaN(at.getTime())) return at
  throw new InvalidArgumentError('It must look like 2026-11-26 or 2026-11-26T08:00:00Z.')
}
