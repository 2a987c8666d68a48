import { Command } from 'commander'
import { addAllowlistCommand } from './commands/allowlist.ts'
import { addAttestCommand } from './commands/attest.ts'
import { addAuditCommand } from './commands/audit.ts'
import { addBaselineCommand } from './commands/baseline.ts'
import { addCheckCommand } from './commands/check.ts'
import { addKeysCommand } from './commands/keys.ts'
import { addMigrateCommand } from './commands/migrate.ts'
import { addNotificationsCommand } from './commands/notifications.ts'
import { addPauseCommands } from './commands/pause.ts'
import { addPersonCommand } from './commands/person.ts'
import { addPlanCommand } from './commands/plan.ts'
import { addPolicyCommand } from './commands/policy.ts'
import { addRecertifyCommands } from './commands/recertify.ts'
import { addRequestCommands } from './commands/requests.ts'
import { addRulesCommand } from './commands/rules.ts'
import { addScanCommand } from './commands/scan.ts'
import { addServeCommand } from './commands/serve.ts'
import { addUninstallCommand } from './commands/uninstall.ts'
import { addSplitCommand } from './commands/split.ts'
import { addWhyCommand } from './commands/why.ts'
import { escapeTerminal } from '../report/escape/terminal.ts'
import type { MaskText } from '../scanner/engine/mask-text.ts'
import { addCompletion } from './completion.ts'
import type { Environment } from './environment.ts'
import { version } from './version.ts'
import { writeOutput } from './write-output.ts'

/** What every command is given. */
export interface Program {
  readonly environment: Environment
  /** Without the program's name. */
  readonly args: readonly string[]
  /** The file that threads start with. */
  readonly entry: URL
  /** Masks the built-in rules' secrets in a text that is not a report's. */
  readonly mask: MaskText
  /** Sets the exit code. */
  readonly end: (exitCode: number) => void
}

/** In the order of the help. */
const commands = [
  addCheckCommand,
  addScanCommand,
  addPolicyCommand,
  addRulesCommand,
  addAllowlistCommand,
  addBaselineCommand,
  addSplitCommand,
  addWhyCommand,
  addRequestCommands,
  addRecertifyCommands,
  addAttestCommand,
  addPlanCommand,
  addPauseCommands,
  addNotificationsCommand,
  addAuditCommand,
  addPersonCommand,
  addKeysCommand,
  addMigrateCommand,
  addServeCommand,
  addUninstallCommand,
]

const examples = `
Examples:
  gatehouse check .                            is this repository ready to be connected to Claude?
  gatehouse check https://github.com/acme/shop the same, without a clone of your own
  gatehouse scan .                             secrets and risky files on the disk
  gatehouse scan . --history                   also in every commit of every branch
  gatehouse scan . --diff main..HEAD           only what a branch adds
  gatehouse split . --paths 'api/**' --to ../shop-claude
                                               a repository without history for Claude's work
  gatehouse why acme/shop                      why the App decided about a repository as it did
  gatehouse scan . --format sarif -o out.sarif for GitHub code scanning and other tools

Exit codes:
  0 clean or ready   1 findings, or not ready   2 wrong usage   3 needs a request
  4 not everything could be scanned   70 a bug in Gatehouse
`

/** The command line as a whole. */
export function createProgram(program: Program): Command {
  const command = new Command('gatehouse')
    .description('Decides which repositories Claude may reach, and finds what should not be in them.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => writeOutput(program.environment, text, undefined),
      writeErr: (text) => program.environment.stderr.write(text),
      outputError: (text, write) => write(escapeLines(program.mask(text))),
    })
    .addHelpText('after', examples)
  for (const add of commands) add(command, program)
  addCompletion(command, program)
  return command
}

/** What was mistyped is quoted, and may be anything. */
const escapeLines = (text: string): string => text.split('\n').map(escapeTerminal).join('\n')
