import { expect, test } from 'vitest'
import { ownedIn, ownersMark, withOwners } from '../../../../app/enforcement/requests/owner-marks.ts'
import { answerBy, dueReminder, isLast } from '../../../../app/enforcement/requests/reminder.ts'

const day = 24 * 60 * 60 * 1000
const at = (days: number): Date => new Date(days * day)

test('each reminder comes so long after the one before, the third to the owners too, and no fourth', () => {
  const due = (now: number, ...reminded: readonly number[]) =>
    dueReminder({ openedAt: at(0), reminded: reminded.map(at) }, 7, at(now))
  expect(answerBy(at(0), 7)).toEqual(at(7))
  expect(due(6.9)).toBeUndefined()
  expect(due(7)).toEqual({ step: 1, toOwners: false })
  expect(due(13, 7)).toBeUndefined()
  expect(due(14, 7)).toEqual({ step: 2, toOwners: false })
  expect(due(21, 7, 14)).toEqual({ step: 3, toOwners: true })
  expect(due(1000, 7, 14, 21)).toBeUndefined()
  expect([1, 2, 3].map((step) => isLast({ step, toOwners: false }))).toEqual([false, false, true])
})

test('after an outage no step is left out, and people have their time between two', () => {
  const reminded: Date[] = []
  const told = [100, 100.1, 106, 107, 120].map((now) => {
    const due = dueReminder({ openedAt: at(0), reminded }, 7, at(now))
    if (due) reminded.push(at(now))
    return due?.step
  })
  expect(told).toEqual([1, undefined, undefined, 2, 3])
})

test('a clock that went back reminds nobody once more', () => {
  expect(dueReminder({ openedAt: at(10), reminded: [] }, 7, at(0))).toBeUndefined()
  expect(dueReminder({ openedAt: at(0), reminded: [at(50)] }, 7, at(8))).toBeUndefined()
})

test('owners are named when a text is sent, and whoever stands in for them', () => {
  const text = `${ownersMark('17')} and ${ownersMark('18')}; {owners:x}`
  expect(ownedIn(text)).toEqual(['17', '18'])
  expect(withOwners(text, new Map([['17', '@ada']]), 'somebody')).toBe('@ada and somebody; {owners:x}')
})
