import { readPolicy } from '../../../policies/read-policy.ts'
import { allowlistHolder } from '../../../policies/tighten.ts'
import type { PolicySource } from './governance.ts'
import { type ResolvedSource, resolveSource } from './resolve-source.ts'

/** A policy that somebody tries. */
export interface CandidateFile {
  /** As it was given. */
  readonly name: string
  readonly text: string
  /** The allowlist's text; undefined: the one in force. */
  readonly allowlist?: string
}

/**
 * Makes of a candidate what would be in force: with the parents of the policy in force, where it extends the same.
 * @param current what the policy in force was made from; null: a shipped one is
 */
export function resolveCandidate(
  candidate: CandidateFile,
  current: PolicySource | null,
): { readonly resolved: ResolvedSource; readonly remarks: readonly string[] } {
  const wanted = extendsOf(candidate.text)
  const isSame = wanted !== undefined && current !== null && extendsOf(current.file.text) === wanted
  const remarks =
    wanted === undefined || isSame
      ? []
      : [
          `It extends the policy of ${wanted}, which is not known here: the whole policy can only be stricter.`,
        ]
  const parents = isSame ? current.parents : []
  const isOwn = ownsAllowlist(candidate.text, parents)
  const file = { repository: '.', path: candidate.name, commit: '', text: candidate.text }
  return {
    resolved: resolveSource({
      file,
      allowlist: (isOwn ? candidate.allowlist : undefined) ?? current?.allowlist ?? null,
      parents,
    }),
    remarks:
      isOwn || candidate.allowlist === undefined
        ? remarks
        : [
            ...remarks,
            'Its own allowlist does not count: a policy that it extends keeps the allowlist to itself.',
          ],
  }
}

function ownsAllowlist(text: string, parents: PolicySource['parents']): boolean {
  const read = [text, ...parents.map((parent) => parent.text)].map(readPolicy)
  // Of one that cannot be read the problems are told, whatever allowlist it is read with.
  const policies = read.flatMap((one) => (one.ok ? [one.policy] : []))
  return policies.length < read.length || allowlistHolder(policies) === 0
}

function extendsOf(text: string): string | undefined {
  const read = readPolicy(text)
  return read.ok ? read.policy.extends?.toLowerCase() : undefined
}
