import { expect, test } from 'vitest'
import { none, toggledAll, toggledKey, withinList } from '../../app/console/parts/list/selection.ts'
import { severityOf } from '../../app/console/parts/severities.ts'
import { relativeTime } from '../../app/console/parts/times.ts'
import { readAdvance } from '../../app/console/parts/use-progress.ts'

const now = new Date('2026-11-27T12:00:00Z')

test.each([
  ['2026-11-27T11:59:40Z', 'now'],
  ['2026-11-27T09:10:00Z', '2 hours ago'],
  ['2026-11-26T12:00:00Z', 'yesterday'],
  ['2026-12-09T13:00:00Z', 'in 12 days'],
  ['2026-12-27T11:59:58Z', 'in 30 days'],
  ['2024-11-20T12:00:00Z', '2 years ago'],
])('%s is %s', (at, said) => {
  expect(relativeTime(new Date(at), now)).toBe(said)
})

test('the worst of a list is told by its name', () => {
  expect([0, 1, 2, 3, 4].map(severityOf)).toEqual([undefined, 'low', 'medium', 'high', 'critical'])
})

test('what is selected and no longer listed is not acted on', () => {
  const selection = toggledKey(toggledKey(none, 'a'), 'b')
  expect(withinList(selection, ['b', 'c'])).toEqual(['b'])
})

test('selecting all selects what is loaded, and the second time nothing', () => {
  const all = toggledAll(toggledKey(none, 'a'), ['a', 'b'])
  expect([...all]).toEqual(['a', 'b'])
  expect([...toggledAll(all, ['a', 'b'])]).toEqual([])
})

test.each(['', '{', 'null', '{"done":"7"}', '{"done":1,"total":"x"}', '{"done":1,"state":"odd"}', 7])(
  'an event that is none of a progress, %j, changes nothing',
  (data) => {
    expect(readAdvance(data)).toBeUndefined()
  },
)

test('an event says how far something has come', () => {
  expect(readAdvance('{"done":3,"total":60,"doing":"acme/shop"}')).toEqual({
    done: 3,
    total: 60,
    doing: 'acme/shop',
    state: 'running',
  })
})
