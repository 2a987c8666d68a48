import { policySchema } from './policy.ts'
import type { Problem } from './problem.ts'
import { type Policy, resolveParsed } from './resolve-policy.ts'
import { problemsOf } from './yaml/problems-of.ts'
import { readStrictYaml } from './yaml/strict-yaml.ts'

export type ReadPolicyResult =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Some thousand groups; what is larger is not a file that people review. */
const longestPolicy = 256 * 1024

/** Reads a policy file. Never throws: whatever the text, the answer is a policy or a list of problems with their places. */
export function readPolicy(text: string): ReadPolicyResult {
  const yaml = readStrictYaml(text, longestPolicy)
  if (!yaml.ok) return yaml
  const parsed = policySchema.safeParse(yaml.value)
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, policySchema, yaml) }
  return { ok: true, policy: resolveParsed(parsed.data) }
}
