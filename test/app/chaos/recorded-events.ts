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
 * Each decision names the one before it, differs from it, and the last one is in force; a finding is opened once; a sweep ends once;
 * a change on GitHub is planned once, tried any number of times, and over once.
 * @param open effects that are not over, by our ids
 */
export function contradictions(
  events: readonly AuditEvent[],
  current: readonly CurrentDecision[],
  open: ReadonlySet<string> = new Set(),
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
  return [
    ...wrong,
    ...effectContradictions(events, open),
    ...forgotten.map(({ subject }) => `the decision on ${subject} is not in the log`),
  ]
}

function toldOnce(kind: AuditEvent['kind'], data: AuditEvent['data']): readonly string[] {
  if (kind === 'sweep.finished') return [`sweep ${JSON.stringify(data['sweep'])} finished`]
  const { findings } = data
  if (kind !== 'finding.opened' || !Array.isArray(findings)) return []
  return findings.map((id) => `finding ${JSON.stringify(id)} opened`)
}

const finals: ReadonlySet<string> = new Set([
  'effect.applied',
  'effect.already-so',
  'effect.failed',
  'effect.withdrawn',
] satisfies readonly AuditEvent['kind'][])

function effectContradictions(events: readonly AuditEvent[], open: ReadonlySet<string>): readonly string[] {
  const stands = new Map<string, 'open' | 'over'>()
  const wrong: string[] = []
  for (const { sequence, kind, data } of events) {
    if (!kind.startsWith('effect.')) continue
    const effect = JSON.stringify(data['effect']).slice(1, -1)
    const before = stands.get(effect)
    const wanted = kind === 'effect.planned' ? undefined : 'open'
    if (before !== wanted)
      wrong.push(
        `event ${sequence}: ${kind} of effect ${effect}, which ${before === undefined ? 'was never planned' : `is ${before}`}`,
      )
    stands.set(effect, finals.has(kind) ? 'over' : 'open')
  }
  const told = [...stands].flatMap(([effect, state]) => (state === 'open' ? [effect] : []))
  return [
    ...wrong,
    ...told
      .filter((one) => !open.has(one))
      .map((one) => `effect ${one} is over, and the log does not say how`),
    ...[...open]
      .filter((one) => stands.get(one) !== 'open')
      .map((one) => `effect ${one} is open, and not in the log`),
  ]
}
