import type { AssessedFinding } from '../policies/assessed-finding.ts'
import type { RuleGroup } from './group.ts'
import type { Issue } from './issues.ts'
import { broughtWords, otherPaths } from './wording.ts'

/**
 * What a reader must know beyond the place, unescaped: since when, how sure, how it was reached.
 * @param sinceWhen says it as the format has room for
 */
export function remarksOn(
  finding: Issue,
  rule: RuleGroup,
  sinceWhen: (finding: AssessedFinding) => string,
): readonly string[] {
  return [
    sinceWhen(finding),
    finding.severity === rule.severity ? '' : `${finding.severity} here`,
    finding.confidence === 'low' ? 'low confidence' : '',
    finding.reachedBy.length === 0 ? '' : `inside ${finding.reachedBy.join(', ')}`,
    finding.note ?? '',
    ...broughtWords(finding),
    finding.statusReason ?? '',
    otherPaths(finding),
  ].filter((remark) => remark !== '')
}
