import type { KeyObject } from 'node:crypto'
import { type ChainEnd, emptyChain, hashEvent } from './chain.ts'
import type { RecordFault } from './record-fault.ts'
import type { EventLine, OrganizationLine } from './record-line.ts'
import { isSignedBy, type SignedHead } from './signed-head.ts'

/** Why a record that has no fault is still not proven whole: nothing is in it, it is a part, no head was compared. */
export type RecordGap = 'no-events' | 'part' | 'no-heads'

export interface OrganizationCheck {
  /** undefined: only kept heads tell of it. */
  readonly line: OrganizationLine | undefined
  readonly organization: string
  readonly events: number
  /** Heads that agree with the record, its own and kept ones. */
  readonly heads: number
  /** The last event that one of these heads is about; 0: none. */
  readonly signedTo: number
  /** The last event that a head kept elsewhere is about, and agrees with; 0: none. */
  readonly keptTo: number
  /** Keys of these heads. */
  readonly keyIds: ReadonlySet<string>
  readonly end: ChainEnd
  readonly fault: RecordFault | undefined
  readonly gap: RecordGap | undefined
}

/** A signed head that waits for its event to pass by. */
interface Expected {
  readonly head: SignedHead
  readonly isKept: boolean
}

/** One organization while its events pass by. */
export interface OpenOrganization {
  readonly line: OrganizationLine
  readonly pending: Map<number, Expected[]>
  readonly keyIds: Set<string>
  end: ChainEnd | undefined
  events: number
  heads: number
  signedTo: number
  keptTo: number
  fault: RecordFault | undefined
}

export const openOrganization = (line: OrganizationLine): OpenOrganization => ({
  line,
  pending: new Map(),
  keyIds: new Set(),
  // What stands before a part is unknown; its first event says it.
  end: line.first === 1 ? emptyChain : undefined,
  events: 0,
  heads: 0,
  signedTo: 0,
  keptTo: 0,
  fault: undefined,
})

/** Takes in a head, to be compared when its event comes. */
export function addHead(open: OpenOrganization, expected: Expected, keys: ReadonlyMap<string, KeyObject>) {
  const { head } = expected
  const { sequence } = head
  const key = keys.get(head.keyId)
  if (head.organization !== open.line.id) open.fault ??= { kind: 'foreign', sequence }
  else if (!key) open.fault ??= { kind: 'head-unknown-key', sequence }
  else if (!isSignedBy(head, key)) open.fault ??= { kind: 'head-forged', sequence }
  else if (sequence >= open.line.first) {
    const waiting = open.pending.get(sequence)
    if (waiting) waiting.push(expected)
    else open.pending.set(sequence, [expected])
  }
}

/** Takes in the next event. */
export function addEvent(open: OpenOrganization, event: EventLine): void {
  if (open.fault) return
  open.end ??= { sequence: open.line.first - 1, hash: event.previous }
  const sequence = open.end.sequence + 1
  const kind = faultOf(open, open.end, event)
  if (kind) {
    open.fault = { kind, sequence }
    return
  }
  open.end = { sequence, hash: event.hash }
  open.events += 1
  for (const { head, isKept } of open.pending.get(sequence) ?? []) {
    if (head.hash !== event.hash) {
      open.fault = { kind: 'rewritten', sequence }
      return
    }
    open.heads += 1
    open.signedTo = sequence
    if (isKept) open.keptTo = sequence
    open.keyIds.add(head.keyId)
  }
  open.pending.delete(sequence)
}

function faultOf(
  { line }: OpenOrganization,
  end: ChainEnd,
  event: EventLine,
): RecordFault['kind'] | undefined {
  if (event.organization !== line.id) return 'foreign'
  if (end.sequence >= line.last) return 'beyond-end'
  if (event.sequence > end.sequence + 1) return 'missing'
  if (event.sequence <= end.sequence) return 'out-of-order'
  if (event.previous !== end.hash) return 'not-linked'
  return hashEvent(event) === event.hash ? undefined : 'changed'
}

/** What was found, when no more of its lines come. */
export function closeOrganization(open: OpenOrganization): OrganizationCheck {
  const { line, pending, end, events, heads, signedTo, keptTo, keyIds } = open
  const last = end ?? { ...emptyChain, sequence: line.first - 1 }
  const fault = open.fault ?? faultAtEnd(line, last, [...pending.keys()])
  const gap = fault ? undefined : gapOf(open)
  return { line, organization: line.id, events, heads, signedTo, keptTo, keyIds, end: last, fault, gap }
}

/** A part says nothing of what came after it; only a whole record can be too short. */
function faultAtEnd(
  line: OrganizationLine,
  end: ChainEnd,
  pending: readonly number[],
): RecordFault | undefined {
  if (end.sequence < line.last) return { kind: 'missing', sequence: end.sequence + 1 }
  const beyond = pending
    .filter((sequence) => line.isWhole || sequence <= line.last)
    .reduce((most, sequence) => Math.max(most, sequence), 0)
  return beyond === 0 ? undefined : { kind: 'cut-off', sequence: beyond }
}

/** An organization's record begins with the event that added it, so that one without events was never written here. */
function gapOf({ line, events, heads }: OpenOrganization): RecordGap | undefined {
  if (events === 0) return 'no-events'
  if (!line.isWhole) return 'part'
  return heads === 0 ? 'no-heads' : undefined
}

/** An organization of which there is nothing but heads that were kept elsewhere. */
export const lostOrganization = (organization: string, heads: readonly SignedHead[]): OrganizationCheck => ({
  line: undefined,
  organization,
  events: 0,
  heads: 0,
  signedTo: 0,
  keptTo: 0,
  keyIds: new Set(),
  end: emptyChain,
  fault: {
    kind: 'organization-missing',
    sequence: heads.reduce((most, { sequence }) => Math.max(most, sequence), 0),
  },
  gap: undefined,
})
