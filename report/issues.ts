import type { AssessedFinding } from '../policies/assessed-finding.ts'
import { gravestFirst, isTracked, sortFindings } from './order.ts'

/**
 * What people count and act on: a secret with all of its places, or any other finding by itself. It is the finding at the
 * place that matters most, as grave as the gravest of them. Formats for programs keep one record for each place.
 */
export interface Issue extends AssessedFinding {
  /** The same secret elsewhere, what is tracked first. */
  readonly others: readonly AssessedFinding[]
}

/**
 * Puts the places of one secret together. Only secrets: the same file at two paths is two files that should not be there, and
 * the same setting in two workflows has to be changed twice.
 * @returns most severe first, in the order of `sortFindings`
 */
export function issuesOf(findings: readonly AssessedFinding[]): readonly Issue[] {
  const bySecret = new Map<string, AssessedFinding[]>()
  for (const [index, finding] of findings.entries()) {
    const key = finding.kind === 'secret' ? secretKey(finding) : String(index)
    const known = bySecret.get(key)
    if (known) known.push(finding)
    else bySecret.set(key, [finding])
  }
  return sortFindings([...bySecret.values()].map(issueOf))
}

/** How many places they have together. */
export const placesIn = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { others }) => sum + 1 + others.length, 0)

// A secret that is settled at one place can be open at another.
const secretKey = ({ rule, fingerprint, status, rotated }: AssessedFinding): string =>
  `${rule}\0${fingerprint}\0${status}\0${rotated?.when ?? ''}`

function issueOf(places: readonly AssessedFinding[]): Issue {
  const [first, ...others] = sortFindings(places).toSorted(
    (left, right) => Number(isTracked(right)) - Number(isTracked(left)),
  )
  const severity = gravestFirst.find((one) => places.some((place) => place.severity === one))
  return { ...first!, severity: severity ?? first!.severity, others }
}
