import { expect, test } from 'vitest'
import { playChaos } from './chaos-main.ts'
import { openRealProgram } from './real-program.ts'

const seed = 3

// `npm run chaos` does the same for as long as one likes.
test('three kills of the real program matter to nobody', { timeout: 600_000 }, async () => {
  const story: string[] = []
  const log = (line: string): void => void story.push(line)
  const wrong = await playChaos(openRealProgram, {
    kills: 3,
    seed,
    processes: 2,
    mode: 'observe',
    pace: 2_000,
    log,
  })
  expect(wrong, tellOf('--kills 3 --processes 2', wrong, story)).toEqual([])
})

test(
  'nor where it changes GitHub: nothing allowed is taken, and all is as it was decided',
  { timeout: 600_000 },
  async () => {
    const story: string[] = []
    const log = (line: string): void => void story.push(line)
    const chosen = { kills: 3, seed, processes: 2, mode: 'enforce' } as const
    const wrong = await playChaos(openRealProgram, { ...chosen, pace: 2_000, log })
    const told = tellOf('--mode enforce --kills 3 --processes 2', wrong, story)
    expect(wrong, told).toEqual([])
    // So short a story does not come to everything; these follow from how its company begins.
    for (const kind of beginning) expect(story, told).toContainEqual(expect.stringMatching(`^${kind} +[1-9]`))
  },
)

/** What is wrong comes first: a long message is cut. */
const tellOf = (options: string, wrong: readonly string[], story: readonly string[]): string =>
  [`npm run chaos -- ${options} --seed ${seed}`, ...wrong.map((one) => `wrong: ${one}`), ...story].join('\n')

const beginning = [
  'disconnect',
  'disable-workflow',
  'revoke-token',
  'deny-token-request',
  'define-property',
  'set-property',
  'keep-ruleset',
  'owner-notice',
]
