import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { Place } from '../scanner/engine/inspection.ts'
import { isTracked } from './order.ts'

/** A change to one file that a person can accept with a click. */
export interface Suggestion {
  readonly title: string
  readonly place: Place
  /** What to put there instead. */
  readonly text: string
}

/** A word the scanner itself takes for a placeholder, and that is valid wherever a secret was: quoted or not, in any file. */
const placeholder = 'CHANGE_ME'

/**
 * What can honestly be changed by a machine: a secret written out in the tree is replaced by a placeholder. It takes the
 * secret out of the next commit only, and says so: revoking it and reading the new one at run time are a person's work.
 * Nothing is offered for whole files, for what was decoded first, or for what is only in history.
 */
export function suggestionFor(finding: AssessedFinding): Suggestion | undefined {
  const { line, column, endLine, endColumn } = finding
  if (finding.kind !== 'secret' || finding.status !== 'open' || finding.confidence === 'low') return undefined
  if (!isTracked(finding) || finding.reachedBy.length > 0) return undefined
  if (line === null || column === null || endLine === null || endColumn === null) return undefined
  return {
    title: `Replace it with ${placeholder} and read the real value at run time. Revoke it first: history keeps it.`,
    place: { line, column, endLine, endColumn },
    text: placeholder,
  }
}
