import { compileRules } from '../../scanner/engine/compile-rules.ts'
import { createHits } from '../../scanner/engine/prefilter/hits.ts'
import type { Literal } from '../../scanner/engine/prefilter/literals.ts'
import { secretRules } from '../../scanner/rules/secrets/index.ts'

/** The literals that the engine's first look searches for. */
export function prefilterLiterals(): readonly Literal[] {
  let all: readonly Literal[] = []
  compileRules(secretRules, (literals) => {
    all = literals
    const nothing = createHits()
    return () => ({ literals: nothing, signs: nothing })
  })
  return all
}
