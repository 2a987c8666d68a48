import type { AuditEvent } from '../../../app/enforcement/audit/event.ts'

/** A decision as it is recorded beside the log. */
export interface CurrentDecision {
  /** `repository:17` */
  readonly subject: string
  readonly outcome: string
  readonly group: string | null
}

/**
 * What a log tells twice, or otherwise than it is: a chain of good links can still hold what two processes did both.
 * Each decision names the one before it, differs from it, and the last one is in force; a finding is opened once; a sweep ends once.
 */
export function contradictions(
  events: readonly AuditEvent[],
  current: readonly CurrentDecision[],
): readonly string[] {
  const last = new Map<string, { readonly outcome: unknown; readonly group: unknown }>()
  const once = new Set<string>()
  const wrong: string[] = []
  for (const { sequence, kind, subject, data } of events) {
    if (kind === 'decision.made') {
      const { outcome, group, before } = data
      const known = last.get(subject)
      if ((known?.outcome ?? null) !== before)
        wrong.push(`event ${sequence}: ${subject} was not ${JSON.stringify(before)}`)
      if (known?.outcome === outcome && known?.group === group)
        wrong.push(`event ${sequence}: ${subject} was decided so already`)
      last.set(subject, { outcome, group })
    }
    for (const what of toldOnce(kind, data)) {
      if (once.has(what)) wrong.push(`event ${sequence}: ${what} a second time`)
      once.add(what)
    }
  }
  const forgotten = current.filter(({ subject, outcome, group }) => {
    const told = last.get(subject)
    return told?.outcome !== outcome || told.group !== group
  })
  return [...wrong, ...forgotten.map(({ subject }) => `the decision on ${subject} is not in the log`)]
}

function toldOnce(kind: AuditEvent['kind'], data: AuditEvent['data']): readonly string[] {
  if (kind === 'sweep.finished') return [`sweep ${JSON.stringify(data['sweep'])} finished`]
  const { findings } = data
  if (kind !== 'finding.opened' || !Array.isArray(findings)) return []
  return findings.map((id) => `finding ${JSON.stringify(id)} opened`)
}
