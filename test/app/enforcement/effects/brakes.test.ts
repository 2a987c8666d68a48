import { expect, test } from 'vitest'
import { type Removed, tooLarge } from '../../../../app/enforcement/effects/brakes.ts'

const limits = { removals: 5, removalsPercent: 2 }
const removed = (over: Partial<Removed> = {}): Removed => ({
  recent: 0,
  byPolicy: new Map(),
  connections: 100,
  ...over,
})
const plan = (count: number, policy: string | null = '1', kind: 'connect' | 'disconnect' = 'disconnect') =>
  Array.from({ length: count }, (_, index) => ({
    action: { kind, assistant: 'claude', installation: 9, githubId: index },
    policy,
  }))

test('as many as the number pass, and one more does not', () => {
  expect(tooLarge(plan(5), removed(), limits)).toBeUndefined()
  expect(tooLarge(plan(6), removed(), limits)).toMatch(/6 connections within an hour; the limit is 5 of 100/)
})

test('of many connections the share counts', () => {
  expect(tooLarge(plan(20), removed({ connections: 1000 }), limits)).toBeUndefined()
  expect(tooLarge(plan(21), removed({ connections: 1000 }), limits)).toMatch(/the limit is 20 of 1000/)
})

test('what was taken within the hour counts with it, also as what there was', () => {
  expect(tooLarge(plan(2), removed({ recent: 3 }), limits)).toBeUndefined()
  expect(tooLarge(plan(3), removed({ recent: 3 }), limits)).toBeDefined()
  expect(tooLarge(plan(10), removed({ recent: 10, connections: 990 }), limits)).toBeUndefined()
})

test('a version of the policy that takes a few an hour is stopped too', () => {
  const byPolicy = new Map([['1', 5]])
  expect(tooLarge(plan(1), removed({ byPolicy }), limits)).toMatch(/One version of the policy would take 6/)
  expect(tooLarge(plan(1, '2'), removed({ byPolicy }), limits)).toBeUndefined()
})

test('giving access is never too much', () => {
  expect(tooLarge(plan(500, '1', 'connect'), removed(), limits)).toBeUndefined()
})

test('where nothing may be taken, nothing passes', () => {
  expect(tooLarge(plan(1), removed(), { removals: 0, removalsPercent: 0 })).toBeDefined()
})

test('secrets, workflows and tokens count as connections do, also together, and giving them back does not', () => {
  const action = {
    githubId: 1,
    store: 'actions',
    name: 'KEY',
    workflow: 2,
    judged: 'a',
    graceDays: 0,
  } as const
  const of = (policy: string | null) => [
    { action: { ...action, kind: 'drop-secret' as const }, policy },
    { action: { ...action, kind: 'disable-workflow' as const }, policy },
    { action: { ...action, kind: 'revoke-token' as const, token: 3 }, policy },
    { action: { ...action, kind: 'deny-token-request' as const, request: 4 }, policy },
  ]
  const giving = [
    { action: { ...action, kind: 'give-secret' as const }, policy: '1' },
    { action: { ...action, kind: 'enable-workflow' as const }, policy: '1' },
  ]
  expect(tooLarge([...of('1'), ...plan(1), ...giving], removed(), limits)).toBeUndefined()
  expect(tooLarge([...of('1'), ...plan(2)], removed(), limits)).toMatch(/6 connections/)
})
