import { expect, test } from 'vitest'
import { playChaos } from './chaos-main.ts'
import { openRealProgram } from './real-program.ts'

const seed = 3

// `npm run chaos` does the same for as long as one likes.
test('three kills of the real program matter to nobody', { timeout: 600_000 }, async () => {
  const story: string[] = []
  const log = (line: string): void => void story.push(line)
  const wrong = await playChaos(openRealProgram, { kills: 3, seed, processes: 2, pace: 3_000, log })
  expect(wrong, `npm run chaos -- --kills 3 --processes 2 --seed ${seed}\n${story.join('\n')}`).toEqual([])
})
