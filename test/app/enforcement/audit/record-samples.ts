import { chainEvent, type ChainEnd, emptyChain } from '../../../../app/enforcement/audit/chain.ts'
import type { NewAuditEvent } from '../../../../app/enforcement/audit/event.ts'
import {
  type EventLine,
  type HeadLine,
  type RecordLine,
  recordFormat,
} from '../../../../app/enforcement/audit/record-line.ts'
import { keyIdOf, signHead } from '../../../../app/enforcement/audit/signed-head.ts'
import { pemOf, type SigningKey } from '../../../../app/database/signing-key.ts'

export const now = new Date('2026-11-26T08:00:00.123Z')

/** Events of one chain, as lines of a record. */
export function chainOf(organization: string, events: readonly NewAuditEvent[]): readonly EventLine[] {
  let end: ChainEnd = emptyChain
  return events.map((event) => {
    const placed = chainEvent(end, organization, now, event)
    end = placed
    return { type: 'event', ...placed }
  })
}

export const sampleEvent = (index: number): NewAuditEvent => ({
  kind: 'decision.made',
  actor: null,
  subject: `repository:${index}`,
  data: { outcome: 'denied', index, 'ключ"\n': [1.5, null, { 'ü\u2028': '💥' }] },
})

export const samples = (count: number): readonly NewAuditEvent[] =>
  Array.from({ length: count }, (_, index) => sampleEvent(index + 1))

export function headAt(events: readonly EventLine[], sequence: number, key: SigningKey): HeadLine {
  const { organization, hash } = events[sequence - 1]!
  return { type: 'head', ...signHead(organization, { sequence, hash }, now, key) }
}

/** A whole record of one organization. */
export function recordOf(
  events: readonly EventLine[],
  heads: readonly HeadLine[],
  key: SigningKey,
): readonly RecordLine[] {
  return [
    { type: 'begin', format: recordFormat, at: now.toISOString() },
    { type: 'key', keyId: keyIdOf(key.publicKey), publicKey: pemOf(key.publicKey) },
    {
      type: 'organization',
      id: '1',
      host: 'github.com',
      login: 'acme',
      first: 1,
      last: events.at(-1)?.sequence ?? 0,
      isWhole: true,
    },
    ...heads,
    ...events,
    { type: 'end', events: events.length },
  ]
}

export async function* streamOf<Value>(values: readonly Value[]): AsyncGenerator<Value> {
  yield* values
}
