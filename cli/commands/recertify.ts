import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Program } from '../program.ts'
import { showExceptions } from '../server-commands/exceptions.ts'
import { showRecertification, startRecertification } from '../server-commands/recertify.ts'

export interface StartFlags {
  readonly organization?: string
  readonly by: string
  readonly byId?: number
}

const organizationOption = (): Option =>
  new Option('--organization <login>', 'which organization, where there are several')

/** `gatehouse recertify`, `gatehouse exceptions` */
export function addRecertifyCommands(parent: Command, program: Program): void {
  const command = parent
    .command('recertify')
    .summary('have approvals in force confirmed')
    .description('Shows how far the newest recertification has come, and begins one.')
  command
    .command('show', { isDefault: true })
    .description(
      'Who was asked, what is open, kept, dropped, overdue or lapsed, and what is still to be confirmed.',
    )
    .addOption(organizationOption())
    .option('--all', 'also what is answered')
    .action((flags: { readonly organization?: string; readonly all?: true }) =>
      showRecertification(program, flags),
    )
  command
    .command('start')
    .description(
      'Asks reviewers, in issues of the policy repository, whether each approval in force is still needed. What nobody confirms in ' +
        'time ends. Only a Gatehouse owner may: a member of the teams in `requests.owners` of the policy, or an owner of the ' +
        'organization where it names none.',
    )
    .addOption(organizationOption())
    .requiredOption('--by <login>', 'who begins it')
    .option('--by-id <number>', 'their numeric id of GitHub, where they are not known yet', wholeNumber)
    .action((flags: StartFlags) => startRecertification(program, flags))
  parent
    .command('exceptions')
    .summary('show conditions that are waived')
    .description(
      'The register of exceptions in force: which condition of which repository is waived, what is done instead, who answers for it, ' +
        'who granted it, and until when.',
    )
    .addOption(organizationOption())
    .action((flags: { readonly organization?: string }) => showExceptions(program, flags.organization))
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('Give a whole number from 1.')
  return number
}
