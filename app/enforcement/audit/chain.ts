import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { AuditEvent, Json, NewAuditEvent } from './event.ts'

/** What stands before an organization's first event. */
export const noHash = '0'.repeat(64)

/** Where an organization's chain ends. */
export interface ChainEnd {
  readonly sequence: number
  readonly hash: string
}

export const emptyChain: ChainEnd = { sequence: 0, hash: noHash }

/** Puts an event behind the last one. */
export function chainEvent(end: ChainEnd, organization: string, at: Date, event: NewAuditEvent): AuditEvent {
  const { kind, actor, subject, data } = event
  const placed = {
    organization,
    sequence: end.sequence + 1,
    at: at.toISOString(),
    kind,
    actor,
    subject: storable(subject),
    data: storable(data),
    previous: end.hash,
  }
  return { ...placed, hash: hashEvent(placed) }
}

/**
 * A value as the database gives it back: PostgreSQL's JSON has neither NUL nor half a surrogate pair, both of which names of
 * files and branches may hold.
 */
function storable<Value extends Json>(value: Value): Value
function storable(value: Json): Json {
  if (typeof value === 'string') return Buffer.from(value).toString().replaceAll('\0', '\uFFFD')
  // It has no negative zero either.
  if (value === 0) return 0
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: Json) => storable(one))
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), storable(one)]))
}

/**
 * SHA-256 over the event as canonical JSON (RFC 8785), so that anybody can recompute it from an export in any language. The
 * text before it keeps the hash from being one of something else.
 */
export function hashEvent(event: Omit<AuditEvent, 'hash'>): string {
  const { organization, sequence, at, kind, actor, subject, data, previous } = event
  const text = canonicalize({ organization, sequence, at, kind, actor, subject, data, previous })
  return createHash('sha256').update(`gatehouse/audit/v1\0${text}`).digest('hex')
}

/** What is wrong with a chain, and where; a chain is broken at its first fault. */
export interface ChainFault {
  readonly sequence: number
  readonly fault: 'missing' | 'changed' | 'not-linked'
}

/** The result of looking at a whole chain. */
export interface ChainCheck {
  readonly end: ChainEnd
  readonly fault?: ChainFault
}

/** Recomputes a chain, in ascending order from its first event; stops at the first fault. */
export async function checkChain(
  events: AsyncIterable<AuditEvent> | Iterable<AuditEvent>,
): Promise<ChainCheck> {
  let end = emptyChain
  for await (const event of events) {
    const fault = faultOf(end, event)
    if (fault !== undefined) return { end, fault: { sequence: end.sequence + 1, fault } }
    end = { sequence: event.sequence, hash: event.hash }
  }
  return { end }
}

function faultOf(end: ChainEnd, event: AuditEvent): ChainFault['fault'] | undefined {
  if (event.sequence !== end.sequence + 1) return 'missing'
  if (event.previous !== end.hash) return 'not-linked'
  return hashEvent(event) === event.hash ? undefined : 'changed'
}
