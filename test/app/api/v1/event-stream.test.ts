import { expect, test } from 'vitest'
import { eventsOf } from '../../../../app/api/v1/event-stream.ts'

const follow = async (
  values: readonly (number | undefined)[],
  signal = new AbortController().signal,
  longestMs = 60_000,
) => {
  const left = [...values]
  const events: string[] = []
  const following = {
    read: async () => (left.length > 0 ? left.shift() : 0),
    isOver: (value: number) => value === 9,
    signal,
    everyMs: 1,
    longestMs,
  }
  for await (const event of eventsOf(following)) events.push(event)
  return events
}

test('what has changed is told once, up to its end', async () => {
  expect(await follow([1, 1, 2, 9, 3])).toEqual(['data: 1\n\n', 'data: 2\n\n', 'data: 9\n\n'])
})

test('who does not listen any more is told nothing', async () => {
  expect(await follow([1, 2], AbortSignal.abort())).toEqual([])
})

test('what somebody does not see any more is told no more', async () => {
  expect(await follow([1, undefined, 2])).toEqual(['data: 1\n\n'])
})

test('what goes on for long ends all the same, and says when to ask again', async () => {
  expect(await follow([1], undefined, 20)).toEqual(['data: 1\n\n', 'data: 0\n\n', 'retry: 1000\n\n'])
})
