import { posix } from 'node:path'
import { type Allowlist, emptyAllowlist } from '../../policies/allowlist.ts'
import { type Baseline, readBaseline } from '../../policies/baseline.ts'
import type { Problem } from '../../policies/problem.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import type { Policy } from '../../policies/resolve-policy.ts'
import { shippedPolicy } from '../../policies/shipped.ts'
import type { Octokit, Place } from '../github.ts'
import { BadInput } from '../inputs.ts'
import { readText } from './read-text.ts'

/** What findings are judged by. */
export interface Standards {
  /** The file, or the name of a shipped one. */
  readonly name: string
  /** Whether the repository has no policy, so that the shipped one counts. */
  readonly isShipped: boolean
  /** Paths of those of the two that the repository has. */
  readonly files: readonly string[]
  readonly policy: Policy
  readonly allowlist: Allowlist
  /** What was there before anybody looked after it; undefined: the workflow names none. */
  readonly baseline?: Baseline
}

/** Where there is no policy in the repository. */
const fallback = 'balanced'

/**
 * The policy and the allowlist as they are in the side that a change is compared with: whoever writes a change must not be who decides
 * what is let pass in it.
 * @param ref a commit, or a branch
 * @param file path of the policy
 * @param baseline path of the baseline; empty: there is none
 * @throws BadInput where one of them is there and not valid, or a baseline is not there
 */
export async function readStandards(
  octokit: Octokit,
  place: Place,
  { ref, file, baseline = '' }: { readonly ref: string; readonly file: string; readonly baseline?: string },
): Promise<Standards> {
  const text = await readText(octokit, place, ref, file)
  const policy = text === undefined ? shippedPolicy(fallback) : policyIn(text, file)
  const beside = allowlistPath(file, policy)
  const entries = await readText(octokit, place, ref, beside)
  return {
    name: text === undefined ? fallback : file,
    isShipped: text === undefined,
    files: [...(text === undefined ? [] : [file]), ...(entries === undefined ? [] : [beside])],
    policy,
    allowlist: entries === undefined ? emptyAllowlist : allowlistIn(entries, beside),
    ...(baseline !== '' && { baseline: baselineIn(await readText(octokit, place, ref, baseline), baseline) }),
  }
}

function baselineIn(text: string | undefined, file: string): Baseline {
  if (text === undefined)
    throw new BadInput(`${file} is not in the base of the change, so it cannot be its baseline.`)
  const read = readBaseline(text)
  if (!read.ok) throw new BadInput(`${file} is no valid baseline. ${read.problem}`)
  return read.baseline
}

/** The allowlist lies beside the policy. @param file path of the policy */
export const allowlistPath = (file: string, { allowlist }: Pick<Policy, 'allowlist'>): string =>
  posix.join(posix.dirname(file), allowlist.file)

function policyIn(text: string, file: string): Policy {
  const read = readPolicy(text)
  if (!read.ok) throw invalid(file, read.problems)
  return read.policy
}

function allowlistIn(text: string, file: string): Allowlist {
  const read = readAllowlist(text, file)
  if (!read.ok) throw invalid(file, read.problems)
  return read.allowlist
}

const invalid = (file: string, problems: readonly Problem[]): BadInput =>
  new BadInput(
    `${file} is not valid, so nothing can be judged by it.\n${problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n')}`,
  )
