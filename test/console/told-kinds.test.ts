import { expect, test } from 'vitest'
import { auditKinds } from '../../app/enforcement/audit/event.ts'
import { instantsOf, readDay } from '../../app/console/parts/audit/days.ts'
import { kindGroups, sentenceOf } from '../../app/console/parts/audit/told-kinds.ts'

test('every kind that is recorded has its words, in one group', () => {
  const told = kindGroups.flatMap(({ kinds }) => Object.keys(kinds))
  expect(told.toSorted()).toEqual([...auditKinds].toSorted())
})

test('every sentence has its names before what people wrote', () => {
  const told = auditKinds.map((kind) => sentenceOf({ kind, actor: 'p1', data: {} }))
  expect(told.flat().filter((piece) => piece.length > 1 && /[@$]/.test(piece))).toEqual([])
})

test('an event is told with places for who did it and what it is about', () => {
  const told = (kind: (typeof auditKinds)[number], actor: string | null, data = {}): string =>
    sentenceOf({ kind, actor, data }).join('|')
  expect(told('approval.given', 'p1')).toBe('@| approved |$')
  expect(told('decision.made', null, { outcome: 'denied' })).toBe('$| is denied')
  expect(told('approval.ended', 'p1', { why: 'asked for' })).toBe(
    'An approval of |$| ended|, by |@|: asked for',
  )
  // Neither is what somebody wrote a place for a name.
  expect(told('changes.paused', 'p1', { reason: 'costs $5: tell @ops' })).toBe(
    '@| paused all changes in |$|: costs $5: tell @ops',
  )
})

test('days are whole ones where the person is, and the last one counts', () => {
  expect([readDay('2026-11-27'), readDay('2026-13-27'), readDay('yesterday'), readDay(['a'])]).toEqual([
    '2026-11-27',
    '',
    '',
    '',
  ])
  const { from = '', to = '' } = instantsOf({ from: '2026-11-27', to: '2026-11-27' })
  expect(Date.parse(to) - Date.parse(from)).toBe(24 * 60 * 60_000)
  expect(instantsOf({ from: '', to: '' })).toEqual({})
})
