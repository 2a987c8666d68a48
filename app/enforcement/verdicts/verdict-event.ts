import type { NewAuditEvent } from '../audit/event.ts'
import type { AskedVerdict } from './verdict.ts'

/** What became of a verdict. Neither reason nor evidence: people write names there, and nothing here can be taken back. */
export const verdictEvent = (
  kind: 'verdict.asked' | 'verdict.given' | 'verdict.ended',
  {
    id,
    repository,
    rule,
    verdict,
    expiresOn,
  }: Pick<AskedVerdict, 'verdict' | 'expiresOn'> & {
    readonly id: string
    readonly repository: string
    readonly rule: string
  },
  actor: string,
): NewAuditEvent => ({
  kind,
  actor,
  subject: `repository:${repository}`,
  data: { verdict: id, says: verdict, rule, expiresOn },
})
