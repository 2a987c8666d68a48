import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { TextEdit } from '../scanner/engine/inspection.ts'
import { isTracked } from './order.ts'

/** A change to one file that a person can accept with a click. */
export interface Suggestion {
  readonly title: string
  /** In the order of the text; at least one. */
  readonly edits: readonly TextEdit[]
}

/** A word the scanner itself takes for a placeholder, and that is valid wherever a secret was: quoted or not, in any file. */
const placeholder = 'CHANGE_ME'

/**
 * What can honestly be changed by a machine. A secret written out in the tree is replaced by a placeholder: it takes the
 * secret out of the next commit only, and says so: revoking it and reading the new one at run time are a person's work.
 * A weakness in code is changed as its rule says, where that knows a change. Nothing is offered for whole files, for what was decoded
 * first, or for what is only in history.
 */
export function suggestionFor(finding: AssessedFinding): Suggestion | undefined {
  const { status, confidence, edits } = finding
  if (status !== 'open' || confidence === 'low') return undefined
  if (!isTracked(finding) || finding.reachedBy.length > 0) return undefined
  if (finding.kind === 'code')
    return edits === undefined || edits.length === 0 ? undefined : { title: codeTitle, edits }
  return finding.kind === 'secret' ? secretSuggestion(finding) : undefined
}

const codeTitle = 'This change takes it out:'

function secretSuggestion({ line, column, endLine, endColumn }: AssessedFinding): Suggestion | undefined {
  if (line === null || column === null || endLine === null || endColumn === null) return undefined
  return {
    title: `Replace it with ${placeholder} and read the real value at run time. Revoke it first: history keeps it.`,
    edits: [{ line, column, endLine, endColumn, text: placeholder }],
  }
}
