import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { migrate } from '../server-commands/migrate.ts'

/** `gatehouse migrate` */
export function addMigrateCommand(parent: Command, program: Program): void {
  parent
    .command('migrate')
    .description(
      'Brings the database to this version, grants the run-time role what it needs, and seals secrets with the newest key.',
    )
    .action(() => migrate(program))
}
