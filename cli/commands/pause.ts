import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { pauseAll, resumeAll } from '../server-commands/pause.ts'
import { wholeNumber } from './whole-number.ts'

export interface PauseFlags {
  readonly organization?: string
  readonly reason: string
  readonly by?: string
  readonly byId?: number
}

export interface ResumeFlags {
  readonly organization?: string
  readonly reason?: string
  readonly by?: string
  readonly byId?: number
}

const organizationText = 'only this one; without it, everything that this deployment changes'

const byText = "who orders it, on GitHub; without it, the operating system's account is kept beside the pause"
const byIdText = 'their numeric id of GitHub, where they are not known yet'

/** `gatehouse pause` and `gatehouse resume` */
export function addPauseCommands(parent: Command, program: Program): void {
  parent
    .command('pause')
    .summary('stop every change on GitHub at once')
    .description(
      'Stops every change that Gatehouse makes on GitHub, in every process: each asks before each single write, so that it takes ' +
        'seconds. Looking and deciding go on. It is recorded in the audit log of each organization.',
    )
    .requiredOption('--reason <text>', 'why, for whoever asks later; without anything secret')
    .option('--organization <login>', organizationText)
    .option('--by <login>', byText)
    .option('--by-id <number>', byIdText, wholeNumber)
    .action((flags: PauseFlags) => pauseAll(program, flags))
  parent
    .command('resume')
    .summary('let changes go on')
    .description(
      'Ends a pause. What was planned before it or meanwhile is made now: look at `gatehouse plan` first.',
    )
    .option('--reason <text>', 'why, for the audit log')
    .option('--organization <login>', organizationText)
    .option('--by <login>', byText)
    .option('--by-id <number>', byIdText, wholeNumber)
    .action((flags: ResumeFlags) => resumeAll(program, flags))
}
