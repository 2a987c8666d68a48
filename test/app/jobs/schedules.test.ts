import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startSchedules } from '../../../app/jobs/schedules.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const never = (name: string, error: unknown): never => {
  throw new Error(name, { cause: error })
}

test('each runs soon, then again and again, never quite at the same distance', async () => {
  const at: number[] = []
  const begun = Date.now()
  const values = [0.5, 0, 1]
  const schedules = startSchedules(
    [{ name: 'a', everyMs: 1000, run: async () => void at.push(Date.now() - begun) }],
    { onError: never, random: () => values.shift() ?? 0.5 },
  )
  await vi.advanceTimersByTimeAsync(2100)
  expect(at).toEqual([50, 950, 2050])
  await schedules.stop()
  await vi.advanceTimersByTimeAsync(5000)
  expect(at).toHaveLength(3)
})

test('one that is slow never runs twice at a time and does not hold up others', async () => {
  let running = 0
  let most = 0
  let others = 0
  const schedules = startSchedules(
    [
      {
        name: 'slow',
        everyMs: 100,
        run: async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise((resolve) => setTimeout(resolve, 1000))
          running -= 1
        },
      },
      { name: 'quick', everyMs: 100, run: async () => void (others += 1) },
    ],
    { onError: never, random: () => 0.5 },
  )
  await vi.advanceTimersByTimeAsync(3000)
  expect(most).toBe(1)
  expect(others).toBeGreaterThan(25)
  const stopped = schedules.stop()
  await vi.advanceTimersByTimeAsync(1000)
  await stopped
})

test('one that fails is told of and runs again', async () => {
  const told: string[] = []
  const schedules = startSchedules(
    [{ name: 'a', everyMs: 100, run: () => Promise.reject(new Error('down')) }],
    { onError: (name, error) => void told.push(`${name}: ${String(error)}`), random: () => 0.5 },
  )
  await vi.advanceTimersByTimeAsync(250)
  expect(told).toEqual(['a: Error: down', 'a: Error: down', 'a: Error: down'])
  await schedules.stop()
})

test('stopping tells what is under way, and waits for it', async () => {
  vi.useRealTimers()
  let isEnded = false
  const schedules = startSchedules(
    [
      {
        name: 'a',
        everyMs: 1,
        run: async (signal) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          await delay(30)
          isEnded = true
        },
      },
    ],
    { onError: never },
  )
  await delay(20)
  await schedules.stop()
  expect(isEnded).toBe(true)
})
