import { grammarOf, languageOf } from '../../syntax/language.ts'
import { deliveryKindOf, inspectDelivery } from './delivery/inspect-delivery.ts'
import { findWeaknesses } from './find-weaknesses.ts'
import { codeRulesOf } from './index.ts'

/** What stands in a file of code before and after a change that is to take a finding of `rule` out. */
export interface CheckedFix {
  readonly path: string
  readonly rule: string
  readonly before: string
  readonly after: string
}

/**
 * Whether a change does what it promises to the file as code: it parses as well as before, a finding of that rule is gone, and no rule
 * finds more than it did. Of a file that is no code nothing is known, so it holds there. The file's grammar is loaded.
 */
export function isFix({ path, rule, before, after }: CheckedFix): boolean {
  const [was, is] = [lookAt(path, before), lookAt(path, after)]
  if (was === undefined || is === undefined)
    return grammarOf(path) === undefined && deliveryKindOf(path) === null
  if (is.hasError && !was.hasError) return false
  const grown = [...is.found].filter(([id, count]) => count > (was.found.get(id) ?? 0))
  // A rule of another kind, as of a secret, is looked at by whoever knows it.
  const [earlier, left] = [was.found.get(rule) ?? 0, is.found.get(rule) ?? 0]
  return grown.length === 0 && (earlier === 0 || (left < earlier && !is.hasError))
}

interface Look {
  readonly hasError: boolean
  /** How often each rule finds something. */
  readonly found: ReadonlyMap<string, number>
}

/** undefined where it is no code, or cannot be parsed. */
function lookAt(path: string, text: string): Look | undefined {
  const grammar = grammarOf(path)
  if (grammar === undefined) return deliveryKindOf(path) === null ? undefined : lookAtDelivery(path, text)
  const result = findWeaknesses(
    codeRulesOf(languageOf(grammar)),
    grammar,
    text,
    path,
    (weaknesses, parsed) => {
      return { hasError: parsed.source.root.hasError, found: countsOf(weaknesses) }
    },
  )
  return 'code' in result ? undefined : result
}

function lookAtDelivery(path: string, text: string): Look {
  const found = inspectDelivery(path, text)
  return { hasError: found === null, found: countsOf(found ?? []) }
}

function countsOf(all: readonly { readonly rule: { readonly id: string } }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { rule } of all) counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1)
  return counts
}
