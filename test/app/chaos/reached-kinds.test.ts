import { expect, test } from 'vitest'
import {
  eventsLine,
  expectedEvents,
  expectedKinds,
  reachedTable,
  unreachedEvents,
  unreachedKinds,
} from './reached-kinds.ts'

const made = (kind: string, state = 'applied') => ({ kind, state, count: 2, attempts: 3, again: 1 })

test('a story that came to no effect of a kind says so, also where it was only planned', () => {
  const all = expectedKinds.map((kind) => made(kind))
  expect(unreachedKinds(all)).toEqual([])
  const others = all.filter(({ kind }) => kind !== 'disable-workflow')
  expect(unreachedKinds(others)).toEqual(['disable-workflow'])
  expect(unreachedKinds([...others, made('disable-workflow', 'withdrawn')])).toEqual(['disable-workflow'])
})

test('the table counts ends and tries of each kind, also of those that never came', () => {
  const [head, ...rows] = reachedTable([made('connect'), made('connect', 'withdrawn'), made('pull-comment')])
  expect(head!.trim().split(/\s+/).slice(-2)).toEqual(['tried', 'again'])
  const cells = (kind: string) =>
    rows
      .find((row) => row.startsWith(`${kind} `))
      ?.trim()
      .split(/\s+/)
      .slice(1)
      .map(Number)
  expect(cells('connect')).toEqual([2, 0, 2, 0, 0, 0, 0, 6, 2])
  expect(cells('select')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
  expect(cells('pull-comment')).toEqual([2, 0, 0, 0, 0, 0, 0, 3, 1])
})

test('a story in which nobody did what it is about says so', () => {
  const all = new Map<string, number>(expectedEvents.map((kind) => [kind, 1]))
  expect(unreachedEvents(all)).toEqual([])
  all.delete('wave.undone')
  expect(unreachedEvents(all)).toEqual(['wave.undone'])
  expect(
    eventsLine(
      new Map([
        ['b', 2],
        ['a', 1],
      ]),
    ),
  ).toBe('a 1, b 2')
})
