import type { Command } from 'commander'
import { explainPolicy, explainRepository } from '../../policies/explain.ts'
import { factsWith, known } from '../../policies/facts.ts'
import { allowlistJsonSchema, policyJsonSchema } from '../../policies/json-schemas.ts'
import { isShippedPolicy, shippedPolicyText } from '../../policies/shipped.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import { loadAllowlist, loadPolicy, shippedHint } from '../load-policy.ts'
import type { Program } from '../program.ts'
import { printRequestForm } from '../server-commands/requests.ts'
import { addPreviewCommand } from './preview.ts'
import { writeOutput } from '../write-output.ts'

/** `gatehouse policy` */
export function addPolicyCommand(parent: Command, program: Program): void {
  const command = parent.command('policy').description('Reads, explains and prints policies.')
  const policyHelp = 'a policy file, or one of observe-all, balanced, strict'
  command
    .command('validate')
    .description(
      'Says whether a policy, and the allowlist beside it, can be used; else what is wrong, line by line.',
    )
    .argument('<file>', policyHelp)
    .option('--allowlist <file>', 'the allowlist to read with it (default: the one beside the policy)')
    .action((file: string, flags: { allowlist?: string }) => validate(program, file, flags.allowlist))
  command
    .command('explain')
    .description('Says in plain words what a policy allows, denies and wants.')
    .argument('[file]', policyHelp, 'balanced')
    .option('--repository <owner/repository>', 'which group this repository falls into, and why')
    .action((file: string, flags: { repository?: string }) => explain(program, file, flags.repository))
  addPreviewCommand(command, program)
  command
    .command('schema')
    .description('Prints the JSON Schema of policy files, for editors.')
    .option('--allowlist', 'of allowlist files instead')
    .action((flags: { allowlist?: true }) =>
      print(program, flags.allowlist ? allowlistJsonSchema() : policyJsonSchema()),
    )
  command
    .command('request-form')
    .description(
      'Prints the issue form by which access is asked for: .github/ISSUE_TEMPLATE/claude-access.yml of the policy repository.',
    )
    .action(() => printRequestForm(program))
  command
    .command('show')
    .description('Prints a shipped policy, with its comments, to begin your own with.')
    .argument('<name>', 'observe-all, balanced or strict')
    .action((name: string) => show(program, name))
}

const print = ({ environment }: Program, text: string): void => writeOutput(environment, text, undefined)

function validate(program: Program, file: string, allowlist: string | undefined): void {
  const policy = loadPolicy(program.environment, file)
  const { entries } = loadAllowlist(program.environment, allowlist, policy)
  const groups = policy.policy.groups.length - 1
  print(
    program,
    `${escapeTerminal(program.mask(file))} is valid: ${count(groups, 'group')}, ${count(entries.length, 'allowlist entry', 'allowlist entries')}.\n`,
  )
}

function explain(program: Program, file: string, repository: string | undefined): void {
  const { policy } = loadPolicy(program.environment, file)
  if (repository !== undefined && !/^[^/\s]+\/[^/\s]+$/.test(repository)) {
    throw new AppError('usage', `${repository} is no repository.`, {
      todo: 'Write it as `owner/repository`.',
    })
  }
  const text =
    repository === undefined
      ? explainPolicy(policy)
      : explainRepository(policy, factsWith({ repository: known(repository) }, 'only GitHub knows'))
  print(program, `${program.mask(text).trimEnd().split('\n').map(escapeTerminal).join('\n')}\n`)
}

function show(program: Program, name: string): void {
  if (!isShippedPolicy(name)) {
    throw new AppError('usage', `There is no shipped policy called ${name}.`, {
      todo: shippedHint(name, 'There are'),
    })
  }
  print(program, shippedPolicyText(name))
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`
