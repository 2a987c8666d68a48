import { randomBytes } from 'node:crypto'
import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { globMatcher } from '../../policies/glob.ts'
import type { CompiledRules } from '../../scanner/engine/compile-rules.ts'
import { compileLater } from '../../scanner/pool/scan-rules.ts'
import { maskLines } from '../../scanner/engine/mask-lines.ts'
import type { CommitsInGit } from '../gather/open-range.ts'
import type { Standards } from '../gather/read-standards.ts'
import type { Octokit, Place } from '../github.ts'
import type { Inputs } from '../inputs.ts'
import { askClaude, longestAnswer } from './ask-claude.ts'
import { whyNotAsk } from './may-ask.ts'
import { openClaude } from './open-claude.ts'
import type { Opinion } from './opinion.ts'
import { affordableTokens, priceOf } from './prices.ts'
import { ask } from './question.ts'
import { readGroupFacts } from './read-facts.ts'
import { readReviewedChange } from './reviewed-change.ts'

/** What a workflow says about it. */
export type OpinionInputs = Pick<
  Inputs,
  'anthropic-api-key' | 'claude-through' | 'claude-model' | 'claude-max-tokens' | 'claude-max-cost'
>

export interface OpinionInput {
  readonly inputs: OpinionInputs
  readonly octokit: Octokit
  readonly place: Place
  readonly standards: Standards
  /** undefined: there is no git. */
  readonly range: CommitsInGit | undefined
  /** What the scanner found, in the order of the report. */
  readonly findings: readonly AssessedFinding[]
  readonly signal: AbortSignal
}

const wantsOpinion = (inputs: OpinionInputs): boolean =>
  inputs['anthropic-api-key'] !== '' || inputs['claude-through'] !== 'anthropic'

/** A token of code is at least so many characters long on average; fewer than in prose. */
const charactersPerToken = 2.5
/** The words around the change. */
const promptTokens = 2_000
/** Each takes a line. */
const mostFindings = 30

/** The findings that Claude is told of, in the order in which its explanations name them. Pure. */
export const toldFindings = (findings: readonly AssessedFinding[]): readonly AssessedFinding[] =>
  findings.filter(({ status }) => status === 'open').slice(0, mostFindings)

/**
 * Has Claude look at a change. The result is words beside the report: no finding, verdict or exit depends on it. It is asked only where
 * the policy of the base allows Claude here, is shown the change alone, with secrets masked, and has no tools.
 * @returns undefined where the workflow does not ask for one
 */
export async function opinionOn(input: OpinionInput): Promise<Opinion | undefined> {
  const { inputs, octokit, place, standards, range, signal } = input
  if (!wantsOpinion(inputs)) return undefined
  try {
    const rules = compileLater({ userRules: standards.policy.scanning.rules })()
    const facts = await readGroupFacts(octokit, place)
    const why = whyNotAsk(standards.policy, facts, standards.isShipped)
    if (why !== undefined) return { kind: 'refused', why }
    if (range === undefined)
      return { kind: 'failed', why: 'Comparing both sides takes git, which this runner does not have.' }
    const model = inputs['claude-model']
    const limits = { tokens: inputs['claude-max-tokens'], dollars: inputs['claude-max-cost'] }
    const tokens = affordableTokens(limits, priceOf(model), longestAnswer) - promptTokens
    if (tokens <= 0)
      return {
        kind: 'refused',
        why: 'Not even an empty change fits into `claude-max-tokens` and `claude-max-cost`.',
      }
    const change = await readReviewedChange(range, rules, {
      most: Math.floor(tokens * charactersPerToken),
      isWithheld: withheld(input, rules),
    })
    if (change.files.length === 0)
      return { kind: 'refused', why: 'There is nothing in the change that may be sent.' }
    const findings = toldFindings(input.findings)
    const question = ask(change.files, findings, randomBytes(12).toString('hex'))
    const client = await openClaude(inputs)
    return await askClaude({ client, model, question, change, findings, signal })
  } catch (error) {
    if (signal.aborted) throw error
    return {
      kind: 'failed',
      why: `It could not be asked (${error instanceof Error ? error.name : 'Error'}).`,
    }
  }
}

/** A file that is itself a risk is not sent, whatever of it is masked, nor what the policy keeps from being scanned and so from being masked. */
function withheld(
  { standards, findings }: OpinionInput,
  rules: CompiledRules,
): (path: string) => string | undefined {
  const risky = new Set(findings.flatMap(({ kind, path }) => (kind === 'file' ? [path] : [])))
  const { ignore } = standards.policy.scanning
  const isIgnored = ignore.length > 0 ? globMatcher(ignore) : () => false
  return (path) => {
    if (risky.has(path)) return 'it is a file that should not be in a repository'
    if (isIgnored(path)) return 'the policy has it ignored'
    return maskLines(rules, path) === path ? undefined : 'its name holds a secret'
  }
}
