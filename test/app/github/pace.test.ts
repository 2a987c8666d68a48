import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPace } from '../../../app/github/pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Takes so many turns. @returns how many milliseconds the last one waited */
async function take(pace: () => Promise<void>, turns: number): Promise<number> {
  for (let turn = 1; turn < turns; turn += 1) {
    const passing = pace()
    await vi.advanceTimersByTimeAsync(60_000)
    await passing
  }
  const before = Date.now()
  let passed = Infinity
  const passing = pace().then(() => (passed = Date.now()))
  await vi.advanceTimersByTimeAsync(3 * 60 * 60_000)
  await passing
  return passed - before
}

test('as many requests pass at once as in a minute, and then one after the other', async () => {
  const pace = createPace(60, Date.now)
  const passed: number[] = []
  const all = Array.from({ length: 63 }, () => pace().then(() => passed.push(Date.now())))
  const start = Date.now()
  await vi.advanceTimersByTimeAsync(10_000)
  await Promise.all(all)
  expect(passed.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => start))
  expect(passed.slice(60)).toEqual([start + 1000, start + 2000, start + 3000])
})

test('where the clock is put back, nobody waits until it is as late again', async () => {
  let behind = 0
  const pace = createPace(60, () => Date.now() - behind)
  await take(pace, 2)
  behind = 2 * 60 * 60_000
  expect(await take(pace, 1)).toBe(0)
})
