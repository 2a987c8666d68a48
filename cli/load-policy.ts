import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Allowlist, emptyAllowlist } from '../policies/allowlist.ts'
import { ruleMatches } from '../policies/entry-matcher.ts'
import { didYouMean } from '../policies/did-you-mean.ts'
import type { Problem } from '../policies/problem.ts'
import { readAllowlist } from '../policies/read-allowlist.ts'
import { readPolicy } from '../policies/read-policy.ts'
import type { Policy } from '../policies/resolve-policy.ts'
import { isShippedPolicy, shippedPolicy } from '../policies/shipped.ts'
import { shippedPolicyNames } from '../policies/shipped-policy-names.ts'
import { escapeTerminalLine } from '../report/escape/terminal.ts'
import { AppError, type AppErrorCode } from '../scanner/errors.ts'
import { allRules } from '../scanner/rules/index.ts'
import { type Environment, fromCaller } from './environment.ts'
import { reasonOf } from './reason-of.ts'

/** A policy, and how reports call it. */
export interface NamedPolicy {
  readonly name: string
  readonly policy: Policy
  /** The folder that paths in the policy are relative to; undefined for a shipped one. */
  readonly folder?: string
}

/**
 * The policy that `--policy` names: a shipped one or a file.
 * @throws AppError `not-found`, `invalid-policy`
 */
export function loadPolicy(environment: Environment, given: string): NamedPolicy {
  const file = fromCaller(environment, given)
  if (isShippedPolicy(given) && !existsSync(file)) return { name: given, policy: shippedPolicy(given) }
  const text = readText(
    file,
    'a policy',
    given,
    shippedHint(given, 'Give the path of a policy file, or one of'),
  )
  const result = readPolicy(text)
  if (!result.ok) throw problemsError('invalid-policy', given, result.problems)
  refuseBuiltInIds(given, result.policy)
  if (result.policy.extends !== undefined) {
    environment.stderr.write(
      `note: ${escapeTerminalLine(given)} extends the policy of ${escapeTerminalLine(result.policy.extends)}, which is not fetched here. ` +
        'The whole policy can only be stricter.\n',
    )
  }
  return { name: given, policy: result.policy, folder: path.dirname(file) }
}

/** Two rules with one id would have one set of papers, and allowlist entries for the one would settle the other. */
function refuseBuiltInIds(file: string, { scanning }: Policy): void {
  const builtIn = new Set(allRules.map(({ id }) => id))
  const taken = scanning.rules.find(({ id }) => builtIn.has(id))
  if (taken === undefined) return
  throw new AppError(
    'invalid-policy',
    `${file} adds a rule called ${taken.id}, which is the id of a built-in one.`,
    {
      todo: 'Give it an id of its own, which begins with your organization.',
    },
  )
}

/**
 * The allowlist that `--allowlist` names, else the one that lies beside the policy under the name it gives. Never one from
 * the scanned repository: who wants something allowed there must not be who allows it.
 * @throws AppError `not-found`, `invalid-allowlist`
 */
export function loadAllowlist(
  environment: Environment,
  given: string | undefined,
  { policy, folder }: NamedPolicy,
): Allowlist {
  const beside = folder === undefined ? undefined : path.join(folder, policy.allowlist.file)
  const file = given === undefined ? beside : fromCaller(environment, given)
  if (file === undefined || (given === undefined && !existsSync(file))) return emptyAllowlist
  const result = readAllowlist(readText(file, 'an allowlist', given), given ?? policy.allowlist.file)
  if (!result.ok) throw problemsError('invalid-allowlist', given ?? file, result.problems)
  refuseUnknownRules(given ?? file, result.allowlist, policy)
  return result.allowlist
}

/** Ids are permanent, so an entry for a rule that does not exist is a slip, and settles nothing for as long as it stands. */
function refuseUnknownRules(file: string, { entries }: Allowlist, { scanning }: Policy): void {
  const ids = [...allRules, ...scanning.rules].map(({ id }) => id)
  const unknown = entries.filter(({ rule }) => rule !== undefined && !ids.some((id) => ruleMatches(rule, id)))
  if (unknown.length === 0) return
  const lines = unknown.map(({ rule = '', line }) => {
    const meant = didYouMean(rule, ids)
    return `  ${file}:${line}: There is no rule called ${rule}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
  })
  throw new AppError('invalid-allowlist', `${file} is not valid.\n${lines.join('\n')}`, {
    todo: 'Correct the lines named; `gatehouse rules list` prints every rule.',
  })
}

/** The shipped policies, after the one that was probably meant. */
export function shippedHint(given: string, words: string): string {
  const meant = didYouMean(given, shippedPolicyNames)
  return `${meant === undefined ? '' : `Did you mean ${meant}? `}${words} ${shippedPolicyNames.join(', ')}.`
}

/**
 * @param given how the file was named
 * @throws AppError `not-found`
 */
export function readText(file: string, what: string, given = file, todo?: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new AppError('not-found', `${given} could not be read as ${what}: ${reasonOf(error)}.`, {
      cause: error,
      ...(todo !== undefined && { todo }),
    })
  }
}

/** All problems of a file, each with its place, as compilers print them. */
export function problemsError(code: AppErrorCode, file: string, problems: readonly Problem[]): AppError {
  return new AppError(
    code,
    `${file} is not valid.\n${problems.map((problem) => problemLine(file, problem)).join('\n')}`,
  )
}

export const problemLine = (file: string, { line, column, message }: Problem): string =>
  `  ${file}:${line}:${column}: ${message}`
