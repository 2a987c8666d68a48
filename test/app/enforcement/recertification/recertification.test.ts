import { describe, expect, test } from 'vitest'
import { groupReviews } from '../../../../app/enforcement/recertification/group-reviews.ts'
import { judgeAnswer, type Numbers } from '../../../../app/enforcement/recertification/judge-answer.ts'
import { isScheduled, nextStep } from '../../../../app/enforcement/recertification/next-step.ts'
import type {
  Candidate,
  Review,
  ReviewItem,
} from '../../../../app/enforcement/recertification/recertification.ts'
import {
  mentionsOf,
  reviewersMark,
  withReviewers,
} from '../../../../app/enforcement/recertification/review-words.ts'
import type { Standing } from '../../../../app/enforcement/requests/standing.ts'
import { resolvePolicy } from '../../../../policies/resolve-policy.ts'

const now = new Date('2027-03-01T12:00:00Z')
const day = 24 * 60 * 60 * 1000
const inDays = (days: number): Date => new Date(now.getTime() + days * day)

const item = (number: number, more: Partial<ReviewItem> = {}): ReviewItem => ({
  number,
  repository: String(100 + number),
  state: 'open',
  issue: number,
  approvals: [String(number)],
  requestedBy: ['dev'],
  isRenewed: false,
  ...more,
})
const review = (more: Partial<Review> = {}): Review => ({
  id: '1',
  recertification: '1',
  reviewers: ['acme/reviewers'],
  dueDays: 21,
  issue: 7,
  askedAt: now,
  overdueAt: null,
  told: [],
  items: [item(1), item(2), item(3, { state: 'kept' })],
  ...more,
})

describe('who is asked', () => {
  const candidate = (repository: string, owners: readonly string[], isSure = true): Candidate => ({
    repository,
    group: 'apps',
    owners: { owners, isSure },
    since: now,
  })

  test('the owners, those who own the same together; of what nobody surely owns, the Gatehouse owners', () => {
    const all = [
      candidate('1', ['@acme/shop', '@ada']),
      candidate('2', ['@Ada', 'acme/Shop']),
      candidate('3', ['@acme/shop'], false),
      candidate('4', ['ada@acme.example', 'the shop people']),
      { ...candidate('5', []), owners: null },
    ]
    expect(groupReviews(all, {})).toEqual([
      { reviewers: [], repositories: ['3', '4', '5'] },
      { reviewers: ['@ada', 'acme/shop'], repositories: ['1', '2'] },
    ])
  })

  test('teams of the policy, and no more in one issue than somebody reads', () => {
    const all = Array.from({ length: 600 }, (_, index) => candidate(String(index), ['@ada']))
    const reviews = groupReviews(all, { reviewers: ['acme/audit'] })
    expect(reviews.map(({ reviewers, repositories }) => [reviewers, repositories.length])).toEqual([
      [['acme/audit'], 250],
      [['acme/audit'], 250],
      [['acme/audit'], 100],
    ])
  })
})

interface Answering {
  readonly standing?: Standing
  readonly actor?: string
  readonly kind?: 'keep' | 'drop'
  readonly selfApproved?: readonly string[]
}

describe('an answer', () => {
  const { requests: settings } = resolvePolicy({ version: 1, requests: { owners: ['acme/owners'] } })
  const yes: Standing = { is: 'yes', actsFor: { name: 'acme/reviewers', githubId: 7 } }
  const answer = (
    numbers: Numbers,
    { standing = yes, actor = 'rex', kind = 'keep', selfApproved = [] }: Answering = {},
  ) =>
    judgeAnswer({
      command: kind === 'keep' ? { kind, numbers } : { kind, numbers, reason: 'x' },
      review: review(),
      actor,
      standings: new Map([
        ['acme/reviewers', standing],
        ['acme/owners', { is: 'no' }],
      ]),
      settings,
      selfApproved: new Set(selfApproved),
    })
  const meant = (judged: ReturnType<typeof answer>) =>
    judged.outcome === 'answered'
      ? [judged.items.map(({ number }) => number), judged.own, judged.strange, judged.left]
      : judged.outcome

  test('is about what is open alone', () => {
    expect(meant(answer('all'))).toEqual([[1, 2], 0, 0, 0])
    expect(meant(answer([2, 3, 9]))).toEqual([[2], 0, 2, 1])
  })

  test('is for who was asked and for Gatehouse owners, and waits where GitHub does not say', () => {
    expect(meant(answer('all', { standing: { is: 'no' } }))).toBe('not-allowed')
    expect(meant(answer('all', { standing: { is: 'unknown' } }))).toBe('waiting')
  })

  test('of who asked for it confirms nothing unless the policy lets them, and may let go', () => {
    expect(meant(answer('all', { actor: 'dev' }))).toEqual([[], 2, 0, 2])
    expect(meant(answer('all', { actor: 'dev', selfApproved: ['102'] }))).toEqual([[2], 1, 0, 1])
    expect(meant(answer('all', { actor: 'dev', kind: 'drop' }))).toEqual([[1, 2], 0, 0, 0])
  })
})

describe('what a review needs', () => {
  const settings = { noticeDays: [14, 7, 1], graceDays: 7 }
  const step = (more: Partial<Review>) => nextStep(review(more), settings, now)

  test('nothing before it was asked, and nothing when all is answered', () => {
    expect(step({ askedAt: null })).toEqual({ step: 'nothing' })
    const items = [item(1, { isRenewed: true }), item(2, { approvals: [] }), item(3, { state: 'kept' })]
    expect(step({ askedAt: inDays(-100), items })).toEqual({ step: 'nothing' })
  })

  test('notices ahead, then that it is overdue, and an end only so long after that was told', () => {
    expect(step({ askedAt: inDays(-6) })).toEqual({ step: 'nothing' })
    expect(step({ askedAt: inDays(-15) })).toMatchObject({ step: 'notice', days: [7, 14] })
    expect(step({ askedAt: inDays(-15), told: [7, 14] })).toEqual({ step: 'nothing' })
    expect(step({ askedAt: inDays(-400) })).toEqual({ step: 'overdue', ends: inDays(7) })
    expect(step({ askedAt: inDays(-400), overdueAt: inDays(-6.9) })).toEqual({ step: 'nothing' })
    expect(step({ askedAt: inDays(-400), overdueAt: inDays(-7) })).toEqual({ step: 'lapse' })
  })

  test('a recertification begins so many days after the last one and after the oldest approval', () => {
    expect(isScheduled(undefined, undefined, inDays(-400), now)).toBe(false)
    expect(isScheduled(90, undefined, undefined, now)).toBe(false)
    expect(isScheduled(90, undefined, inDays(-89), now)).toBe(false)
    expect(isScheduled(90, undefined, inDays(-90), now)).toBe(true)
    expect(isScheduled(90, inDays(-30), inDays(-400), now)).toBe(false)
    expect(isScheduled(90, inDays(-400), inDays(-30), now)).toBe(false)
  })
})

test('reviewers are named when a text is sent, and nothing else can be named so', () => {
  expect(mentionsOf(['acme/shop', '@ada_acme', 'x](y)'])).toBe('@acme/shop, @ada\\_acme')
  expect(mentionsOf([])).toBeUndefined()
  const text = `${reviewersMark('1')} and ${reviewersMark('2')}`
  expect(withReviewers(text, new Map([['1', '@acme/shop']]))).toBe('@acme/shop and The owners of Gatehouse')
})
