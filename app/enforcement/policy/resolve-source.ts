import { type Allowlist, emptyAllowlist } from '../../../policies/allowlist.ts'
import type { Problem } from '../../../policies/problem.ts'
import { readAllowlist } from '../../../policies/read-allowlist.ts'
import { readPolicy } from '../../../policies/read-policy.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { tighten } from '../../../policies/tighten.ts'
import type { PolicySource } from './governance.ts'

export type ResolvedSource =
  | { readonly ok: true; readonly policy: Policy; readonly allowlist: Allowlist }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Makes the policy that files say together: each is only ever stricter than the one it extends. Pure. */
export function resolveSource({ file, allowlist, parents }: PolicySource): ResolvedSource {
  const problems: string[] = []
  const policies: Policy[] = []
  for (const one of [file, ...parents]) {
    const read = readPolicy(one.text)
    if (read.ok) policies.push(read.policy)
    else problems.push(...placed(`${one.repository}/${one.path}`, read.problems))
  }
  const name = policies[0]?.allowlist.file ?? 'the allowlist'
  const entries = allowlist === null ? undefined : readAllowlist(allowlist, name)
  if (entries?.ok === false) problems.push(...placed(`${file.repository}/${name}`, entries.problems))
  const [own, ...above] = policies
  if (problems.length > 0 || !own) return { ok: false, problems }
  return {
    ok: true,
    policy: above.reduce((child, parent) => tighten(parent, child), own),
    allowlist: entries?.ok === true ? entries.allowlist : emptyAllowlist,
  }
}

const placed = (where: string, problems: readonly Problem[]): readonly string[] =>
  problems.map(({ message, line, column }) => `${where}:${line}:${column}: ${message}`)
