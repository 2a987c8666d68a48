import { expect, test } from 'vitest'
import type { RecordedActs } from './chaos-program.ts'
import { radiusProblems } from './judge-radius.ts'
import { writeProblems } from './judge-writes.ts'
import { noActs, stateWith } from './judged-state.ts'
import type { ProgramWrite } from './watch-writes.ts'

const minute = 60_000
const start = Date.UTC(2026, 0, 1)
const at = start + minute

const write: ProgramWrite = {
  at,
  operation: 'actions/disable-workflow',
  switch: 'workflows',
  organization: 'acme',
  repository: 7,
  path: '/repos/acme/seven/actions/workflows/1/disable',
  isChange: true,
}
const fine = {
  ...noActs,
  outcomes: new Map([['acme#7', [{ at: start, outcome: 'denied' }]]]),
  acceptedAt: new Map([['acme', start]]),
  switches: new Map([['acme', [{ at: start, on: new Set(['workflows', 'tokens']) }]]]),
}

const judge = (over: Partial<RecordedActs>, written: Partial<ProgramWrite> = {}): readonly string[] =>
  writeProblems(stateWith({ ...fine, ...over }), [{ ...write, ...written }])

test('what was decided, accepted and switched on is right', () => {
  expect(judge({})).toEqual([])
})

test('what was switched off is told, and what was switched off only just now is not', () => {
  const off = (when: number) => ({
    switches: new Map([['acme', [...fine.switches.get('acme')!, { at: when, on: new Set<string>() }]]]),
  })
  expect(judge(off(start + 1))).toEqual([expect.stringMatching(/when workflows was switched off$/)])
  expect(judge(off(at - 9_000))).toEqual([])
  expect(judge({}, { switch: 'unknown' })).toEqual([expect.stringContaining('nobody knows')])
})

test('what was written before it was accepted, or while paused, is told', () => {
  expect(judge({ acceptedAt: new Map() })).toEqual([expect.stringMatching(/before it was accepted$/)])
  const pauses = [{ from: start, until: start + 2 * minute }]
  expect(judge({ pauses })).toEqual([expect.stringMatching(/while paused$/)])
})

test('a workflow that is switched off where it is allowed is told, and so is a token that keeps to the limits', () => {
  const outcomes = new Map([['acme#7', [{ at: start, outcome: 'allowed' }]]])
  expect(judge({ outcomes })).toEqual([expect.stringMatching(/when it was allowed$/)])
  expect(judge({ outcomes }, { operation: 'actions/enable-workflow' })).toEqual([])
  const order = { organization: 'acme', place: 'acme#7', kind: 'enable-workflow', state: 'applied' }
  const denied = { outcomes: fine.outcomes, orders: [{ ...order, from: start, until: at, isGone: false }] }
  expect(judge(denied, { operation: 'actions/enable-workflow' })).toEqual([])
  const off = { switches: new Map([['acme', [{ at: start - minute, on: new Set<string>() }]]]) }
  expect(judge({ ...denied, ...off }, { operation: 'actions/enable-workflow' })).toEqual([])
  const secret = {
    operation: 'actions/add-selected-repo-to-org-secret',
    switch: 'secrets',
    repository: undefined,
    path: '/orgs/acme/actions/secrets/KEY/repositories/7',
  } as const
  expect(judge(off, secret)).toEqual([expect.stringMatching(/when secrets was switched off$/)])
  const given = { orders: [{ ...order, kind: 'give-secret', from: start, until: at, isGone: false }] }
  expect(judge({ ...off, ...given }, secret)).toEqual([])
  const connection = {
    operation: 'enterprise-apps/grant-repository-access-to-installation',
    switch: 'connections',
    repository: undefined,
    path: '/enterprises/harbor/apps/organizations/acme/installations/9/repositories/add',
  } as const
  const connected = { orders: [{ ...order, kind: 'connect', from: start, until: at, isGone: false }] }
  expect(judge(off, connection)).toEqual([expect.stringMatching(/when connections was switched off$/)])
  expect(judge({ ...off, ...connected }, connection)).toEqual([])
  expect(judge({ ...off, ...given }, connection)).toHaveLength(1)
  expect(judge(denied, { operation: 'actions/enable-workflow', at: at + 1 })).toHaveLength(1)
  const revoked = { operation: 'orgs/update-pat-access', switch: 'tokens', repository: undefined } as const
  expect(judge({}, { ...revoked, token: 'endless-3' })).toEqual([])
  expect(judge({}, { ...revoked, token: 'fine-3' })).toEqual([
    expect.stringMatching(/fine-3 keeps to the limits$/),
  ])
})

test('more than may be taken within an hour is told, by whatever way, without what an owner let pass', () => {
  const removed = {
    way: 'app',
    at,
    organization: 'acme',
    repository: 7,
    change: 'removed',
    by: 'program',
  } as const
  const two = { ...removed, at: at + minute, way: 'secret' } as const
  expect(radiusProblems([removed, two], [write], [], 2)).toEqual([
    expect.stringMatching(
      /^acme: 3 connections were taken within an hour, and 2 may be: .*Z disconnect acme#7, .* drop-secret acme#7$/,
    ),
  ])
  expect(radiusProblems([removed, two], [{ ...write, isChange: false }], [], 2)).toEqual([])
  const passed = { organization: 'acme', place: 'acme#7', kind: 'disable-workflow', at: at + 1 }
  expect(radiusProblems([removed, two], [write], [passed], 2)).toEqual([])
  expect(radiusProblems([removed, two, { ...removed, at: at + 61 * minute }], [], [], 2)).toEqual([])
})
