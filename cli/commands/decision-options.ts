import { Option } from 'commander'
import { type DecisionFormat, decisionFormats } from '../../report/decision-formats.ts'

/** Options of commands that show decisions. */
export interface DecisionFlags {
  readonly format: DecisionFormat
  readonly output?: string
}

export const decisionOptions = (): readonly Option[] => [
  new Option('-f, --format <format>', 'how to print the result').choices(decisionFormats).default('human'),
  new Option('-o, --output <file>', 'write the result to a file instead of the terminal'),
]
