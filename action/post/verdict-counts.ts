import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { statusWord } from '../../report/wording.ts'

/** How often each rule found something, by what became of it: a rule whose findings are often false positives shows. Pure. */
export function verdictCounts(
  findings: readonly AssessedFinding[],
): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const counts: Record<string, Record<string, number>> = {}
  for (const finding of findings.toSorted((a, b) => (a.rule < b.rule ? -1 : 1))) {
    const ofRule = (counts[finding.rule] ??= {})
    const word = statusWord(finding).replaceAll(' ', '-')
    ofRule[word] = (ofRule[word] ?? 0) + 1
  }
  return counts
}
