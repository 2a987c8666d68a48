import { expect, test } from 'vitest'
import { countOf, dayAfter } from '../../app/console/parts/findings/answers.ts'
import { noiseOf } from '../../app/console/parts/findings/noise.ts'
import { spreadOf } from '../../app/console/parts/findings/spread.ts'
import { longest, progressOf } from '../../app/console/parts/requests/progress-of.ts'

test('how far a finding has spread is one sentence', () => {
  const told = [
    [1, 0],
    [1, 1],
    [14, 3],
    [14, 14],
  ].map(([repositories = 0, reachable = 0]) => spreadOf({ repositories, reachable }))
  expect(told).toEqual([
    'In 1 repository, none that Claude is seen to reach',
    'In 1 repository, Claude can read it',
    'In 14 repositories, Claude can read 3',
    'In 14 repositories, Claude can read all',
  ])
})

test('a rule that nobody has judged is not known to be noisy or quiet', () => {
  expect(noiseOf({ open: 5, gone: 3 })).toBeUndefined()
  expect(noiseOf({ 'false-positive': 1, rotated: 2, open: 100 })).toBe(33)
})

test('approvals beyond what a rule wants make up for no other rule', () => {
  const rule = { by: ['acme/security'], selfApproval: false }
  const rules = [
    { ...rule, count: 1, maxDays: 180, given: ['ada', 'grace'] },
    { ...rule, count: 2, maxDays: 30, given: [] },
  ]
  expect(progressOf(rules)).toEqual({ given: 1, wanted: 3 })
  expect(longest(rules)).toBe(30)
  expect(longest([])).toBeUndefined()
})

test('the outcomes of an answer are counted, each refusal said once', () => {
  const outcomes = ['given', 'asked', 'refused', 'refused'].map((outcome) => ({ outcome, why: 'No.' }))
  expect(countOf(outcomes)).toEqual({ given: 1, asked: 1, refused: ['No.'] })
})

test('days are counted over the end of a year', () => {
  expect(dayAfter(new Date('2026-12-31T23:00:00Z'), 1)).toBe('2027-01-01')
})
