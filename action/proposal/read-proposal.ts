import { saysAsMuch } from '../../policies/add-entries.ts'
import type { AllowlistEntry } from '../../policies/allowlist.ts'
import { readAllowlist } from '../../policies/read-allowlist.ts'
import { readPolicy } from '../../policies/read-policy.ts'
import { allowlistPath, type Standards } from '../gather/read-standards.ts'
import { readText } from '../gather/read-text.ts'
import type { Octokit, Place } from '../github.ts'

/** What a change would make of what it is judged by. It is judged by the base all the same. */
export interface Proposal {
  /** Path of the allowlist. */
  readonly file: string
  /** Entries that the base does not have. */
  readonly added: readonly AllowlistEntry[]
  /** How many entries of the base it takes out or ends earlier. */
  readonly removed: number
  readonly policy: 'same' | 'changed' | 'removed' | 'invalid'
  /** Why its allowlist is not valid; undefined: it is. */
  readonly problem: string | undefined
}

export interface ProposalOptions {
  readonly octokit: Octokit
  readonly place: Place
  readonly standards: Standards
  /** Path of the policy. */
  readonly policyFile: string
  /** Where the standards were read from: a commit. */
  readonly base: string
  readonly head: string
}

/** @returns undefined where the change leaves policy and allowlist as they are */
export async function readProposal(options: ProposalOptions): Promise<Proposal | undefined> {
  const { standards, policyFile, base, head } = options
  const file = allowlistPath(policyFile, standards.policy)
  const now = await textsAt(options, head, file)
  if (isSame(now, await textsAt(options, base, file))) return undefined
  // What the base got since the change left it is not the change's doing.
  const left = await textsAt(options, await mergeBase(options), file)
  if (isSame(now, left)) return undefined
  const [before, after] = [entriesIn(left.allowlist, file), entriesIn(now.allowlist, file)]
  const known = [...before.entries, ...standards.allowlist.entries]
  return {
    file,
    policy: policyChange(left.policy, now.policy),
    added: after.entries.filter((entry) => !known.some((one) => saysAsMuch(one, entry))),
    removed:
      after.problem === undefined
        ? before.entries.filter((one) => !after.entries.some((other) => saysAsMuch(other, one))).length
        : 0,
    problem: after.problem,
  }
}

interface Texts {
  readonly policy: string | undefined
  readonly allowlist: string | undefined
}

async function textsAt(
  { octokit, place, policyFile }: ProposalOptions,
  ref: string,
  file: string,
): Promise<Texts> {
  const [policy, allowlist] = await Promise.all(
    [policyFile, file].map((path) => readText(octokit, place, ref, path)),
  )
  return { policy, allowlist }
}

const isSame = (one: Texts, other: Texts): boolean =>
  one.policy === other.policy && one.allowlist === other.allowlist

async function mergeBase({ octokit, place: { owner, repo }, base, head }: ProposalOptions): Promise<string> {
  const basehead = `${base}...${head}`
  const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 })
  return data.merge_base_commit.sha
}

function entriesIn(
  text: string | undefined,
  file: string,
): { readonly entries: readonly AllowlistEntry[]; readonly problem: string | undefined } {
  if (text === undefined) return { entries: [], problem: undefined }
  const read = readAllowlist(text, file)
  if (read.ok) return { entries: read.allowlist.entries, problem: undefined }
  const [first] = read.problems
  return { entries: [], problem: `${file}:${first?.line ?? 1}: ${first?.message ?? ''}` }
}

function policyChange(before: string | undefined, after: string | undefined): Proposal['policy'] {
  if (before === after) return 'same'
  if (after === undefined) return 'removed'
  return readPolicy(after).ok ? 'changed' : 'invalid'
}
