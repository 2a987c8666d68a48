import { type Allowlist, allowlistSchema } from './allowlist.ts'
import { freeze } from './freeze.ts'
import type { Problem } from './problem.ts'
import { problemsOf } from './yaml/problems-of.ts'
import { readStrictYaml } from './yaml/strict-yaml.ts'

export type ReadAllowlistResult =
  | { readonly ok: true; readonly allowlist: Allowlist }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Some thousand entries. */
const longestAllowlist = 1024 * 1024

/**
 * Reads an allowlist file. Never throws: whatever the text, the answer is an allowlist or a list of problems with their places.
 * @param source the file's name, as reports should show it
 */
export function readAllowlist(text: string, source = 'allowlist.yml'): ReadAllowlistResult {
  const yaml = readStrictYaml(text, longestAllowlist)
  if (!yaml.ok) return yaml
  const parsed = allowlistSchema.safeParse(yaml.value)
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, allowlistSchema, yaml) }
  const entries = parsed.data.entries.map((entry, index) => ({
    ...entry,
    source,
    line: yaml.placeOf(['entries', index]).line,
  }))
  return { ok: true, allowlist: freeze({ entries }) }
}
