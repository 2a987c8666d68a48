import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { eraseSomebody, exportSomebody } from '../server-commands/person.ts'

export interface PersonExportFlags {
  readonly output?: string
}

export interface PersonEraseFlags {
  readonly confirm?: string
}

const who =
  'their login, an e-mail address of your identity provider, or the id that the audit log calls them by'

/** `gatehouse person` */
export function addPersonCommand(parent: Command, program: Program): void {
  const command = parent
    .command('person')
    .description(
      'Exports everything that is kept of a person, and erases it. Works on the whole deployment, whatever organizations it has; it is ' +
        'recorded in the audit log of each in which they are known. docs/data-protection.md says what stays, and why.',
    )
  command
    .command('export')
    .description('Writes everything that is kept of a person, as JSON, by table.')
    .argument('<person>', who)
    .option('-o, --output <file>', 'write to a file instead of the terminal')
    .action((called: string, flags: PersonExportFlags) => exportSomebody(program, called, flags))
  command
    .command('erase')
    .description(
      'Erases a person: their names, sessions, identities and words. What they approved stays, under an id that leads to nobody. Without ' +
        '--confirm it only says what would be erased. It cannot be undone.',
    )
    .argument('<person>', who)
    .option('--confirm <person>', 'the same once more: then they are erased')
    .action((called: string, flags: PersonEraseFlags) => eraseSomebody(program, called, flags))
}
