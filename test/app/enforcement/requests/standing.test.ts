import { expect, test } from 'vitest'
import { judgeApprover, judgeMember, type Standing } from '../../../../app/enforcement/requests/standing.ts'

const yes = (name: string): Standing => ({ is: 'yes', actsFor: { name } })
const standings = (given: Readonly<Record<string, Standing['is']>>) =>
  new Map(Object.entries(given).map(([name, is]) => [name, is === 'yes' ? yes(name) : { is }] as const))

const rule = (...by: string[]) => ({ by, selfApproval: false })

test('one team that is certain is enough; what cannot be read is neither yes nor no', () => {
  expect(judgeMember(['A/x', 'a/y'], standings({ 'a/x': 'yes', 'a/y': 'unknown' })).may).toBe('yes')
  expect(judgeMember(['a/x', 'a/y'], standings({ 'a/x': 'no', 'a/y': 'unknown' })).may).toBe('unknown')
  expect(judgeMember(['a/x', 'a/y'], standings({ 'a/x': 'no', 'a/y': 'no' })).may).toBe('no')
  expect(judgeMember([], standings({}))).toEqual({ may: 'no', why: 'outsider' })
})

test('who is sure for one rule and perhaps for another waits, so that nothing they act for is left out', () => {
  const two = [rule('a/x'), rule('a/y')]
  expect(judgeApprover(two, standings({ 'a/x': 'yes', 'a/y': 'unknown' }), false).may).toBe('unknown')
  expect(judgeApprover(two, standings({ 'a/x': 'yes', 'a/y': 'no' }), false)).toEqual({
    may: 'yes',
    actsFor: [{ name: 'a/x' }],
  })
})

test('who asks may act for a rule that lets them, and for no other', () => {
  const two = [rule('a/x'), { by: ['a/y'], selfApproval: true }]
  expect(judgeApprover(two, standings({ 'a/x': 'yes', 'a/y': 'yes' }), true)).toEqual({
    may: 'yes',
    actsFor: [{ name: 'a/y' }],
  })
  expect(judgeApprover([rule('a/x')], standings({ 'a/x': 'yes' }), true)).toEqual({ may: 'no', why: 'self' })
})
