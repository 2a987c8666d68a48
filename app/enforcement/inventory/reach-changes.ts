import type { NewAuditEvent } from '../audit/event.ts'
import type { Reach } from './reach.ts'

/** A path whose state is another one than when it was last read. */
export interface ReachChange {
  readonly before: Reach['state'] | undefined
  readonly after: Reach
}

/** A path of an assistant that the policy does not govern any more. Nobody looks at it, and so nobody knows what became of it. */
export interface UnwatchedReach extends Pick<Reach, 'assistant' | 'path'> {
  readonly before: Reach['state']
}

/** What changed since the last reading; a path that was never read before is a change from nothing. */
export function changesIn(
  before: readonly Pick<Reach, 'assistant' | 'path' | 'state'>[],
  after: readonly Reach[],
): readonly ReachChange[] {
  const known = new Map(before.map((one) => [keyOf(one), one.state]))
  return after
    .map((one) => ({ before: known.get(keyOf(one)), after: one }))
    .filter((change) => change.before !== change.after.state)
}

const keyOf = ({ assistant, path }: Pick<Reach, 'assistant' | 'path'>): string => `${assistant} ${path}`

/** Whether something is there, or may be: the states that an auditor asks about. */
const isThere = (state: Reach['state'] | undefined): boolean => state === 'connected' || state === 'possible'

/**
 * What is recorded of changes: that a connection was found or is gone. What could not be read says neither, so it is no event;
 * the sweep's coverage tells of it.
 * @param repository our own id
 */
export function eventsOf(repository: string, changes: readonly ReachChange[]): readonly NewAuditEvent[] {
  return changes.flatMap(({ before, after }): readonly NewAuditEvent[] => {
    const { assistant, path, state, control } = after
    const shared = { actor: null, subject: `repository:${repository}` }
    if (isThere(state))
      return [
        {
          ...shared,
          kind: 'connection.found',
          data: { assistant, path, state, control, before: before ?? null },
        },
      ]
    return isThere(before) && state === 'not-seen'
      ? [{ ...shared, kind: 'connection.gone', data: { assistant, path, before: before ?? null } }]
      : []
  })
}

/** What is recorded of paths that are not looked at any more: of those that were there, or may have been. @param repository our own id */
export const unwatchedEvents = (
  repository: string,
  unwatched: readonly UnwatchedReach[],
): readonly NewAuditEvent[] =>
  unwatched
    .filter(({ before }) => isThere(before))
    .map(({ assistant, path, before }) => ({
      kind: 'connection.unwatched',
      actor: null,
      subject: `repository:${repository}`,
      data: { assistant, path, before },
    }))
