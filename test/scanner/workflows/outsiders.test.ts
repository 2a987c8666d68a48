import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCondition } from '../../../scanner/rules/workflows/conditions.ts'
import { reachOf } from '../../../scanner/rules/workflows/outsiders.ts'
import { runs as numRuns } from '../../runs.ts'

const on = (event: string) => ({ event, types: null, start: 0, end: 0 })

test.each([
  // Anybody gets in.
  ['', 'yes'],
  ["contains(github.event.comment.body, '@claude')", 'yes'],
  ["github.actor != 'dependabot[bot]'", 'yes'],
  ['!contains(fromJSON(\'["renovate[bot]"]\'), github.actor)', 'yes'],
  ["github.event.comment.author_association != 'NONE'", 'yes'],
  ['contains(fromJSON(\'["OWNER","CONTRIBUTOR"]\'), github.event.comment.author_association)', 'yes'],
  ["contains(github.event.comment.body, 'x') || github.event.comment.author_association == 'OWNER'", 'yes'],
  // The author of the issue is not the one who comments on it.
  ["github.event.issue.user.login == 'me'", 'yes'],
  ["github.event.issue.author_association == 'OWNER'", 'yes'],
  ['${{ github.event.issue.pull_request }}', 'yes'],
  ["github.event_name == 'issue_comment'", 'yes'],
  ['always()', 'yes'],
  // Nobody from outside.
  ["github.event.comment.author_association == 'OWNER'", 'no'],
  ["contains('OWNER MEMBER COLLABORATOR', github.event.comment.author_association)", 'no'],
  [
    'contains(fromJSON(\'["OWNER", "MEMBER"]\'), github.event.comment.author_association) && contains(github.event.comment.body, \'@claude\')',
    'no',
  ],
  ["${{ github.actor == 'me' && true }}", 'no'],
  ["github.event.comment.user.login == 'me'", 'no'],
  ['contains(fromJSON(vars.TRUSTED), github.actor)', 'no'],
  ["(github.event_name == 'issues') || (github.event_name == 'push')", 'no'],
  ["!(github.actor != 'me')", 'no'],
  ['github.actor == github.repository_owner', 'no'],
  // It depends on something that is not in the file.
  ["needs.check.outputs.allowed == 'true'", 'perhaps'],
  ["contains(github.event.comment.body, 'x') && steps.who.outputs.ok == 'true'", 'perhaps'],
  ['!needs.check.outputs.blocked', 'perhaps'],
  ['this is not a condition (', 'perhaps'],
])('on a comment, %j lets an outsider in: %s', (condition, expected) => {
  expect(reachOf(condition, on('issue_comment'))).toBe(expected)
})

test.each([
  ['github.event.pull_request.head.repo.full_name == github.repository', 'no'],
  ['github.event.pull_request.head.repo.fork == false', 'no'],
  ['!github.event.pull_request.head.repo.fork', 'no'],
  ['github.event.pull_request.head.repo.fork', 'yes'],
  ['github.event.pull_request.head.repo.fork == true', 'yes'],
  ["github.event.pull_request.user.login == 'me'", 'no'],
  ["github.event.label.name == 'ok-to-test'", 'no'],
  ["contains(github.event.pull_request.labels.*.name, 'ok')", 'yes'],
  ["github.event.action == 'labeled'", 'no'],
  ["github.event.action == 'opened'", 'yes'],
])('on a pull request target, %j lets an outsider in: %s', (condition, expected) => {
  expect(reachOf(condition, on('pull_request_target'))).toBe(expected)
})

test('after another workflow, only runs of this repository have pull requests and its own head', () => {
  const trigger = on('workflow_run')
  expect(reachOf('github.event.workflow_run.pull_requests[0]', trigger)).toBe('no')
  expect(reachOf('github.event.workflow_run.head_repository.full_name == github.repository', trigger)).toBe(
    'no',
  )
  expect(reachOf("github.event.workflow_run.conclusion == 'success'", trigger)).toBe('yes')
})

test('a guard added to any condition with && never lets more people in', () => {
  const part = fc.constantFrom(
    '(',
    ')',
    '&&',
    '||',
    '!',
    '==',
    "'x'",
    'github.actor',
    'true',
    'contains(',
    ',',
    'needs.a.outputs.b',
  )
  const order = ['no', 'perhaps', 'yes']
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const condition = parts.join(' ')
      if (parseCondition(condition) === null) return
      const before = reachOf(condition, on('issue_comment'))
      const after = reachOf(`(${condition}) && github.actor == 'me'`, on('issue_comment'))
      expect(order.indexOf(after)).toBeLessThanOrEqual(order.indexOf(before))
      expect(after).toBe('no')
    }),
    { numRuns },
  )
})

test('any text is a condition or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(['yes', 'perhaps', 'no']).toContain(reachOf(text, on('issues')))
    }),
    { numRuns },
  )
  expect(reachOf('('.repeat(100_000), on('issues'))).toBe('perhaps')
  expect(reachOf('!'.repeat(100_000), on('issues'))).toBe('perhaps')
})
