import { type Command, InvalidArgumentError } from 'commander'
import type { Program } from '../program.ts'
import { askForAccess, showRequests } from '../server-commands/requests.ts'

export interface RequestFlags {
  readonly by: string
  readonly reason: string
  readonly days?: number
}

/** `gatehouse request`, `gatehouse requests` */
export function addRequestCommands(parent: Command, program: Program): void {
  parent
    .command('request')
    .summary('ask that Claude may reach a repository')
    .description(
      "Opens a request in somebody's name, by the same rules as `/gatehouse request` in a comment. The App opens its issue in the " +
        'policy repository, where it is approved.',
    )
    .argument('<owner/repository>', 'which repository')
    .requiredOption('--by <login>', 'who asks; they must be able to see the repository')
    .requiredOption('--reason <text>', 'why it is needed')
    .option('--days <number>', 'for how many days (default: as long as the policy lets)', wholeNumber)
    .action((repository: string, flags: RequestFlags) => askForAccess(program, repository, flags))
  parent
    .command('requests')
    .summary('show requests that are open and approvals that are in force')
    .description(
      'Lists emergencies that nobody has reviewed, requests that are open, and approved ones with the day on which they end.',
    )
    .option('--organization <login>', 'which organization, where there are several')
    .action((flags: { readonly organization?: string }) => showRequests(program, flags.organization))
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1 || number > 730)
    throw new InvalidArgumentError('Give a whole number from 1 to 730.')
  return number
}
