import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { previewCandidate } from '../server-commands/preview-candidate.ts'
import { type DecisionFlags, decisionOptions } from './decision-options.ts'

export interface PreviewFlags extends DecisionFlags {
  readonly candidate: string
  readonly allowlist?: string
  readonly organization?: string
  readonly all?: true
}

/** `gatehouse policy preview` */
export function addPreviewCommand(parent: Command, program: Program): void {
  const command = parent
    .command('preview')
    .description(
      "Says which repositories of the deployment's database would change state under another policy, and why. Changes nothing. " +
        'Exit code 0: none would; 1: some would.',
    )
    .requiredOption('-c, --candidate <file>', 'the policy to try')
    .option(
      '--allowlist <file>',
      'the allowlist to try with it (default: the one beside it, else the one in force)',
    )
    .option('--organization <login>', 'which organization, where there are several')
    .option('-a, --all', 'list every repository')
  for (const option of decisionOptions()) command.addOption(option)
  command.action((flags: PreviewFlags) => previewCandidate(program, flags))
}
