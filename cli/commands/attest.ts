import type { Command } from 'commander'
import { AppError } from '../../scanner/errors.ts'
import type { Program } from '../program.ts'
import { attestSetting, showChecklist } from '../server-commands/attest.ts'
import { wholeNumber } from './whole-number.ts'

export interface AttestFlags {
  readonly organization?: string
  readonly by?: string
  readonly byId?: number
  readonly evidence?: string
  readonly installation?: string
  readonly days?: number
}

/** `gatehouse attest` */
export function addAttestCommand(parent: Command, program: Program): void {
  parent
    .command('attest')
    .summary('state what GitHub and Claude show to owners alone')
    .description(
      'Without a setting: the list of what only an owner can say, what was stated of it, and where to look. With one: records who ' +
        'states what, on what evidence, and until when.',
    )
    .argument('[setting]', 'what it is about, as the list calls it')
    .argument('[value]', 'the answer; ids of repositories, or `permission=level`, with commas between them')
    .option('--organization <login>', 'which organization, where there are several')
    .option('--by <login>', 'who states it')
    .option('--by-id <number>', 'their numeric id of GitHub, where they are not known yet', wholeNumber)
    .option('--evidence <text>', 'what it rests on: a ticket, the address of a screenshot')
    .option('--installation <number>', 'which installation, where it is about one')
    .option('--days <number>', 'for how many days it counts, at most 90 (default: 90)', wholeNumber)
    .action((setting: string | undefined, value: string | undefined, flags: AttestFlags) => {
      if (setting === undefined) return showChecklist(program, flags)
      if (value === undefined) throw new AppError('usage', `Say what is stated of ${setting}.`)
      return attestSetting(program, setting, value, flags)
    })
}
