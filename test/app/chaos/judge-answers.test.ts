import { expect, test } from 'vitest'
import type { OpenChange, RecordedActs } from './chaos-program.ts'
import { answerProblems } from './judge-answers.ts'
import { noActs, stateWith } from './judged-state.ts'
import type { PolicyPages } from './policy-pages.ts'

const page: PolicyPages = {
  organization: 'acme',
  commands: ['comment:7'],
  issues: new Map(),
  proposed: [],
  names: ['web'],
}
const answer = { organization: 'acme', about: 'comment:7', given: 1, open: 0 }

const judge = (acts: Partial<RecordedActs>, pages: Partial<PolicyPages> = {}): readonly string[] =>
  answerProblems(stateWith({ ...noActs, answers: [answer], ...acts }), [{ ...page, ...pages }])

test('a command that nobody answered is told, and one that was answered twice', () => {
  expect(judge({})).toEqual([])
  expect(judge({ answers: [{ ...answer, given: 0, open: 1 }] })).toEqual([])
  expect(judge({ answers: [] })).toEqual(['acme: comment:7 was answered by nobody'])
  expect(judge({ answers: [{ ...answer, organization: 'other' }] })).toHaveLength(1)
  expect(judge({ answers: [{ ...answer, given: 2 }] })).toEqual(['acme: comment:7 was answered 2 times'])
  expect(judge({ answers: [{ ...answer, given: 1, open: 1 }] })).toHaveLength(1)
})

test('an emergency that nobody looks at afterwards is told, and an issue that stands otherwise than it', () => {
  const used = { organization: 'acme', id: '3', issue: 5, isReviewed: false }
  const told = (
    over: Partial<typeof used> | { issue: undefined | null },
    pages = new Map<number, 'open' | 'closed'>(),
  ) => judge({ emergencies: [{ ...used, ...over }] }, { issues: pages })
  expect(told({}, new Map([[5, 'open']]))).toEqual([])
  expect(told({ isReviewed: true }, new Map([[5, 'closed']]))).toEqual([])
  expect(told({ issue: undefined })).toEqual(['acme: emergency 3 is to be reviewed by nobody'])
  expect(told({ issue: null })).toEqual(['acme: emergency 3 has no issue'])
  expect(told({})).toEqual(['acme: emergency 3 has an issue that is not there'])
  expect(told({}, new Map([[5, 'closed']]))).toEqual([
    'acme: emergency 3 is not reviewed, and its issue is closed',
  ])
  expect(told({ isReviewed: true }, new Map([[5, 'open']]))).toEqual([
    'acme: emergency 3 is reviewed, and its issue is open',
  ])
  const left = { organization: 'acme', from: 1, until: Infinity, left: [], planned: [] }
  const closed = { issues: new Map([[5, 'closed' as const]]) }
  expect(judge({ emergencies: [used], leaving: [left] }, closed)).toEqual([])
  expect(judge({ emergencies: [used], leaving: [{ ...left, until: 9 }] }, closed)).toHaveLength(1)
  const coming: OpenChange = { organization: 'acme', place: undefined, kind: 'open-issue', state: 'manual' }
  expect(judge({ emergencies: [{ ...used, issue: null }], open: [coming] })).toEqual([])
})

const proposal = { number: 9, isValid: true, conclusions: ['success'], comments: ['1 of 4 would change'] }

test('a proposed policy of which nothing, something else or too much is said is told', () => {
  const judged = (over: Partial<typeof proposal>, acts: Partial<RecordedActs> = {}) =>
    judge(acts, { proposed: [{ ...proposal, ...over }] })
  expect(judged({})).toEqual([])
  const refused = {
    isValid: false,
    conclusions: ['success', 'failure'],
    comments: ['## The policy is not valid'],
  }
  expect(judged(refused)).toEqual([])
  expect(judged({ ...refused, isValid: true })).toHaveLength(2)
  expect(judged({ conclusions: [] })).toEqual([expect.stringContaining('its check says nothing')])
  expect(judged({ conclusions: ['success', 'failure'] })).toHaveLength(1)
  expect(judged({ comments: [] })).toEqual([expect.stringContaining('0 comments')])
  expect(judged({ comments: [...proposal.comments, ...proposal.comments] })).toEqual([
    expect.stringContaining('2 comments'),
  ])
  expect(judged({ comments: ['acme/web would change'] })).toEqual([expect.stringContaining('names web')])
  const leaving = [{ organization: 'acme', from: 1, until: Infinity, left: [], planned: [] }]
  expect(judged({ conclusions: [] }, { leaving })).toEqual([])
})

test('a press that nobody dealt with, or that let somebody in who may not, is told', () => {
  const press = { place: 'acme#7', login: 'ada', button: 'look-again', outcome: 'looked-again' }
  const judged = (over: Partial<typeof press> | { outcome: null }) =>
    judge({ presses: [{ ...press, ...over }] })
  expect(judged({})).toEqual([])
  expect(judged({ login: 'dev', outcome: 'refused' })).toEqual([])
  expect(judged({ outcome: null })).toEqual([expect.stringContaining('nobody has dealt with it')])
  expect(judged({ login: 'dev', outcome: 'opened' })).toEqual([expect.stringContaining('it was opened')])
})

test('what was ordered and was not made is told, but for what is gone', () => {
  const order = {
    organization: 'acme',
    place: 'acme#7',
    kind: 'connect',
    state: 'applied',
    from: 0,
    until: 1,
    isGone: false,
  }
  const judged = (over: Partial<typeof order>) => judge({ orders: [{ ...order, ...over }] })
  expect(judged({})).toEqual([])
  expect(judged({ state: 'withdrawn', isGone: true })).toEqual([])
  expect(judged({ state: 'withdrawn' })).toEqual(['connect of acme#7 was ordered, and withdrawn'])
  expect(judged({ state: 'failed' })).toHaveLength(1)
})
