import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../scanner/errors.ts'
import { hashEvent } from '../../../../app/enforcement/audit/chain.ts'
import { faultWords, type RecordFault } from '../../../../app/enforcement/audit/record-fault.ts'
import {
  type EventLine,
  parseRecord,
  type RecordLine,
} from '../../../../app/enforcement/audit/record-line.ts'
import { renderRecord } from '../../../../app/enforcement/audit/render-record.ts'
import { type Trust, verdictOf, verifyRecord } from '../../../../app/enforcement/audit/verify-record.ts'
import { pemOf, type SigningKey } from '../../../../app/database/signing-key.ts'
import { hollowRecords } from './hollow-records.ts'
import { chainOf, headAt, recordOf, samples, streamOf } from './record-samples.ts'

const newKey = (): SigningKey => {
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  return { key, publicKey }
}
const key = newKey()
const events = chainOf('1', samples(8))
const nothing: Trust = { publicKeys: [], heads: [], isSelection: false }
const verify = (lines: readonly RecordLine[], trust: Partial<Trust> = {}) =>
  verifyRecord(streamOf(lines), { ...nothing, ...trust })

/** The chain after a change, recomputed as somebody would who wants it to look whole. */
function rehash(changed: readonly EventLine[]): readonly EventLine[] {
  let previous = '0'.repeat(64)
  return changed.map((event, index) => {
    const placed = { ...event, sequence: index + 1, previous }
    previous = hashEvent(placed)
    return { ...placed, hash: previous }
  })
}

test('a whole record is whole, with and without heads and keys from elsewhere', async () => {
  const record = recordOf(events, [headAt(events, 3, key), headAt(events, 8, key)], key)
  const check = await verify(record)
  expect(check).toMatchObject({ isComplete: true, isSelfNamed: true })
  expect(check.organizations).toMatchObject([{ events: 8, heads: 2, end: { sequence: 8 }, fault: undefined }])
  expect(verdictOf(check)).toBe('whole')
  const kept = await verify(recordOf(events, [], key), {
    publicKeys: [pemOf(key.publicKey)],
    heads: [headAt(events, 5, key)],
  })
  expect(kept).toMatchObject({
    isSelfNamed: false,
    organizations: [{ heads: 1, keptTo: 5, fault: undefined }],
  })
  expect(verdictOf(kept)).toBe('whole')
})

describe('a record that says less than it seems to', () => {
  const linesOf = (lines: readonly RecordLine[]) =>
    verifyRecord(
      parseRecord(
        lines.map((line) => JSON.stringify(line)),
        'file',
      ),
      nothing,
    )
  test.each(hollowRecords(key))('$name is $verdict', async ({ lines, verdict }) => {
    const refused = (error: unknown) => (error instanceof AppError ? error.code : 'a bug')
    const said = await linesOf(lines).then(verdictOf, refused)
    expect(said).toBe(verdict === 'refused' ? 'invalid-export' : verdict)
  })

  test('and of which a head was kept elsewhere is broken, unless only its part is missing', async () => {
    const trust = { heads: [headAt(events, 8, key)], publicKeys: [pemOf(key.publicKey)] }
    const verdicts = new Map<string, string>()
    for (const { name, lines, verdict } of hollowRecords(key))
      if (verdict !== 'refused') verdicts.set(name, verdictOf(await verify(lines, trust)))
    expect([...verdicts].filter(([, verdict]) => verdict !== 'broken')).toEqual([
      ['the whole record', 'whole'],
      ['a part that holds nothing', 'unproven'],
      ['a part', 'unproven'],
      ['a part from the first event on', 'unproven'],
      // The kept head vouches for it.
      ['no head', 'whole'],
    ])
  })
})

const changed = events.with(3, { ...events[3]!, data: { outcome: 'allowed' } })
const swapped = events.with(2, events[4]!).with(4, events[2]!)
const intruder = { ...events[3]!, subject: 'repository:99' }
const tamperings: readonly (readonly [string, readonly EventLine[], RecordFault])[] = [
  ['a changed event', changed, { kind: 'changed', sequence: 4 }],
  [
    'a changed event with a fitting hash',
    changed.with(3, { ...changed[3]!, hash: hashEvent(changed[3]!) }),
    { kind: 'not-linked', sequence: 5 },
  ],
  ['a changed time', events.with(0, { ...events[0]!, at: 'yesterday' }), { kind: 'changed', sequence: 1 }],
  ['a removed event', events.toSpliced(3, 1), { kind: 'missing', sequence: 4 }],
  ['a removed first event', events.slice(1), { kind: 'missing', sequence: 1 }],
  ['swapped events', swapped, { kind: 'missing', sequence: 3 }],
  ['a repeated event', events.toSpliced(4, 0, events[3]!), { kind: 'out-of-order', sequence: 5 }],
  [
    'an inserted event',
    events.toSpliced(4, 0, { ...intruder, hash: hashEvent(intruder) }),
    { kind: 'out-of-order', sequence: 5 },
  ],
  [
    'an inserted event with the numbers after it moved',
    events.toSpliced(4, 0, intruder).map((event, index) => ({ ...event, sequence: index + 1 })),
    { kind: 'not-linked', sequence: 5 },
  ],
  [
    'an event of another organization',
    events.with(3, { ...events[3]!, organization: '2' }),
    { kind: 'foreign', sequence: 4 },
  ],
]

