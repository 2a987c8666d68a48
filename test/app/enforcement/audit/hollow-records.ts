import type { RecordLine } from '../../../../app/enforcement/audit/record-line.ts'
import type { Verdict } from '../../../../app/enforcement/audit/verify-record.ts'
import type { SigningKey } from '../../../../app/database/signing-key.ts'
import { chainOf, headAt, recordOf, samples } from './record-samples.ts'

/** A record that says less than it seems to, and what is to be said of it; `refused`: that it is no export. */
export interface HollowRecord {
  readonly name: string
  readonly lines: readonly RecordLine[]
  readonly verdict: Verdict | 'refused'
}

/** Every way we know in which a record can be made to look whole by leaving out what would speak against it. */
export function hollowRecords(key: SigningKey): readonly HollowRecord[] {
  const events = chainOf('1', samples(8))
  const heads = [headAt(events, 8, key)]
  const whole = recordOf(events, heads, key)
  const only = (...types: readonly RecordLine['type'][]) => whole.filter(({ type }) => types.includes(type))
  const from = (first: number, last = 8, over: object = {}): readonly RecordLine[] =>
    whole
      .filter((line) => line.type !== 'event' || (line.sequence >= first && line.sequence <= last))
      .map((line) => {
        if (line.type === 'organization') return { ...line, first, last, isWhole: false, ...over }
        return line.type === 'end' ? { ...line, events: last - first + 1 } : line
      })
  const stating = (count: number) =>
    whole.map((line) => (line.type === 'end' ? { ...line, events: count } : line))
  const ended = { type: 'end', events: 0 } as const
  const [begin] = whole
  const organization = whole.find(({ type }) => type === 'organization')!
  return [
    { name: 'the whole record', lines: whole, verdict: 'whole' },
    { name: 'no line', lines: [], verdict: 'broken' },
    { name: 'the end alone', lines: [ended], verdict: 'broken' },
    { name: 'beginning and end', lines: [begin!, ended], verdict: 'unproven' },
    { name: 'beginning, keys and end', lines: [...only('begin', 'key'), ended], verdict: 'unproven' },
    { name: 'keys alone', lines: only('key'), verdict: 'broken' },
    { name: 'heads alone', lines: only('key', 'head'), verdict: 'refused' },
    {
      name: 'heads between beginning and end',
      lines: [...only('begin', 'key', 'head'), ended],
      verdict: 'refused',
    },
    { name: 'an organization without events', lines: recordOf([], [], key), verdict: 'unproven' },
    {
      name: 'an organization whose events are gone, with its head',
      lines: recordOf([], heads, key),
      verdict: 'broken',
    },
    { name: 'a part that holds nothing', lines: from(9, 8), verdict: 'unproven' },
    { name: 'a part', lines: from(5), verdict: 'unproven' },
    { name: 'a part from the first event on', lines: from(1, 6), verdict: 'unproven' },
    { name: 'a part that calls itself whole', lines: from(5, 8, { isWhole: true }), verdict: 'refused' },
    { name: 'a part that ends before it begins', lines: from(5, 2), verdict: 'refused' },
    { name: 'a cut front', lines: whole.slice(1), verdict: 'broken' },
    { name: 'a cut front up to the organization', lines: whole.slice(2), verdict: 'broken' },
    { name: 'a cut front up to the events', lines: whole.slice(4), verdict: 'refused' },
    { name: 'no end', lines: whole.slice(0, -1), verdict: 'broken' },
    { name: 'an end that counts less', lines: stating(7), verdict: 'broken' },
    { name: 'an end that counts more', lines: stating(9), verdict: 'broken' },
    { name: 'an end that counts nothing', lines: stating(0), verdict: 'broken' },
    { name: 'an end before the events', lines: [begin!, ended, ...whole.slice(1, -1)], verdict: 'broken' },
    { name: 'two ends', lines: [...whole, whole.at(-1)!], verdict: 'broken' },
    { name: 'two records in one file', lines: [...whole, ...whole], verdict: 'broken' },
    { name: 'no head', lines: recordOf(events, [], key), verdict: 'unproven' },
    {
      name: 'an organization twice',
      lines: [...whole.slice(0, -1), organization, ...stating(8).slice(-1)],
      verdict: 'broken',
    },
    {
      name: 'more events than the organization is said to have',
      lines: whole.map((line) => (line.type === 'organization' ? { ...line, last: 6 } : line)),
      verdict: 'broken',
    },
    {
      name: 'fewer events than the organization is said to have',
      lines: whole.map((line) => (line.type === 'organization' ? { ...line, last: 9 } : line)),
      verdict: 'broken',
    },
  ]
}
