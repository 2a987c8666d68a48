import { expect, test } from 'vitest'
import { graceUntil } from '../../../../app/enforcement/approvals/grace-until.ts'
import { dueNotices } from '../../../../app/enforcement/requests/notices.ts'
import { withNames, personMark, peopleIn } from '../../../../app/enforcement/requests/person-marks.ts'

const day = 24 * 60 * 60 * 1000
const at = (days: number): Date => new Date(days * day)

test('each notice is given once, and of several that are late only the nearest is said', () => {
  const term = { grantedAt: at(0), endsAt: at(90), told: [] as number[] }
  const due = (now: number, told: number[] = []) => dueNotices({ ...term, told }, [14, 7, 1], at(now))
  expect(due(75)).toEqual([])
  expect(due(76)).toEqual([14])
  expect(due(80, [14])).toEqual([])
  expect(due(89.5)).toEqual([1, 7, 14])
  expect(due(89.5, [14, 7, 1])).toEqual([])
  expect(due(90)).toEqual([])
})

test('what was given for a few days is not told at once that it ends', () => {
  const term = { grantedAt: at(0), endsAt: at(7), told: [] }
  expect(dueNotices(term, [14, 7, 1], at(0))).toEqual([])
  expect(dueNotices(term, [14, 7, 1], at(6))).toEqual([1])
})

test('a connection outlives its approval only where its renewal was asked for in time', () => {
  const old = { kind: 'approval', request: '1', expiresAt: at(90) } as const
  const settings = { graceDays: 7 }
  expect(graceUntil([old], { id: '2', openedAt: at(89) }, settings)).toEqual(at(97))
  expect(graceUntil([old], { id: '2', openedAt: at(90) }, settings)).toBeUndefined()
  expect(graceUntil([old], undefined, settings)).toBeUndefined()
  expect(graceUntil([], { id: '2', openedAt: at(1) }, settings)).toBeUndefined()
  expect(graceUntil([{ ...old, kind: 'emergency' }], { id: '2', openedAt: at(1) }, settings)).toBeUndefined()
  // Of two who have to approve the first one has: it was never connected by that.
  expect(graceUntil([{ ...old, request: '2' }], { id: '2', openedAt: at(1) }, settings)).toBeUndefined()
})

test('people are named when a text is sent, and only they', () => {
  const id = crypto.randomUUID()
  const text = `${personMark(id)} asks; {person:x}`
  expect(peopleIn(text)).toEqual([id])
  expect(withNames(text, new Map([[id, 'ada_acme']]))).toBe('@ada\\_acme asks; {person:x}')
  expect(withNames(text, new Map())).toBe('somebody asks; {person:x}')
})
