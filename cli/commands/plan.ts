import { type Command, Option } from 'commander'
import type { Program } from '../program.ts'
import { acceptShownPlan, showPlan } from '../server-commands/plan.ts'
import { undoPolicyWave } from '../server-commands/undo.ts'
import { wholeNumber } from './whole-number.ts'

export interface PlanFlags {
  readonly organization?: string
  readonly format: 'text' | 'json'
  readonly all?: true
}

export interface AcceptFlags {
  readonly organization?: string
  readonly by: string
  readonly byId?: number
  readonly digest: string
  readonly reason?: string
}

export interface UndoFlags {
  readonly organization?: string
  readonly by?: string
  readonly byId?: number
}

const organizationOption = (): Option =>
  new Option('--organization <login>', 'which organization, where there are several')

/** `gatehouse plan` */
export function addPlanCommand(parent: Command, program: Program): void {
  const command = parent
    .command('plan')
    .summary('what the App is about to change, and what keeps it')
    .description(
      'Shows what the App is about to change on GitHub, and lets pass what waits for a Gatehouse owner.',
    )
  command
    .command('show', { isDefault: true })
    .description(
      'What is open: what, why, how it stands, since when, and by when it will be made. Exit code 0: nothing waits for a Gatehouse ' +
        'owner; 3: something does.',
    )
    .addOption(organizationOption())
    .addOption(
      new Option('-f, --format <format>', 'text is for people').choices(['text', 'json']).default('text'),
    )
    .option('--all', 'leave nothing out of a long plan')
    .action((flags: PlanFlags) => showPlan(program, flags))
  command
    .command('accept')
    .description(
      'Lets pass what `gatehouse plan` has shown: a plan that was held because it is too large, and everything to be enforced where ' +
        'nobody has accepted that yet, or the database was restored since. Only a Gatehouse owner may: a member of the teams in ' +
        '`requests.owners` of the policy, or an owner of the organization where it names none. A plan that nobody accepts stays held: there is no command to drop it, because the next look would plan it again; change the policy instead.',
    )
    .addOption(organizationOption())
    .requiredOption('--by <login>', 'who accepts it')
    .option('--by-id <number>', 'their numeric id of GitHub, where they are not known yet', wholeNumber)
    .requiredOption('--digest <digest>', 'of the plan that they have seen, as `gatehouse plan` shows it')
    .option('--reason <text>', 'why, for the audit log')
    .action((flags: AcceptFlags) => acceptShownPlan(program, flags))
  command
    .command('undo [policy]')
    .description(
      'Gives back what one version of the policy took from assistants, and nothing else: without a version it lists those that took ' +
        'something which is still taken. What the policy in force would take again is left as it is. Only a Gatehouse owner may.',
    )
    .addOption(organizationOption())
    .option('--by <login>', 'who undoes it')
    .option('--by-id <number>', 'their numeric id of GitHub, where they are not known yet', wholeNumber)
    .action((policy: string | undefined, flags: UndoFlags) => undoPolicyWave(program, policy, flags))
}
