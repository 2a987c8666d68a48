import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { originReason } from '../../../app/enforcement/inventory/origin.ts'
import {
  boundsInWords,
  type ReachCount,
  reachBounds,
  reachStrength,
} from '../../../app/enforcement/inventory/reach-bounds.ts'

const count = (state: ReachCount['state'], repositories: number): ReachCount => ({
  assistant: 'claude',
  state,
  repositories,
})

test('what is proven is the least, and what is not disproved the most', () => {
  const [bounds] = reachBounds([
    count('connected', 1),
    count('possible', 1),
    count('unknown', 1),
    count('not-seen', 1),
  ])
  expect(bounds).toEqual({
    assistant: 'claude',
    atLeast: 1,
    atMost: 3,
    repositories: 4,
    possible: 1,
    unknown: 1,
  })
  expect(boundsInWords(bounds!)).toBe(
    'claude reaches between 1 and 3 of 4 repositories: 1 for certain, 1 possibly, 1 could not be read',
  )
})

test('assistants are counted apart', () => {
  const other = { ...count('connected', 7), assistant: 'copilot' }
  expect(reachBounds([count('unknown', 2), other])).toMatchObject([
    { assistant: 'claude', atLeast: 0, atMost: 2 },
    { assistant: 'copilot', atLeast: 7, atMost: 7 },
  ])
})

test.each([
  [
    [count('not-seen', 1)],
    'claude was not seen to reach any of 1 repository, on the paths that were looked at',
  ],
  [[count('connected', 1), count('not-seen', 1)], 'claude reaches 1 of 2 repositories'],
  [
    [count('unknown', 1)],
    'claude reaches between 0 and 1 of 1 repository: 0 for certain, 1 could not be read',
  ],
])('in words: %j', (counts, words) => {
  expect(reachBounds(counts).map(boundsInWords)).toEqual([words])
})

test('what is read narrows the bounds and never widens them', () => {
  const one = record({
    assistant: constantFrom('claude'),
    state: constantFrom(...reachStrength),
    repositories: integer({ min: 0, max: 50_000 }),
  })
  assert(
    property(
      array(one, { minLength: 1 }),
      constantFrom('connected' as const, 'not-seen' as const),
      (counts, read) => {
        const [before] = reachBounds(counts)
        const [after] = reachBounds(
          counts.map((counted) => (counted.state === 'unknown' ? { ...counted, state: read } : counted)),
        )
        expect(before!.atLeast).toBeLessThanOrEqual(before!.atMost)
        expect(after!.atLeast).toBeGreaterThanOrEqual(before!.atLeast)
        expect(after!.atMost).toBeLessThanOrEqual(before!.atMost)
      },
    ),
  )
})

test.each([
  [
    { kind: 'fork', githubId: 3 } as const,
    'it is a fork: what was approved for the repository it is a fork of does not count for it',
  ],
  [
    { kind: 'template', githubId: 3 } as const,
    'it was made from a template: what was approved for the template does not count for it',
  ],
  [
    { kind: 'transferred' } as const,
    'it was transferred here: what was approved before the transfer does not count any more',
  ],
  [
    { kind: 'imported' } as const,
    'it was imported: what was approved where it came from does not count for it',
  ],
])('where it comes from decides nothing and is said: %j', (origin, found) => {
  expect(originReason(origin)).toMatchObject({ check: 'origin', state: 'met', advisory: true, found })
})

test('of a repository that began here there is nothing to say', () => {
  expect(originReason(null)).toBeUndefined()
})
