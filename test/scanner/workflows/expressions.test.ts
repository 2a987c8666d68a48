import { expect, test } from 'vitest'
import { freeTextIn, outcomesOf } from '../../../scanner/rules/workflows/expressions.ts'

test.each([
  ['github.head_ref || github.ref_name', ['github.head_ref', 'github.ref_name']],
  ["github.head_ref == 'main' && 'yes' || github.sha", ['github.sha']],
  ["format('{0}-{1}', github.actor, github.event.issue.title)", ['github.actor', 'github.event.issue.title']],
  ["github.event['issue']['title']", ['github.event.issue.title']],
  ['toJSON(github.event)', ['tojson(github.event)']],
  ["contains(github.event.issue.title, 'x')", []],
  ['!github.head_ref', []],
])('what %s may come to', (inside, outcomes) => {
  expect(outcomesOf(inside)).toEqual(outcomes)
})

test.each([
  ['github.event.issue.title', 'github.event.issue.title'],
  ['github.event.commits[0].message', 'github.event.commits[0].message'],
  ["github.event['comment'].body", 'github.event.comment.body'],
  ['fromJSON(toJSON(github.event.comment))', 'tojson(github.event.comment)'],
  ["github.head_ref && 'a' || 'b'", null],
  ["github.event.issue.title != ''", null],
  ['github.event.issue.number', null],
])('what somebody from outside chooses in %s', (inside, found) => {
  expect(freeTextIn(inside)).toBe(found)
})
