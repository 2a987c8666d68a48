import type { NewAuditEvent } from './audit/event.ts'
import type { MadeDecision, ReconciledChange } from './records.ts'

/** What is recorded of a decision: an event where it is another one than before, and nothing where it is the same. */
export function decisionEvents(
  repository: string,
  decision: MadeDecision,
  before: ReconciledChange['before'],
): readonly NewAuditEvent[] {
  const isSame = before?.outcome === decision.outcome && before.group === decision.group
  return isSame ? [] : [decisionEvent(repository, decision, before?.outcome ?? null)]
}

function decisionEvent(
  repository: string,
  { outcome, group, mode, policy, reasons, changesAt }: MadeDecision,
  before: string | null,
): NewAuditEvent {
  const told = reasons.map(({ check, state, wanted, found }) => ({ check, state, wanted, found }))
  return {
    kind: 'decision.made',
    actor: null,
    subject: `repository:${repository}`,
    data: { outcome, before, group, mode, policy, changesAt, reasons: told },
  }
}
