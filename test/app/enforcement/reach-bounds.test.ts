import { array, assert, constantFrom, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { originReason } from '../../../app/enforcement/inventory/origin.ts'
import {
  type BoundedReach,
  boundsInWords,
  reachBounds,
} from '../../../app/enforcement/inventory/reach-bounds.ts'

const reach = (
  repository: string,
  state: BoundedReach['state'],
  path: BoundedReach['path'] = 'workflow',
) => ({
  assistant: 'claude',
  repository,
  path,
  state,
})

test('a repository counts once, by the strongest of its paths', () => {
  const [bounds] = reachBounds([
    reach('a', 'unknown'),
    reach('a', 'connected', 'secret'),
    reach('b', 'possible'),
    reach('b', 'not-seen', 'secret'),
    reach('c', 'unknown'),
    reach('d', 'not-seen'),
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

test.each([
  [
    [reach('a', 'not-seen')],
    'claude was not seen to reach any of 1 repository, on the paths that were looked at',
  ],
  [[reach('a', 'connected'), reach('b', 'not-seen')], 'claude reaches 1 of 2 repositories'],
  [
    [reach('a', 'unknown')],
    'claude reaches between 0 and 1 of 1 repository: 0 for certain, 1 could not be read',
  ],
])('in words: %j', (reaches, words) => {
  expect(reachBounds(reaches).map(boundsInWords)).toEqual([words])
})

test('what is read narrows the bounds and never widens them', () => {
  const states = ['connected', 'possible', 'not-seen', 'unknown'] as const
  const one = record({
    assistant: constantFrom('claude'),
    repository: constantFrom('a', 'b', 'c', 'd'),
    path: constantFrom('workflow' as const, 'secret' as const),
    state: constantFrom(...states),
  })
  assert(
    property(
      array(one, { minLength: 1 }),
      constantFrom('connected' as const, 'not-seen' as const),
      (reaches, read) => {
        const [before] = reachBounds(reaches)
        const [after] = reachBounds(
          reaches.map((reached) => (reached.state === 'unknown' ? { ...reached, state: read } : reached)),
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
