import { type Allowlist, emptyAllowlist } from '../../../policies/allowlist.ts'
import type { Problem } from '../../../policies/problem.ts'
import { readAllowlist } from '../../../policies/read-allowlist.ts'
import { readPolicy } from '../../../policies/read-policy.ts'
import { chainProblems, takenRuleProblems } from '../../../policies/chain-problems.ts'
import { allRules } from '../../../scanner/rules/index.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { allowlistHolder, tighten } from '../../../policies/tighten.ts'
import type { PolicySource } from './governance.ts'

export type ResolvedSource =
  | { readonly ok: true; readonly policy: Policy; readonly allowlist: Allowlist }
  | { readonly ok: false; readonly problems: readonly string[] }

const builtIn: ReadonlySet<string> = new Set(allRules.map(({ id }) => id))

/** Makes the policy that files say together: each is only ever stricter than the one it extends. Pure. */
export function resolveSource({ file, allowlist, parents }: PolicySource): ResolvedSource {
  const problems: string[] = []
  const policies: Policy[] = []
  const files = [file, ...parents]
  for (const one of files) {
    const read = readPolicy(one.text)
    if (read.ok) {
      policies.push(read.policy)
      problems.push(
        ...takenRuleProblems(read.policy, builtIn).map(
          (problem) => `${one.repository}/${one.path}: ${problem}`,
        ),
      )
    } else problems.push(...placed(`${one.repository}/${one.path}`, read.problems))
  }
  // Which one it is of is only known where all can be read.
  const holder = policies.length === files.length ? allowlistHolder(policies) : undefined
  const name = holder === undefined ? 'the allowlist' : policies[holder]!.allowlist.file
  const entries = allowlist === null ? undefined : readAllowlist(allowlist, name)
  if (entries?.ok === false)
    problems.push(...placed(`${files[holder ?? 0]!.repository}/${name}`, entries.problems))
  problems.push(...chainProblems(policies).map((problem) => `${file.repository}/${file.path}: ${problem}`))
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
