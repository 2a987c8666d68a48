import { expect, test } from 'vitest'
import type { ChaosState, RecordedActs } from './chaos-program.ts'
import { type Connections, connectionProblems } from './judge-connections.ts'
import { noActs } from './judged-state.ts'
import type { ConnectionChange } from './watch-connections.ts'

const minute = 60_000
const start = Date.UTC(2026, 0, 1)
const place = 'acme#7'

function judge(
  outcome: string,
  {
    changes = [],
    isConnected = false,
    isGiven = false,
    ...acts
  }: Partial<RecordedActs> & {
    readonly changes?: readonly Partial<ConnectionChange>[]
    readonly isConnected?: boolean
    readonly isGiven?: boolean
  },
): readonly string[] {
  const decision = { repository: 'acme/seven', group: null, reaches: [], findings: [], scanned: null }
  const reasons = outcome === 'allowed' ? ['approval: met'] : []
  const state: ChaosState = {
    decisions: new Map([[place, { ...decision, outcome, reasons }]]),
    coverage: new Map(),
    brokenRecords: [],
    acts: {
      ...noActs,
      outcomes: new Map([[place, [{ at: start, outcome }]]]),
      acceptedAt: new Map([['acme', start]]),
      ...acts,
    },
  }
  const change = {
    way: 'app',
    at: start + minute,
    organization: 'acme',
    repository: 7,
    change: 'removed',
    by: 'program',
  } as const
  const connections: Connections = {
    connected: new Map([['acme', new Set(isConnected ? [7] : [])]]),
    given: new Map([['acme', new Set(isGiven ? [7] : [])]]),
    changes: changes.map((one) => ({ ...change, ...one })),
  }
  return connectionProblems(state, connections)
}

test('what is as it was decided is right, and what waits for somebody is told elsewhere', () => {
  expect(judge('allowed', { isConnected: true })).toEqual([])
  expect(judge('denied', { changes: [{}] })).toEqual([])
  expect(judge('unknown', { isConnected: true })).toEqual([])
  expect(
    judge('denied', {
      isConnected: true,
      open: [{ organization: 'acme', place, kind: 'disconnect', state: 'held' }],
    }),
  ).toEqual([])
})

test('what is otherwise than decided at the end is told', () => {
  expect(judge('denied', { isConnected: true })).toEqual(['acme/seven is denied and connected'])
  expect(judge('allowed', {})).toEqual(['acme/seven is allowed and not connected'])
  expect(
    judge('denied', { open: [{ organization: 'acme', place, kind: 'disconnect', state: 'planned' }] }),
  ).toEqual(['disconnect of acme#7 is still to be made'])
})

test('what was allowed and taken is told, also where it was given back', () => {
  expect(judge('allowed', { isConnected: true, changes: [{}] })).toEqual([
    'acme#7 was removed (app) at 2026-01-01T00:01:00.000Z, when it was allowed',
  ])
  expect(judge('allowed', { isConnected: true, changes: [{ by: 'people' }] })).toEqual([])
  const outcomes = new Map([
    [
      place,
      [
        { at: start, outcome: 'allowed' },
        { at: start + minute - 1_000, outcome: 'denied' },
      ],
    ],
  ])
  expect(judge('denied', { outcomes, changes: [{}] })).toEqual([])
})

test('what was changed before it was accepted, or while paused, is told', () => {
  expect(judge('denied', { changes: [{}], acceptedAt: new Map([['acme', start + 2 * minute]]) })).toEqual([
    expect.stringMatching(/before it was accepted$/),
  ])
  const pauses = [{ from: start, until: start + 2 * minute }]
  expect(judge('denied', { changes: [{}], pauses })).toEqual([expect.stringMatching(/while paused$/)])
})

test('a secret is with who may be reached, and with nobody else', () => {
  const way = 'secret'
  expect(judge('denied', { isGiven: true })).toEqual(['acme/seven is denied and gets the secret'])
  expect(judge('needs-approval', { changes: [{ way }] })).toEqual([])
  const taken = { way, at: start + minute } as const
  const back = { way, at: start + 2 * minute, change: 'added' } as const
  const outcomes = new Map([
    [
      place,
      [
        { at: start, outcome: 'denied' },
        { at: start + 1.5 * minute, outcome: 'allowed' },
      ],
    ],
  ])
  const allowed = { isConnected: true, outcomes }
  expect(judge('allowed', { ...allowed, changes: [taken] })).toEqual([
    'acme/seven is allowed, and its secret was not given back',
  ])
  expect(judge('allowed', { ...allowed, changes: [taken, back], isGiven: true })).toEqual([])
  expect(judge('allowed', { ...allowed, changes: [{ ...taken, by: 'people' }] })).toEqual([])
})

test('an empty repository that is made to be all that an App has is given before anybody decided, and another is not', () => {
  const added = { change: 'added' } as const
  const none = { outcomes: new Map() }
  expect(judge('unknown', { ...none, changes: [{ ...added, isQuarantine: true }] })).toEqual([])
  expect(judge('unknown', { ...none, changes: [added] })).toEqual([
    expect.stringMatching(/when it was not decided$/),
  ])
  expect(judge('unknown', { ...none, changes: [{ change: 'removed', isQuarantine: true }] })).toHaveLength(1)
})

test('what somebody ordered to be given back is right whatever was decided, from then on and until it was made', () => {
  const order = { organization: 'acme', place, kind: 'connect', state: 'applied', isGone: false }
  const added = { change: 'added', at: start + minute } as const
  const judged = (from: number, until: number, kind = 'connect') =>
    judge('unknown', {
      outcomes: new Map([[place, [{ at: start, outcome: 'denied' }]]]),
      orders: [{ ...order, kind, from, until }],
      changes: [added],
    })
  expect(judged(start, start + 2 * minute)).toEqual([])
  expect(judged(start + 2 * minute, Infinity)).toEqual([expect.stringMatching(/when it was denied$/)])
  expect(judged(start, start + 1)).toHaveLength(1)
  expect(judged(start, start + 2 * minute, 'give-secret')).toHaveLength(1)
})
