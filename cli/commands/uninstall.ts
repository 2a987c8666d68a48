import type { Command } from 'commander'
import { AppError } from '../../scanner/errors.ts'
import type { Program } from '../program.ts'
import { leaveOrganization, showMade } from '../server-commands/uninstall.ts'
import { wholeNumber } from './whole-number.ts'

export interface UninstallFlags {
  readonly organization?: string
  readonly plan?: true
  readonly remove?: true
  readonly handOver?: true
  readonly stay?: true
  readonly by?: string
  readonly byId?: number
}

/** `gatehouse uninstall` */
export function addUninstallCommand(parent: Command, program: Program): void {
  parent
    .command('uninstall')
    .summary('list what Gatehouse made on GitHub, and take it away or hand it over')
    .description(
      'Lists everything that Gatehouse has made in an organization on GitHub. With --remove or --hand-over it makes nothing new there ' +
        'from then on, and takes it away or leaves it to others, as far as GitHub lets; the App does it, so it must run. It may be asked ' +
        'again, and shows then what is left. Only a Gatehouse owner may. Exit code 0: nothing is left; 4: something is.',
    )
    .option('--organization <login>', 'which organization, where there are several')
    .option('--plan', 'only list, which it does without anything else too')
    .option('--remove', 'take away what was made')
    .option('--hand-over', 'leave what was made as it is, and forget it')
    .option('--stay', 'take an order to leave back')
    .option('--by <login>', 'who orders it')
    .option('--by-id <number>', 'their numeric id of GitHub, where they are not known yet', wholeNumber)
    .action((flags: UninstallFlags) => {
      const { plan, remove, handOver, stay, by } = flags
      const orders = [plan, remove, handOver, stay].filter((one) => one === true).length
      if (orders > 1) throw new AppError('usage', 'Choose one of --plan, --remove, --hand-over and --stay.')
      const how = remove ? 'remove' : handOver ? 'hand-over' : stay ? 'stay' : undefined
      if (how === undefined) return showMade(program, flags)
      if (by === undefined) throw new AppError('usage', 'Say who orders it with --by.')
      return leaveOrganization(program, how, { ...flags, by })
    })
}
