import type { Assignment } from './assignment.ts'
import { assess, type Candidate } from './candidate.ts'
import type { CompiledAssigned } from './compile-rules.ts'
import { contextOf } from './context.ts'
import { squeezed, wordsOf } from './name.ts'
import { isPlaceholder, withoutRuns } from './placeholder.ts'

/** A fingerprint of ours, as comments, reports and allowlists carry it beside the name of a rule: a digest, and no token. */
const fingerprintMark = 'g1:'
const fingerprint = /^[0-9a-f]{40}$/

/** An assignment, and what its rules ask of it: made at the first question, because most rules know by the value's form. */
export interface Given {
  readonly assignment: Assignment
  readonly secret: string
  squeezed: string | undefined
  words: string | undefined
  isPlaceholder: boolean | undefined
}

/** @param text what the assignment was read from */
export const givenBy = (assignment: Assignment, text: string): Given => ({
  assignment,
  secret: text.slice(assignment.valueStart, assignment.valueEnd),
  squeezed: undefined,
  words: undefined,
  isPlaceholder: undefined,
})

/** Tries a rule that knows a secret by the name it is assigned to. */
export function tryAssigned(
  { rule, detector, value }: CompiledAssigned,
  given: Given,
  text: string,
  base: number,
): Candidate | undefined {
  const { assignment, secret } = given
  if (!value.test(secret)) return undefined
  const { name } = assignment
  if (detector.name && !detector.name.test((given.squeezed ??= squeezed(name)))) return undefined
  if (detector.words && !detector.words.test((given.words ??= wordsOf(name)))) return undefined
  const onlyStands = detector.hasRuns
    ? isPlaceholder(withoutRuns(secret))
    : (given.isPlaceholder ??= isPlaceholder(secret))
  if (onlyStands) return undefined
  const { valueStart, valueEnd, operator, quote } = assignment
  if (text.startsWith(fingerprintMark, valueStart - fingerprintMark.length) && fingerprint.test(secret))
    return undefined
  const words = (given.words ??= wordsOf(name))
  const named = { name: name.toLowerCase(), words, quoted: quote !== '', operator, text: secret }
  const context = contextOf(text, named, valueStart, valueEnd)
  const span = {
    start: base + valueStart,
    end: base + valueEnd,
    secret,
    shown: 0,
    rank: rule.generic ? 0 : 1,
    hasOwnForm: false,
  }
  return assess(rule, span, context)
}
