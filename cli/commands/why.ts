import type { Command } from 'commander'
import { AppError } from '../../scanner/errors.ts'
import type { Program } from '../program.ts'
import { explainRepositoryDecision } from '../server-commands/explain-repository.ts'
import { type DecisionFlags, decisionOptions } from './decision-options.ts'

export type WhyFlags = DecisionFlags

/** `gatehouse why` */
export function addWhyCommand(parent: Command, program: Program): void {
  const command = parent
    .command('why')
    .summary('why did the App decide about a repository as it did?')
    .description(
      'Explains the last decision about a repository: every reason, how assistants reach it, what was looked at and when, and what to ' +
        'do next. Exit code 0: allowed; 1: denied; 3: needs approval; 4: unknown.',
    )
    .argument('<repository>', '`owner/repository`, or `host/owner/repository`')
  for (const option of decisionOptions()) command.addOption(option)
  command.action((repository: string, flags: WhyFlags) => {
    if (!/^(?:[^/\s]+\/)?[^/\s]+\/[^/\s]+$/.test(repository)) {
      throw new AppError('usage', `${repository} is no repository.`, {
        todo: 'Write it as `owner/repository`.',
      })
    }
    return explainRepositoryDecision(program, repository, flags)
  })
}
