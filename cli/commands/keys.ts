import type { Command } from 'commander'
import type { Program } from '../program.ts'
import { rotateKeys, showKeys } from '../server-commands/keys.ts'

export interface RotateFlags {
  /** false: `--no-new-key` */
  readonly newKey: boolean
  readonly retire?: true
}

/** `gatehouse keys` */
export function addKeysCommand(parent: Command, program: Program): void {
  const command = parent
    .command('keys')
    .description('The keys that seal secrets in the database: which there are, and how they are changed.')
  command
    .command('list')
    .description('Lists the keys by their ids, and how many secrets each has sealed.')
    .action(() => showKeys(program))
  command
    .command('rotate')
    .description(
      'Puts a new key before the others, in SEAL_KEY_FILE or the data folder, and seals every secret with it. Processes that run take it ' +
        'up by themselves, and open what the old one sealed meanwhile. It may be cut off and done again. With a key service it seals with ' +
        'the newest version of its key.',
    )
    .option('--no-new-key', 'make no new key: only seal again with the first one that is there')
    .option('--retire', 'take keys that seal nothing any more out of the file')
    .action((flags: RotateFlags) => rotateKeys(program, flags))
}
