import { expect, test } from 'vitest'
import { ApiProblem, problemOf, readProblem } from '../../app/console/problem.ts'

test('a problem of the API says its code, what to do, and where it is', () => {
  const problem = readProblem(422, {
    type: '/api/reference#policy-invalid',
    title: 'Cannot be done',
    status: 422,
    code: 'policy-invalid',
    detail: 'The policy is not valid.',
    todo: 'Mend it.',
    request: 'r-1',
    problems: [{ at: 'body.policy', message: 'It is empty.' }, { at: 7 }, null],
  })
  expect(problem).toMatchObject({
    status: 422,
    code: 'policy-invalid',
    message: 'The policy is not valid.',
    todo: 'Mend it.',
    request: 'r-1',
    parts: [{ at: 'body.policy', message: 'It is empty.' }],
  })
})

test.each([undefined, null, '<html>', [], { message: 'no code' }, { code: 7 }])(
  'whatever else stands before Gatehouse answers %j, it is a problem too',
  (body) => {
    expect(readProblem(502, body)).toMatchObject({ status: 502, code: 'unreadable' })
  },
)

test('what is thrown without an answer is told apart from a bug of the page', () => {
  const known = new ApiProblem({ status: 403, code: 'not-allowed', title: 'No', detail: 'No.' })
  expect(problemOf(known)).toBe(known)
  expect(problemOf(new TypeError('Failed to fetch')).code).toBe('unreachable')
  expect(problemOf(new TypeError('x is undefined')).code).toBe('page-failed')
  expect(problemOf('a text').code).toBe('page-failed')
})
