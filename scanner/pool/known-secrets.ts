import type { Inspection, Place } from '../engine/inspection.ts'
import { type Confidence, confidences } from '../engine/rule.ts'

/** Where something stands (null in all four: not at a place in the text), and how sure it is. */
type Placed = { readonly [Key in keyof Place]: number | null } & { readonly confidence: Confidence }

/**
 * Leaves out what only says that a value is a credential where a secret rule says, as surely, which one it is: one value is one
 * finding, and the secret rule's fingerprint is the same wherever else the value stands.
 */
export function withoutKnownSecrets(
  inspections: readonly Inspection[],
  secrets: readonly Placed[],
): readonly Inspection[] {
  return inspections.filter(({ rule, place, isCredential, confidence = rule.confidence }) => {
    if ((rule.findsSecrets !== true && isCredential !== true) || place === null) return true
    const sure = confidences.indexOf(confidence)
    return !secrets.some((secret) => confidences.indexOf(secret.confidence) >= sure && overlap(place, secret))
  })
}

function overlap(one: Place, other: Placed): boolean {
  const { line, column, endLine, endColumn } = other
  if (line === null || column === null || endLine === null || endColumn === null) return false
  return (
    isBefore(one.line, one.column, endLine, endColumn) && isBefore(line, column, one.endLine, one.endColumn)
  )
}

const isBefore = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line < otherLine || (line === otherLine && column < otherColumn)
