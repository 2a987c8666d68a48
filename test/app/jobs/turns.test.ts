import { expect, test } from 'vitest'
import { createTurns } from '../../../app/jobs/turns.ts'

test('so many run at a time, the others in the order in which they came, whatever becomes of those before them', async () => {
  const takeTurn = createTurns(2)
  const begun: number[] = []
  let [running, most] = [0, 0]
  const task = (number: number) => async (): Promise<number> => {
    begun.push(number)
    most = Math.max(most, (running += 1))
    await new Promise((resolve) => setTimeout(resolve, 5))
    running -= 1
    if (number === 1) throw new Error('it failed')
    return number
  }
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((number) => takeTurn(task(number))))
  expect(ended.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ])
  expect(await takeTurn(task(5))).toBe(5)
  expect({ begun, most }).toEqual({ begun: [0, 1, 2, 3, 4, 5], most: 2 })
})
