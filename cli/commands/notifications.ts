import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { showFailures, showTargets, testTarget } from '../server-commands/notifications.ts'

export interface FailureFlags {
  readonly replay?: true
  readonly organization?: string
}

/** `gatehouse notifications` */
export function addNotificationsCommand(parent: Command, program: Program): void {
  const command = parent
    .command('notifications')
    .summary('show who is told of what happens, try it, and look at what could not be sent')
    .description('Shows the targets of NOTIFICATIONS_FILE and how each fares.')
  command
    .command('list', { isDefault: true })
    .description('Each target: what it is, when it was told last, what waits, and why the last try failed.')
    .action(() => showTargets(program))
  command
    .command('test')
    .description(
      'Sends a message that says that it is a test. Of tickets none is opened: it is looked for one.',
    )
    .argument('<target>', 'its name in NOTIFICATIONS_FILE')
    .action((target: string) => testTarget(program, target))
  command
    .command('failures')
    .description('Shows what was given up, after two days of tries or because it was refused, and why.')
    .option('--replay', 'try all of it again')
    .option('--organization <login>', 'only of this one')
    .action((flags: FailureFlags) => showFailures(program, flags))
}
