import { expect, test } from 'vitest'
import { type AnswerSituation, decideAnswer, type Standing } from '../../../action/answers/decide-answer.ts'
import type { Answer, Claim } from '../../../action/answers/read-answer.ts'
import type { Asked } from '../../../action/answers/threads.ts'
import { allowlistSettings } from '../../../policies/policy-allowlist.ts'

const { decisions } = allowlistSettings.parse({})
const now = new Date('2026-11-27T12:00:00Z')
const claim: Claim = {
  kind: 'accept',
  reason: 'It opens a sandbox that is reset each night',
  until: '2026-12-31',
}

const askedBy = (login: string, answer: Answer, id = 1): Asked => ({
  said: {
    id,
    where: 'line',
    thread: 7,
    by: { login, isBot: false },
    body: '',
    isEdited: false,
    isByApp: false,
    at: now,
    url: `https://github.test/acme/web/pull/17#discussion_r${id}`,
  },
  read: { ok: true, answer, fingerprint: undefined },
  fingerprint: 'g1:x',
  rule: 'a-b',
})

const decide = (login: string, answer: Answer, standing: Standing, more: Partial<AnswerSituation> = {}) =>
  decideAnswer({
    answer,
    asked: askedBy(login, answer, 2),
    fingerprint: 'g1:x',
    decisions,
    standing,
    authors: ['ada', 'Dan'],
    request: undefined,
    target: 'acme/web#17',
    now,
    ...more,
  })

const request = { asked: askedBy('ada', claim), claim }
const approve = { kind: 'approve' } as const
const deny = { kind: 'deny', reason: 'Use the vault.' } as const

test('a claim of one who may decide is an entry; of anybody else a request; and where that is unknown it waits', () => {
  const outcome = (login: string, standing: Standing) => decide(login, claim, standing).outcome
  expect(outcome('bob', 'yes')).toBe('recorded')
  expect(outcome('bob', 'no')).toBe('requested')
  expect(outcome('bob', 'unknown')).toBe('waiting')
  for (const standing of ['yes', 'no', 'unknown'] as const) expect(outcome('Ada', standing)).toBe('requested')
  expect(decide('bob', claim, 'no')).toMatchObject({ due: new Date('2026-11-30T12:00:00Z') })
})

test('whoever wrote the change, or a commit of it, decides only where the policy lets them', () => {
  const open = { decisions: { ...decisions, ownChange: true } }
  const asked = { asked: askedBy('eve', claim), claim }
  for (const login of ['ada', 'dan']) {
    expect(decide(login, claim, 'yes').outcome).toBe('requested')
    expect(decide(login, approve, 'yes', { request: asked })).toMatchObject({ why: 'own-change' })
    expect(decide(login, claim, 'yes', open).outcome).toBe('recorded')
  }
  // An author whose account is gone could be anybody.
  expect(decide('bob', claim, 'yes', { authors: undefined }).outcome).toBe('requested')
})

test('an approval needs a request, somebody else, and the standing of now', () => {
  const refused = (login: string, standing: Standing, more: Partial<AnswerSituation> = {}) =>
    decide(login, approve, standing, { request, ...more })
  expect(refused('bob', 'yes')).toMatchObject({ outcome: 'recorded', entry: { approver: '@bob' } })
  expect(refused('bob', 'yes', { request: undefined })).toMatchObject({ why: 'no-request' })
  expect(refused('ada', 'yes')).toMatchObject({ why: 'own-change' })
  expect(refused('bob', 'no')).toMatchObject({ why: 'not-allowed' })
  expect(refused('bob', 'unknown')).toEqual({ outcome: 'unread' })
  expect(refused('Bob', 'yes', { request: { asked: askedBy('bob', claim), claim } })).toMatchObject({
    why: 'own-request',
  })
  expect(decide('bob', deny, 'yes', { request })).toMatchObject({
    outcome: 'denied',
    reason: 'Use the vault.',
  })
  expect(decide('bob', deny, 'no', { request })).toMatchObject({ outcome: 'refused' })
})

test('an entry says who, why, until when and where, and lasts no longer than the policy lets', () => {
  expect(decide('bob', approve, 'yes', { request })).toMatchObject({
    isCut: false,
    entry: {
      fingerprint: 'g1:x',
      verdict: 'risk-accepted',
      reason: claim.reason,
      approver: '@bob',
      expires: '2026-12-31',
      about: 'acme/web#17: said by @ada in https://github.test/acme/web/pull/17#discussion_r1',
    },
  })
  expect(decide('bob', { ...claim, until: '2030-01-01' }, 'yes')).toMatchObject({
    isCut: true,
    entry: { expires: '2027-05-26' },
  })
  expect(decide('bob', { ...claim, until: '2026-11-26' }, 'yes')).toEqual({ outcome: 'refused', why: 'over' })
  expect(
    decide('bob', { kind: 'false-positive', reason: 'why it is none at all', until: undefined }, 'yes'),
  ).toMatchObject({
    isCut: false,
    entry: { verdict: 'false-positive', expires: '2027-05-26' },
  })
  expect(decide('bob', { kind: 'rotated', evidence: undefined }, 'yes')).toMatchObject({
    entry: { verdict: 'risk-accepted', rotated: { who: '@bob', when: '2026-11-27' } },
  })
})
