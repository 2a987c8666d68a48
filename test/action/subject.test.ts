import { expect, test } from 'vitest'
import { subjectOf } from '../../action/subject.ts'

const [one, other] = ['1'.repeat(40), '2'.repeat(40)]
const none = '0'.repeat(40)
const of = (name: string, payload: unknown = {}) => subjectOf({ name, payload, sha: one })
const pull = {
  number: 7,
  draft: false,
  state: 'open',
  user: { type: 'User' },
  base: { sha: one, repo: { id: 1 } },
  head: { sha: other, repo: { id: 1 } },
}

test('a pull request is compared with its base, and a fork is known as one, also when it is gone', () => {
  expect(of('pull_request', { action: 'opened', pull_request: pull })).toEqual({
    kind: 'change',
    what: 'pull-request',
    base: one,
    head: other,
    pull: { number: 7, isFork: false, isDraft: false, isByBot: false },
  })
  for (const repo of [{ id: 2 }, null])
    expect(
      of('pull_request', { action: 'opened', pull_request: { ...pull, head: { sha: other, repo } } }),
    ).toMatchObject({ pull: { isFork: true } })
  expect(of('pull_request', { action: 'closed', pull_request: { ...pull, state: 'closed' } })).toMatchObject({
    kind: 'nothing',
  })
})

test('a push is compared with what was there, a new branch with the default one', () => {
  const push = { before: one, after: other, repository: { default_branch: 'main' } }
  expect(of('push', push)).toMatchObject({ kind: 'change', base: one, head: other, pull: null })
  expect(of('push', { ...push, before: none })).toMatchObject({ base: 'main', head: other })
  expect(of('push', { ...push, after: none })).toMatchObject({ kind: 'nothing' })
})

test('a merge queue and a timer are understood, and what is dangerous or unknown is refused with words', () => {
  expect(of('merge_group', { merge_group: { base_sha: one, head_sha: other } })).toMatchObject({
    what: 'merge-group',
    base: one,
  })
  expect(of('schedule')).toEqual({ kind: 'whole', head: one })
  for (const name of ['pull_request_target', 'issue_comment'])
    expect(of(name, { action: 'opened', pull_request: pull })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('pull_request'),
    })
})