test.each(tamperings)('%s shows', async (_, tampered, fault) => {
  const lines = recordOf(tampered, [headAt(events, 8, key)], key)
  const check = await verify(lines)
  expect(check.organizations[0]?.fault).toEqual(fault)
  expect(verdictOf(check)).toBe('broken')
  const words = faultWords[fault.kind]
  expect(words.found(fault.sequence)).toContain(String(fault.sequence))
  expect(words.means).toMatch(/\.$/)
})

describe('what a chain alone cannot show, a head shows', () => {
  test.each([
    ['a cut end', events.slice(0, 6), { kind: 'cut-off', sequence: 8 }],
    ['everything removed', [], { kind: 'cut-off', sequence: 8 }],
    ['everything recomputed', rehash(changed), { kind: 'rewritten', sequence: 8 }],
    [
      'an event inserted and everything recomputed',
      rehash(events.toSpliced(2, 0, intruder)),
      { kind: 'rewritten', sequence: 8 },
    ],
  ] as const)('%s', async (_, tampered, fault) => {
    const head = headAt(events, 8, key)
    expect(verdictOf(await verify(recordOf(tampered, [], key)))).toBe('unproven')
    expect((await verify(recordOf(tampered, [head], key))).organizations[0]?.fault).toEqual(fault)
    const kept = { publicKeys: [pemOf(key.publicKey)], heads: [head] }
    expect((await verify(recordOf(tampered, [], key), kept)).organizations[0]?.fault).toEqual(fault)
  })

  test('a changed head, and one by another key', async () => {
    const forged = { ...headAt(events, 8, key), sequence: 7 }
    const foreign = headAt(events, 8, newKey())
    expect((await verify(recordOf(events, [forged], key))).organizations[0]?.fault?.kind).toBe('head-forged')
    expect((await verify(recordOf(events, [foreign], key))).organizations[0]?.fault?.kind).toBe(
      'head-unknown-key',
    )
  })

  test('a record signed anew by somebody with a key of their own, only where the real key is given', async () => {
    const other = newKey()
    const rewritten = rehash(changed)
    const lines = recordOf(rewritten, [headAt(rewritten, 8, other)], other)
    expect(await verify(lines)).toMatchObject({ isSelfNamed: true, isComplete: true })
    expect(verdictOf(await verify(lines))).toBe('whole')
    expect(verdictOf(await verify(lines, { publicKeys: [pemOf(key.publicKey)] }))).toBe('broken')
    // Nor does it help them to leave their heads out.
    const bare = lines.filter(({ type }) => type !== 'head')
    expect(verdictOf(await verify(bare, { publicKeys: [pemOf(key.publicKey)] }))).toBe('unproven')
  })

  test('an organization whose whole record is gone, unless only others were asked for', async () => {
    const lines = recordOf([], [], key).filter(({ type }) => type !== 'organization')
    const heads = [headAt(events, 8, key)]
    const trust = { heads, publicKeys: [pemOf(key.publicKey)] }
    expect((await verify(lines, trust)).organizations).toMatchObject([
      { organization: '1', fault: { kind: 'organization-missing', sequence: 8 } },
    ])
    expect((await verify(lines, { ...trust, isSelection: true })).organizations).toEqual([])
  })
})

describe('a file', () => {
  const record = recordOf(events, [headAt(events, 8, key)], key)
  const textOf = async (): Promise<readonly string[]> => {
    const lines: string[] = []
    for await (const line of renderRecord.jsonl(streamOf(record))) lines.push(line)
    return lines
  }
  const verifyText = (lines: readonly string[]) => verifyRecord(parseRecord(lines, 'file'), nothing)

  test('that was exported verifies', async () => {
    expect(verdictOf(await verifyText(await textOf()))).toBe('whole')
  })

  test('that lost its end, or a line of it, is not whole', async () => {
    const lines = await textOf()
    for (let at = 0; at < lines.length; at += 1)
      expect(verdictOf(await verifyText(lines.slice(0, at)))).toBe('broken')
    // Without its head nothing vouches for it; without its key nothing shows who signed.
    for (let at = 4; at < lines.length; at += 1)
      expect(verdictOf(await verifyText(lines.toSpliced(at, 1)))).toBe('broken')
    expect(verdictOf(await verifyText(lines.toSpliced(3, 1)))).toBe('unproven')
    expect(verdictOf(await verifyText(lines.toSpliced(1, 1)))).toBe('broken')
  })

  test('that is none is refused by its line, which is not quoted', async () => {
    const lines = await textOf()
    await expect(verifyText(lines.with(5, '{"type":"event","canary":1}'))).rejects.toMatchObject({
      code: 'invalid-export',
      message: 'file:6: this is no line of an exported audit log.',
    })
    await expect(verifyText(['canary'])).rejects.toThrow(/^file:1: /)
    await expect(verifyText([lines[4]!])).rejects.toMatchObject({ code: 'invalid-export' })
  })

  test('of a part verifies as a part', async () => {
    const part = record
      .filter((line) => line.type !== 'event' || line.sequence > 4)
      .map((line): RecordLine => {
        if (line.type === 'organization') return { ...line, first: 5, isWhole: false }
        return line.type === 'end' ? { ...line, events: 4 } : line
      })
    const check = await verify(part)
    expect(check.organizations).toMatchObject([{ events: 4, heads: 1, end: { sequence: 8 }, gap: 'part' }])
    expect(verdictOf(check)).toBe('unproven')
  })
})
