import { type Command, Option } from 'commander'
import { didYouMean } from '../../policies/did-you-mean.ts'
import { escapeTerminal, escapeTerminalLine } from '../../report/escape/terminal.ts'
import { compileRules } from '../../scanner/engine/compile-rules.ts'
import { judge } from '../../scanner/engine/judge.ts'
import { matchBytes } from '../../scanner/engine/match-bytes.ts'
import { type RuleInfo, ruleKinds, type SecretRule } from '../../scanner/engine/rule.ts'
import { AppError } from '../../scanner/errors.ts'
import { allRules } from '../../scanner/rules/index.ts'
import { secretRules } from '../../scanner/rules/secrets/index.ts'
import { userSecretRule } from '../../scanner/rules/secrets/user-rule.ts'
import { fromCaller } from '../environment.ts'
import { exitCodes } from '../exit-code.ts'
import { loadPolicy, readText } from '../load-policy.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'

const policyOption = (): Option =>
  new Option('-p, --policy <file>', 'also the rules that a policy adds').default('balanced')

/** `gatehouse rules` */
export function addRulesCommand(parent: Command, program: Program): void {
  const command = parent.command('rules').description('Lists, shows and tries the rules.')
  command
    .command('list')
    .description('Lists every rule: id, severity, confidence, title.')
    .addOption(new Option('--kind <kind>', 'only those of one kind').choices(ruleKinds))
    .option('--json', 'as JSON, with everything a rule says')
    .addOption(policyOption())
    .action((flags: ListFlags) => list(program, flags))
  command
    .command('show')
    .description('Shows what a rule finds, why it matters and what to do.')
    .argument('<rule>', 'its id')
    .addOption(policyOption())
    .action((id: string, flags: { policy: string }) => show(program, id, flags.policy))
  command
    .command('test')
    .description(
      'Tries a secret rule on a text: prints what it finds, masked. Exits with 1 where it finds something.',
    )
    .argument('<rule>', 'its id, or `all`')
    .argument('[file]', 'the text; standard input when left out')
    .option('--as <path>', 'judge the text as if it stood at this path')
    .addOption(policyOption())
    .action((id: string, file: string | undefined, flags: TestFlags) => testRule(program, id, file, flags))
}

interface ListFlags {
  readonly kind?: string
  readonly json?: true
  readonly policy: string
}
interface TestFlags {
  readonly as?: string
  readonly policy: string
}

function userRules({ environment, mask }: Program, policy: string): readonly SecretRule[] {
  const rules = loadPolicy(environment, policy).policy.scanning.rules.map(userSecretRule)
  return rules.map((rule) => ({
    ...rule,
    title: mask(rule.title),
    why: mask(rule.why),
    fix: mask(rule.fix),
  }))
}

function list(program: Program, { kind, json, policy }: ListFlags): void {
  const rules = [...allRules, ...userRules(program, policy)].filter(
    (rule) => kind === undefined || rule.kind === kind,
  )
  const text = json ? `${JSON.stringify(rules.map(papersOf), null, 2)}\n` : tableOf(rules)
  writeOutput(program.environment, text, undefined)
}

const papersOf = ({ id, kind, title, severity, confidence, why, fix, source }: RuleInfo): RuleInfo => ({
  id,
  kind,
  title,
  severity,
  confidence,
  why,
  fix,
  source,
})

function tableOf(rules: readonly RuleInfo[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const lines = rules.map(
    ({ id, severity, confidence, title }) =>
      `${id.padEnd(width)}  ${severity.padEnd(8)}  ${confidence.padEnd(6)}  ${escapeTerminalLine(title)}`,
  )
  return `${lines.join('\n')}\n\n${rules.length} rules. \`gatehouse rules show <id>\` tells more of one.\n`
}

function find(program: Program, id: string, policy: string): RuleInfo {
  const rules = [...allRules, ...userRules(program, policy)]
  const found = rules.find((rule) => rule.id === id)
  if (found) return found
  const slip = didYouMean(
    id,
    rules.map((rule) => rule.id),
  )
  const near = rules.map((rule) => rule.id).filter((one) => id.length > 2 && one.includes(id))
  const meant = near.length === 0 && slip !== undefined ? [slip] : near.slice(0, 8)
  const todo = meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : 'See `gatehouse rules list`.'
  throw new AppError('usage', `There is no rule called ${id}.`, { todo })
}

function show(program: Program, id: string, policy: string): void {
  const { kind, title, severity, confidence, why, fix, source } = find(program, id, policy)
  const doubt = source.checked === 'read' ? '' : ' (known from elsewhere; this page was not checked)'
  // Of a rule that a policy adds only the policy knows more.
  const origin =
    source.checked === 'policy'
      ? `Added by the policy ${program.mask(policy)}`
      : `Format: ${source.url}${doubt}`
  const lines = [
    title,
    `${id} · ${kind} · severity ${severity} · confidence ${confidence}`,
    '',
    why,
    '',
    `→ ${fix}`,
    '',
    origin,
  ]
  writeOutput(program.environment, `${lines.map(escapeTerminal).join('\n')}\n`, undefined)
}

function testRule(program: Program, id: string, file: string | undefined, flags: TestFlags): void {
  const secrets = [...secretRules, ...userRules(program, flags.policy)]
  const rules = id === 'all' ? secrets : secrets.filter((rule) => rule.id === id)
  if (rules.length === 0) {
    const { kind } = find(program, id, flags.policy)
    throw new AppError('usage', `${id} is a ${kind} rule: it looks at a whole file and its name.`, {
      todo: 'Put the file in a folder and use `gatehouse scan`.',
    })
  }
  const text =
    file === undefined
      ? program.environment.readInput()
      : Buffer.from(readText(fromCaller(program.environment, file), 'a text'))
  const path = flags.as ?? file ?? 'input'
  const lines = matchBytes(compileRules(rules), text).flatMap((match) => {
    const judgement = judge(match, path)
    if (!judgement) return []
    const where = match.place ? `${match.place.line}:${match.place.column}` : 'inside'
    const via = match.reachedBy.length > 0 ? ` (${match.reachedBy.join(', ')})` : ''
    return [`${where}${via}  ${match.rule.id}  ${judgement.confidence}  ${escapeTerminalLine(match.excerpt)}`]
  })
  writeOutput(program.environment, lines.length > 0 ? `${lines.join('\n')}\n` : 'Nothing found.\n', undefined)
  program.end(lines.length > 0 ? exitCodes.findings : exitCodes.clean)
}
