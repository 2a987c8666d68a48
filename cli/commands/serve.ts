import type { Command } from 'commander'
import { serve } from '../server-commands/serve.ts'

/** `gatehouse serve` */
export function addServeCommand(parent: Command): void {
  parent
    .command('serve')
    .description(
      'Runs the GitHub App, as `npm start` does: from a checkout; the published package holds no server. docs/running.md says more.',
    )
    .action(serve)
}
