import { expect, test } from 'vitest'
import type { EffectAction } from '../../../../app/enforcement/effects/effect-action.ts'
import { doneAt, type Plan, type PlannedEffect } from '../../../../app/enforcement/effects/shown-plan.ts'
import { githubWriteLimits } from '../../../../app/enforcement/write-pace.ts'

const now = new Date('2026-11-26T14:00:00Z')
const minutes = (count: number): number => count * 60_000

const effectOf = (action: EffectAction, more: Partial<PlannedEffect> = {}): PlannedEffect => ({
  id: '1',
  organization: '1',
  repository: null,
  name: null,
  action,
  reason: '',
  policy: null,
  mode: 'enforce',
  state: 'planned',
  hold: null,
  attempts: 0,
  plannedAt: now,
  notBefore: now,
  problem: null,
  ...more,
})
const connects = (count: number): readonly PlannedEffect[] =>
  Array.from({ length: count }, (_, githubId) =>
    effectOf({ kind: 'connect', assistant: 'claude', installation: 7, githubId }),
  )
const comments = (count: number): readonly PlannedEffect[] =>
  Array.from({ length: count }, (_, index) =>
    effectOf({ kind: 'comment', issue: 1, about: `notice:${index}`, text: '' }, { mode: 'notify' }),
  )

function done(effects: readonly PlannedEffect[], more: Partial<Plan> = {}, repositoriesInOne = 50) {
  const brakes = { pause: undefined, isAccepted: true, notAccepted: undefined, hold: undefined }
  const sent = { own: [], means: [] }
  const about = { organization: '1', host: 'github.com', login: 'acme', switches: [] }
  const plan = { ...about, effects, brakes, sent, now, ...more }
  const found = doneAt(plan, 'enforce', { limits: githubWriteLimits, repositoriesInOne })
  return found && { after: found.at.getTime() - now.getTime(), writes: found.writes }
}

test('a plan says how many requests it takes, and when they are done at the pace', () => {
  expect(done([])).toBeUndefined()
  expect(done(connects(1))).toEqual({ after: 0, writes: 1 })
  // 5,000 repositories are a hundred requests of an App of the enterprise, and 5,000 with a token.
  const [together, each] = [done(connects(5_000))!, done(connects(5_000), {}, 1)!]
  expect(together.writes).toBe(100)
  expect(together.after).toBeLessThan(minutes(2))
  expect(each.writes).toBe(5_000)
  expect(each.after).toBeGreaterThan(minutes(5_000 / 80 - 1))
  expect(each.after).toBeLessThan(minutes(100))
})

test('more content than an hour has takes the next hour, also of what was written before', () => {
  expect(done(comments(500))!.after).toBeLessThan(minutes(10))
  expect(done(comments(501))!.after).toBeGreaterThan(minutes(60))
  const own = Array.from({ length: 450 }, (_, index) => ({
    at: now.getTime() - 1000 * (450 - index),
    makesContent: true,
  }))
  expect(done(comments(100), { sent: { own, means: [] } })!.after).toBeGreaterThan(minutes(50))
  // Others' hours are their own.
  expect(done(connects(100), { sent: { own, means: [] } })!.after).toBe(0)
})

test('what may not be made now is not waited for, and what is to wait is', () => {
  const pause = { pause: 'a Friday night', isAccepted: true, notAccepted: undefined, hold: undefined }
  expect(done(connects(3), { brakes: pause })).toBeUndefined()
  const notBefore = new Date(now.getTime() + minutes(90))
  expect(done([...comments(1), effectOf(comments(1)[0]!.action, { notBefore })])).toEqual({
    after: minutes(90),
    writes: 2,
  })
})

test('a switch takes what it takes in its one call, and adds the rest of what stays after it', () => {
  const disconnects = Array.from({ length: 120 }, (_, githubId) =>
    effectOf({ kind: 'disconnect', assistant: 'claude', installation: 7, githubId }),
  )
  expect(done(disconnects)?.writes).toBe(3)
  const select = effectOf({ kind: 'select', assistant: 'claude', installation: 7 })
  const switches = [
    { assistant: 'claude', installation: 7, isSwitchedOn: true, taken: 120, kept: 151, startedAt: null },
  ]
  expect(done([select, ...disconnects], { switches })?.writes).toBe(4)
})
