import type { ApiRequest } from '../server/api-request.ts'
import { Refusal } from '../server/refusal.ts'
import { pushRulesFor } from './push-rules.ts'
import { ruleViolations, type ChangedFile } from './rule-violations.ts'

/** What the website's interface says where a push rule is broken. The statuses are believed: 409 for contents, 422 for git data. */
export function refuseByRules(
  { github: { world }, repository, actor }: ApiRequest,
  files: readonly ChangedFile[],
  status: 409 | 422,
): void {
  const violations = ruleViolations(pushRulesFor(world, repository, actor), files)
  if (violations.length === 0) return
  throw new Refusal(status, `Repository rule violations found\n\n${violations.join('\n')}\n\n`)
}
