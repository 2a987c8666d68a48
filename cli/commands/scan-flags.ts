import { InvalidArgumentError, Option } from 'commander'
import { type Format, formats } from '../../report/formats.ts'

/** Options that `check` and `scan` share. */
export interface ReportFlags {
  readonly policy: string
  readonly allowlist?: string
  readonly baseline?: string | undefined
  readonly format: Format
  readonly output?: string
  readonly all?: true
  readonly threads?: number
  readonly progress: boolean
}

export const reportOptions = (): readonly Option[] => [
  new Option('-p, --policy <file>', 'a policy file, or one of observe-all, balanced, strict').default(
    'balanced',
  ),
  new Option('--allowlist <file>', 'false positives and accepted risks (default: the one beside the policy)'),
  new Option(
    '--baseline <file>',
    'what is written down there is not new: from `baseline create`, or a report as json or jsonl',
  ),
  new Option('-f, --format <format>', 'how to print the result')
    .choices(Object.keys(formats))
    .default('human'),
  new Option('-o, --output <file>', 'write the result to a file instead of the terminal'),
  new Option('-a, --all', 'leave nothing out to keep the report short'),
  new Option('--threads <number>', 'how many threads to scan with (default: one for each core)').argParser(
    positive,
  ),
  new Option('--no-progress', 'show no progress bar'),
]

function positive(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 256)
    throw new InvalidArgumentError('Give a whole number from 1 to 256.')
  return number
}
