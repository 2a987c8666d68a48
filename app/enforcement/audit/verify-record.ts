import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError } from '../../../scanner/errors.ts'
import { type ChainEnd, emptyChain, hashEvent } from './chain.ts'
import type { RecordFault } from './record-fault.ts'
import type { EventLine, OrganizationLine, RecordLine } from './record-line.ts'
import { isSignedBy, keyIdOf, type SignedHead } from './signed-head.ts'

/** What the verifier has from elsewhere: without it a record is only compared with itself. */
export interface Trust {
  /** PEM. None: the keys that the record itself names. */
  readonly publicKeys: readonly string[]
  /** Heads that were kept elsewhere. */
  readonly heads: readonly SignedHead[]
  /** Only some organizations were asked for, so that others may well be missing. */
  readonly isSelection: boolean
}

export interface OrganizationCheck {
  /** undefined: only kept heads tell of it. */
  readonly line: OrganizationLine | undefined
  readonly organization: string
  readonly events: number
  /** Heads that agree with the record. */
  readonly heads: number
  readonly end: ChainEnd
  readonly fault: RecordFault | undefined
}

export interface RecordCheck {
  readonly organizations: readonly OrganizationCheck[]
  /** Whether the record ends as one that was written to its end. */
  readonly isComplete: boolean
  /** Keys that signatures were held against. */
  readonly keyIds: readonly string[]
  /** Whether those keys came from the record itself. */
  readonly isSelfNamed: boolean
}

/** One organization while its events pass by. */
interface Open {
  readonly line: OrganizationLine
  readonly pending: Map<number, SignedHead[]>
  end: ChainEnd | undefined
  events: number
  heads: number
  fault: RecordFault | undefined
}

/**
 * Verifies a record as it streams by, in the memory of its heads.
 * @param onEvent called for each event, for progress
 * @throws AppError `invalid-export` where its lines are not in order or a key is none
 */
export async function verifyRecord(
  lines: AsyncIterable<RecordLine>,
  trust: Trust,
  onEvent: (line: OrganizationLine, done: number) => void = () => {},
): Promise<RecordCheck> {
  const keys = new Map(trust.publicKeys.map((pem) => keyEntry(pem)))
  const isSelfNamed = keys.size === 0
  const kept = byOrganization(trust.heads)
  const done: OrganizationCheck[] = []
  let open: Open | undefined
  let total = 0
  let isComplete = false
  const finish = (): void => {
    if (open) done.push(closeOrganization(open))
    open = undefined
  }
  for await (const line of lines) {
    if (line.type === 'key' && isSelfNamed) keys.set(...keyEntry(line.publicKey))
    if (line.type === 'organization') {
      finish()
      open = openOrganization(line)
      for (const head of kept.get(line.id) ?? []) addHead(open, head, keys)
      kept.delete(line.id)
    }
    if (line.type === 'head' || line.type === 'event') {
      if (!open) throw new AppError('invalid-export', 'An event or a head stands before its organization.')
      if (line.type === 'head') addHead(open, line, keys)
      else {
        total += 1
        addEvent(open, line)
        onEvent(open.line, open.events)
      }
    }
    if (line.type === 'end') isComplete = line.events === total
  }
  finish()
  const lost = trust.isSelection
    ? []
    : [...kept].map(([organization, heads]) => lostOrganization(organization, heads))
  return { organizations: [...done, ...lost], isComplete, keyIds: [...keys.keys()], isSelfNamed }
}

function byOrganization(heads: readonly SignedHead[]): Map<string, readonly SignedHead[]> {
  const groups = new Map<string, readonly SignedHead[]>()
  for (const head of heads) groups.set(head.organization, [...(groups.get(head.organization) ?? []), head])
  return groups
}

function keyEntry(pem: string): [string, KeyObject] {
  try {
    const key = createPublicKey(pem)
    return [keyIdOf(key), key]
  } catch (cause) {
    throw new AppError('invalid-export', 'A public key is not one in PEM.', { cause })
  }
}

const openOrganization = (line: OrganizationLine): Open => ({
  line,
  pending: new Map(),
  // What stands before a part is unknown; its first event says it.
  end: line.first === 1 ? emptyChain : undefined,
  events: 0,
  heads: 0,
  fault: undefined,
})

function addHead(open: Open, head: SignedHead, keys: ReadonlyMap<string, KeyObject>): void {
  const { sequence } = head
  const key = keys.get(head.keyId)
  if (head.organization !== open.line.id) open.fault ??= { kind: 'foreign', sequence }
  else if (!key) open.fault ??= { kind: 'head-unknown-key', sequence }
  else if (!isSignedBy(head, key)) open.fault ??= { kind: 'head-forged', sequence }
  else if (sequence >= open.line.first)
    open.pending.set(sequence, [...(open.pending.get(sequence) ?? []), head])
}

function addEvent(open: Open, event: EventLine): void {
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
  for (const head of open.pending.get(sequence) ?? []) {
    if (head.hash !== event.hash) open.fault ??= { kind: 'rewritten', sequence }
    open.heads += 1
  }
  open.pending.delete(sequence)
}

function faultOf(open: Open, end: ChainEnd, event: EventLine): RecordFault['kind'] | undefined {
  if (event.organization !== open.line.id) return 'foreign'
  if (event.sequence > end.sequence + 1) return 'missing'
  if (event.sequence <= end.sequence) return 'out-of-order'
  if (event.previous !== end.hash) return 'not-linked'
  return hashEvent(event) === event.hash ? undefined : 'changed'
}

function closeOrganization({ line, pending, end, events, heads, fault }: Open): OrganizationCheck {
  const last = end ?? { ...emptyChain, sequence: line.first - 1 }
  return {
    line,
    organization: line.id,
    events,
    heads,
    end: last,
    fault: fault ?? faultAtEnd(line, last, [...pending.keys()]),
  }
}

/** A part says nothing of what came after it; only a whole record can be too short. */
function faultAtEnd(
  line: OrganizationLine,
  end: ChainEnd,
  pending: readonly number[],
): RecordFault | undefined {
  if (end.sequence < line.last) return { kind: 'missing', sequence: end.sequence + 1 }
  const beyond = pending.filter((sequence) => line.isWhole || sequence <= line.last)
  return beyond.length === 0 ? undefined : { kind: 'cut-off', sequence: Math.max(...beyond) }
}

const lostOrganization = (organization: string, heads: readonly SignedHead[]): OrganizationCheck => ({
  line: undefined,
  organization,
  events: 0,
  heads: 0,
  end: emptyChain,
  fault: { kind: 'organization-missing', sequence: Math.max(...heads.map(({ sequence }) => sequence)) },
})

/** Whether all that was looked at is whole. */
export const isWholeRecord = ({ organizations, isComplete }: RecordCheck): boolean =>
  isComplete && organizations.every(({ fault }) => fault === undefined)
