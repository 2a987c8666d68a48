import { createPrefilter } from '../engine/prefilter/prefilter.ts'
import { allowMarker } from './allow-comments.ts'
import { compileRules, type CompiledRules } from '../engine/compile-rules.ts'
import { rememberLast } from '../engine/prefilter/remember-last.ts'
import { secretRules } from '../rules/secrets/index.ts'
import { type UserRule, userSecretRule } from '../rules/secrets/user-rule.ts'

/** Which rules a scan runs; a plain value, so that every thread compiles the same. */
export interface ScanRules {
  readonly userRules: readonly UserRule[]
}

/** Compiles the built-in secret rules and those that the policy adds. */
export const compileScanRules = ({ userRules }: ScanRules): CompiledRules =>
  compileRules([...secretRules, ...userRules.map(userSecretRule)], createPrefilter, [allowMarker])

const forHistory = new WeakMap<CompiledRules, CompiledRules>()

/** The same rules with a search for blobs of a history, of which each is mostly like the one before. */
export function rememberingRules(rules: CompiledRules): CompiledRules {
  const known = forHistory.get(rules) ?? { ...rules, find: rememberLast(rules.find) }
  forHistory.set(rules, known)
  return known
}

/** Compiling takes about a tenth of a second, and most scans of a process run the same rules. */
let builtIn: CompiledRules | undefined

/** Compiles rules when they are first needed, and only once. */
export function compileLater(scanRules: ScanRules): () => CompiledRules {
  if (scanRules.userRules.length === 0) return () => (builtIn ??= compileScanRules(scanRules))
  let compiled: CompiledRules | undefined
  return () => (compiled ??= compileScanRules(scanRules))
}

/** Sets of rules that a thread keeps: one for each of so many organizations with rules of their own. */
const mostKept = 4

/** Compiles sets of rules and keeps the last ones: threads that live long serve one organization after the other. */
export function keepCompiled(): (scanRules: ScanRules) => CompiledRules {
  const kept = new Map<string, CompiledRules>()
  return (scanRules) => {
    const key = JSON.stringify(scanRules.userRules)
    const compiled = kept.get(key) ?? compileScanRules(scanRules)
    // The last used goes to the end, so that the first is the one to forget.
    kept.delete(key)
    kept.set(key, compiled)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
    return compiled
  }
}
