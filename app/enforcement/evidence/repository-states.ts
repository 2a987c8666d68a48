import type { Json } from '../audit/event.ts'
import type { EventLine } from '../audit/record-line.ts'

/** A connection as the record last told of it. */
export interface StateConnection {
  readonly assistant: string
  readonly path: string
  readonly state: string
  /** As it was when the connection was found. */
  readonly control: string
  readonly since: string
  /** The event that says so. */
  readonly event: number
}

export interface StateApproval {
  readonly approval: string
  readonly kind: string
  readonly by: string | null
  readonly requestedBy: string | null
  readonly since: string
  readonly until: string
  readonly event: number
}

/** One repository at one moment. */
export interface RepositoryState {
  readonly connections: readonly StateConnection[]
  /** null: none was made yet. */
  readonly decision: {
    readonly outcome: string
    readonly group: string | null
    readonly mode: string | null
    readonly policy: string | null
    readonly reasons: Json
    readonly since: string
    readonly event: number
  } | null
  /** Those in force, by the time that is asked of. */
  readonly approvals: readonly StateApproval[]
  readonly goneSince: string | null
}

interface Kept {
  readonly connections: Map<string, StateConnection>
  /** As JSON text: 50,000 decisions with their reasons take a fraction of what they take as objects. */
  decision: string | undefined
  readonly approvals: Map<string, StateApproval>
  goneSince: string | null
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/**
 * What was so, as the events of one organization pass by: in the memory of its repositories, however many events there are.
 */
export function createStates() {
  const all = new Map<string, Kept>()
  const of = (id: string): Kept => {
    const known = all.get(id)
    if (known) return known
    const made = { connections: new Map(), decision: undefined, approvals: new Map(), goneSince: null }
    all.set(id, made)
    return made
  }
  return {
    add: (event: EventLine): void => {
      const [what, id] = event.subject.split(':')
      if (what !== 'repository' || id === undefined) return
      if (followed.has(event.kind)) follow(of(id), event)
    },
    /** Of a repository by our id. */
    of: (id: string, at: string): RepositoryState => stateAt(all.get(id), at),
    /** All that events tell of. */
    ids: (): Iterable<string> => all.keys(),
  }
}

const followed: ReadonlySet<string> = new Set([
  'decision.made',
  'connection.found',
  'connection.gone',
  'connection.unwatched',
  'approval.given',
  'approval.ended',
  'repository.gone',
])

function follow(kept: Kept, { kind, data, at, sequence, actor }: EventLine): void {
  const [assistant, path] = [text(data['assistant']) ?? '', text(data['path']) ?? '']
  const key = `${assistant} ${path}`
  if (kind === 'repository.gone') {
    kept.goneSince = at
    kept.connections.clear()
    return
  }
  // What is read again is there again.
  kept.goneSince = null
  if (kind === 'connection.found')
    kept.connections.set(key, {
      assistant,
      path,
      state: text(data['state']) ?? 'connected',
      control: text(data['control']) ?? 'unknown',
      since: at,
      event: sequence,
    })
  if (kind === 'connection.gone' || kind === 'connection.unwatched') kept.connections.delete(key)
  if (kind === 'decision.made')
    kept.decision = JSON.stringify({
      outcome: text(data['outcome']) ?? 'unknown',
      group: text(data['group']),
      mode: text(data['mode']),
      policy: text(data['policy']),
      reasons: data['reasons'] ?? [],
      since: at,
      event: sequence,
    })
  const approval = text(data['approval'])
  if (approval === null) return
  if (kind === 'approval.ended') kept.approvals.delete(approval)
  else
    kept.approvals.set(approval, {
      approval,
      kind: text(data['kind']) ?? 'approval',
      by: text(data['by']) ?? actor,
      requestedBy: text(data['requestedBy']),
      since: text(data['grantedAt']) ?? at,
      until: text(data['expiresAt']) ?? '',
      event: sequence,
    })
}

function stateAt(kept: Kept | undefined, at: string): RepositoryState {
  if (!kept) return { connections: [], decision: null, approvals: [], goneSince: null }
  return {
    connections: [...kept.connections.values()],
    decision: kept.decision === undefined ? null : JSON.parse(kept.decision),
    approvals: [...kept.approvals.values()].filter(({ until }) => until > at),
    goneSince: kept.goneSince,
  }
}
