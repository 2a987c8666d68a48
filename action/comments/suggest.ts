import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { suggestionFor } from '../../report/suggestion.ts'
import type { MaskText } from '../../scanner/engine/mask-text.ts'

/**
 * A block that GitHub shows with a button to accept it: the line as it would be. Only where that is certain to be right: the finding is
 * the only one in its line, the line's end stays as it is, and nothing is found in what is left. Pure.
 * @param text the file as it is at the change's head
 * @param others open findings of the same file, this one among them
 * @param mask replaces what the rules find in a text
 * @returns undefined where there is nothing that a machine should change
 */
export function suggestionBlock(
  finding: AssessedFinding,
  text: string,
  others: readonly AssessedFinding[],
  mask: MaskText,
): string | undefined {
  const suggestion = suggestionFor(finding)
  const place = suggestion?.place
  if (suggestion === undefined || place === undefined || place.line !== place.endLine) return undefined
  const line = text.split('\n')[place.line - 1]
  if (line === undefined || line.length < place.endColumn - 1) return undefined
  // GitHub writes the accepted line with the end that it has itself.
  if (line.endsWith('\r')) return undefined
  const isAlone = others.every(
    (one) => one.fingerprint === finding.fingerprint || one.line === null || !isIn(one, place.line),
  )
  if (!isAlone) return undefined
  const changed = `${line.slice(0, place.column - 1)}${suggestion.text}${line.slice(place.endColumn - 1)}`
  if (changed === line || mask(changed) !== changed) return undefined
  const fence = '`'.repeat(Math.max(3, longestRun(changed) + 1))
  return `${suggestion.title}\n\n${fence}suggestion\n${changed}\n${fence}`
}

const isIn = ({ line, endLine }: AssessedFinding, place: number): boolean =>
  line !== null && line <= place && place <= (endLine ?? line)

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
