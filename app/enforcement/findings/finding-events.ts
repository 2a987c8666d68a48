import { severities } from '../../../scanner/engine/rule.ts'
import type { NewAuditEvent } from '../audit/event.ts'
import type { FindingChange } from './finding-changes.ts'
import { findingStates } from './known-finding.ts'

/** A change with the id under which the finding is recorded. */
export interface RecordedChange extends FindingChange {
  readonly id: string
}

/** The log names some of them and counts all: a first scan may open thousands. */
const mostNamed = 100

/**
 * What is recorded of a scan's changes: how many findings were opened, and how many went from which state to which. By our own ids,
 * never with paths, excerpts or fingerprints: the log goes to people who may not see the repository.
 * @param repository our own id
 */
export function findingEvents(
  repository: string,
  changes: readonly RecordedChange[],
): readonly NewAuditEvent[] {
  const shared = { actor: null, subject: `repository:${repository}` }
  const opened = changes.filter(({ before, after }) => before === undefined && after.state !== 'gone')
  const changed = changes.filter(({ before }) => before !== undefined)
  return [
    ...(opened.length === 0
      ? []
      : [
          {
            ...shared,
            kind: 'finding.opened' as const,
            data: { count: opened.length, severities: bySeverity(opened), ...named(opened) },
          },
        ]),
    ...(changed.length === 0
      ? []
      : [
          {
            ...shared,
            kind: 'finding.changed' as const,
            data: { count: changed.length, transitions: transitionsIn(changed), ...named(changed) },
          },
        ]),
  ]
}

const named = (changes: readonly RecordedChange[]) => ({
  findings: changes.slice(0, mostNamed).map(({ id }) => id),
})

const bySeverity = (changes: readonly RecordedChange[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    severities
      .toReversed()
      .map(
        (severity) =>
          [severity, changes.filter(({ after }) => after.places[0]?.severity === severity).length] as const,
      )
      .filter(([, count]) => count > 0),
  )

function transitionsIn(changes: readonly RecordedChange[]) {
  return findingStates.flatMap((from) =>
    findingStates
      .map((to) => ({
        from,
        to,
        count: changes.filter(({ before, after }) => before === from && after.state === to).length,
      }))
      .filter(({ count }) => count > 0),
  )
}
