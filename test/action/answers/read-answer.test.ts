import { expect, test } from 'vitest'
import { answerForms, readAnswer } from '../../../action/answers/read-answer.ts'

const why = 'it is a sample key of the vendor'
const id = `g1:${'a'.repeat(40)}`

test.each([
  [`/gatehouse false-positive ${why}`, { kind: 'false-positive', reason: why, until: undefined }],
  [
    `So.\n\n/gatehouse FALSE-positive  ${why} until 2027-01-31 `,
    { kind: 'false-positive', reason: why, until: '2027-01-31' },
  ],
  [`/gatehouse accept ${why} until 2027-01-31`, { kind: 'accept', reason: why, until: '2027-01-31' }],
  [
    `/gatehouse accept wait until the vendor answers until 2027-01-31`,
    { kind: 'accept', reason: 'wait until the vendor answers', until: '2027-01-31' },
  ],
  ['/gatehouse rotated', { kind: 'rotated', evidence: undefined }],
  ['/gatehouse rotated revoked, ticket SEC-12', { kind: 'rotated', evidence: 'revoked, ticket SEC-12' }],
  ['/gatehouse approve', { kind: 'approve' }],
  ['/gatehouse deny no', { kind: 'deny', reason: 'no' }],
])('%j is understood', (body, answer) => {
  expect(readAnswer(body)).toEqual({ ok: true, answer, fingerprint: undefined })
})

test('a finding without a comment is named', () => {
  expect(readAnswer(`/gatehouse rotated ${id} revoked, ticket SEC-12`)).toEqual({
    ok: true,
    answer: { kind: 'rotated', evidence: 'revoked, ticket SEC-12' },
    fingerprint: id,
  })
  expect(readAnswer(`/gatehouse approve ${id}`)).toMatchObject({ ok: true, fingerprint: id })
})

test.each([
  ['/gatehouse false-positive', 'a reason'],
  ['/gatehouse false-positive no', 'a reason'],
  ['/gatehouse false-positive aaaaaaaaaaaaaaaaaaaaa', 'a reason'],
  [`/gatehouse accept ${why}`, 'a last day'],
  [`/gatehouse accept ${why} until tomorrow`, 'not a day'],
  [`/gatehouse accept ${why} until 2027-02-30`, 'not a day'],
  ['/gatehouse approve once it is clean', 'Nothing else'],
  ['/gatehouse deny', 'a reason'],
  ['/gatehouse approve\n/gatehouse approve', 'Only one command'],
])('%j is answered with what is wrong', (body, problem) => {
  expect(readAnswer(body)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) })
})

test.each([
  'false-positive: no',
  `> /gatehouse false-positive ${why}`,
  '```\n/gatehouse approve\n```',
  `<!--\n/gatehouse false-positive ${why}\n-->`,
  '/gatehouse request acme/web',
  '/gatehouse',
  '/gatehouses approve',
])('%j is none', (body) => {
  expect(readAnswer(body)).toBeUndefined()
})

test('a reason is no essay', () => {
  expect(readAnswer(`/gatehouse false-positive ${'why so '.repeat(200)}`)).toMatchObject({ ok: false })
})

test('what an answer shows as a form is understood itself', () => {
  for (const form of Object.values(answerForms)) expect(readAnswer(form)).toMatchObject({ ok: true })
})
