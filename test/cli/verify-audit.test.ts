import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { pemOf, type SigningKey } from '../../app/database/signing-key.ts'
import { hashEvent } from '../../app/enforcement/audit/chain.ts'
import type { EventLine, RecordLine } from '../../app/enforcement/audit/record-line.ts'
import { hollowRecords } from '../app/enforcement/audit/hollow-records.ts'
import { chainOf, headAt, recordOf, samples } from '../app/enforcement/audit/record-samples.ts'
import { run } from './run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-verify-'))
const file = (name: string): string => path.join(folder, name)
const script = path.join(import.meta.dirname, '../../docs/verify_audit.py')
const hasPython = spawnSync('python3', ['--version']).status === 0

function newKey(): SigningKey {
  const { privateKey: key, publicKey } = generateKeyPairSync('ed25519')
  return { key, publicKey }
}
const key = newKey()
const other = newKey()
const events = chainOf('1', samples(8))
const whole = recordOf(events, [headAt(events, 8, key)], key)

const textOf = (lines: readonly (RecordLine | string)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('')
const write = (name: string, lines: readonly (RecordLine | string)[]): string => {
  writeFileSync(file(name), textOf(lines))
  return file(name)
}

/** What the command line says, after the script has said the same. */
async function verify(lines: readonly RecordLine[], ...options: readonly string[]) {
  const name = write('export.jsonl', lines)
  const said = await run(['audit', 'verify', '--export', name, ...options])
  if (hasPython) {
    const { status, stdout, stderr } = spawnSync('python3', [script, name, ...options], { encoding: 'utf8' })
    // oxlint-disable-next-line no-conditional-expect -- the command line is tested without Python too
    expect({ status, stderr: status === 2 ? '' : stderr }, stdout).toEqual({ status: said.code, stderr: '' })
  }
  return said
}

/** All events changed, and all hashes computed again. */
function rewritten(): readonly EventLine[] {
  let previous = '0'.repeat(64)
  return events.map((event) => {
    const placed = { ...event, data: { outcome: 'allowed' }, previous }
    previous = hashEvent(placed)
    return { ...placed, hash: previous }
  })
}

beforeAll(() => {
  writeFileSync(file('key.pem'), pemOf(key.publicKey))
  writeFileSync(file('other.pem'), pemOf(other.publicKey))
})

const codes = { whole: 0, broken: 1, refused: 2, unproven: 4 } as const

test.each(hollowRecords(key))(
  '$name is $verdict, also for the script in Python',
  async ({ lines, verdict }) => {
    const { code, stdout } = await verify(lines)
    expect(code).toBe(codes[verdict])
    expect(stdout.includes('Whole')).toBe(verdict === 'whole')
  },
)

test('where nothing was left to be verified, that is what is said', async () => {
  const bare = whole.filter(({ type }) => type === 'begin' || type === 'key')
  const { stdout } = await verify([...bare, { type: 'end', events: 0 }])
  expect(stdout).toContain('Nothing is proven: the record holds no event')
  const empty = await verify(recordOf([], [], key))
  expect(empty.stdout).toContain('begins with the event that added it. Here nothing was left')
  const unsigned = await verify(recordOf(events, [], key))
  expect(unsigned.stdout).toContain('Unbroken, but not proven whole: 8 events of 1 organization')
  expect(unsigned.stdout).toContain('No signed head vouches for it')
})

describe('with heads and keys that were kept elsewhere', () => {
  const heads = (lines: readonly (RecordLine | string)[]) => ['--heads', write('heads.jsonl', lines)]
  const pem = (name: string) => ['--public-key', file(name)]
  const keyLine = whole.find(({ type }) => type === 'key')!
  const forged = recordOf(rewritten(), [headAt(rewritten(), 8, other)], other)

  test('a whole record is whole, and says how far the kept heads reach', async () => {
    const { code, stdout } = await verify(whole, ...heads([headAt(events, 5, key)]), ...pem('key.pem'))
    expect(code).toBe(0)
    expect(stdout).toContain('kept head at event 5')
    expect(stdout).not.toContain('!')
  })

  test('one that was written anew and signed by another key is broken by either of them', async () => {
    expect((await verify(forged)).code).toBe(0)
    expect((await verify(forged, ...pem('key.pem'))).code).toBe(1)
    expect((await verify(forged, ...heads([headAt(events, 5, key)]))).code).toBe(1)
    expect((await verify(forged, ...heads([keyLine, headAt(events, 5, key)]))).code).toBe(1)
    expect((await verify(forged, ...heads([headAt(events, 5, key)]), ...pem('key.pem'))).code).toBe(1)
  })

  test('one that was written anew by somebody who has the real key is broken by the kept head alone', async () => {
    const stolen = recordOf(rewritten(), [headAt(rewritten(), 8, key)], key)
    expect((await verify(stolen, ...pem('key.pem'))).code).toBe(0)
    const { code, stdout } = await verify(stolen, ...heads([headAt(events, 5, key)]), ...pem('key.pem'))
    expect(code).toBe(1)
    expect(stdout).toContain('event 5 is another one than the one whose hash was signed')
  })

  test('a given key outranks the keys beside the heads', async () => {
    const kept = heads([keyLine, headAt(events, 5, key)])
    expect((await verify(whole, ...kept)).code).toBe(0)
    expect((await verify(whole, ...kept, ...pem('other.pem'))).code).toBe(1)
    expect((await verify(whole, ...kept, ...pem('other.pem'), ...pem('key.pem'))).code).toBe(0)
  })

  test('a kept head of an organization that is not there breaks it', async () => {
    const another = chainOf('2', samples(3))
    const { code, stdout } = await verify(whole, ...heads([headAt(another, 3, key), headAt(events, 5, key)]))
    expect(code).toBe(1)
    expect(stdout).toContain('organization 2: a kept head says that event 3 was there')
  })

  test('a file without a head is refused: nothing would be compared', async () => {
    for (const lines of [[], [keyLine], ['{"type":"he'], ['', ' ']]) {
      const { code, stderr } = await verify(whole, ...heads(lines))
      expect(code).toBe(2)
      expect(stderr).toContain('heads.jsonl holds no signed head')
    }
  })

  test('lines that were cut short are left out and counted; what is no head at all is refused', async () => {
    const cut = JSON.stringify(headAt(events, 6, key)).slice(0, 90)
    const kept = heads([keyLine, headAt(events, 5, key), cut, headAt(events, 7, key)])
    const { code, stdout, stderr } = await verify(whole, ...kept)
    expect(code).toBe(0)
    expect(stdout).toContain('kept head at event 7')
    expect(stderr).toBe('In the kept heads 1 line was cut short and is not compared.\n')
    const refused = await run(['audit', 'verify', '--heads', write('other.jsonl', ['{"a":1}'])])
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toContain('other.jsonl:1: this is no signed head')
  })
})
