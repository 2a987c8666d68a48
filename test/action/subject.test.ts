import { expect, test } from 'vitest'
import { subjectOf } from '../../action/subject.ts'

const [one, other, third] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)]
const none = '0'.repeat(40)
const of = (name: string, payload: unknown = {}) => subjectOf({ name, payload, sha: one })
const pull = {
  number: 7,
  draft: false,
  state: 'open',
  user: { type: 'User', login: 'bea' },
  base: { sha: one, ref: 'main', repo: { id: 1 } },
  head: { sha: other, repo: { id: 1 } },
}
const repository = { default_branch: 'main' }

test('a pull request is compared with its base as it is now, and a fork is known as one, also when it is gone', () => {
  expect(of('pull_request', { action: 'opened', pull_request: pull })).toEqual({
    kind: 'change',
    what: 'pull-request',
    base: 'heads/main',
    otherwise: one,
    head: other,
    standards: 'heads/main',
    pull: { number: 7, isFork: false, isDraft: false, isByBot: false, author: 'bea' },
    isPrivileged: false,
  })
  for (const repo of [{ id: 2 }, null])
    expect(of('pull_request', { pull_request: { ...pull, head: { sha: other, repo } } })).toMatchObject({
      pull: { isFork: true },
    })
})

test('whatever happened to a pull request, it is looked at, so that no run that saw nothing counts for its commit', () => {
  for (const action of ['opened', 'synchronize', 'reopened', 'ready_for_review', 'edited', 'labeled'])
    expect(of('pull_request', { action, pull_request: pull })).toMatchObject({ kind: 'change', head: other })
  const edited = { ...pull, base: { ...pull.base, ref: 'release/1' } }
  expect(of('pull_request', { action: 'edited', pull_request: edited })).toMatchObject({
    base: 'heads/release/1',
    standards: 'heads/release/1',
  })
  expect(of('pull_request', { action: 'closed', pull_request: { ...pull, state: 'closed' } })).toMatchObject({
    kind: 'change',
    pull: null,
  })
})

test('a run with more rights than the author of the change is known as one', () => {
  expect(of('pull_request_target', { pull_request: pull })).toMatchObject({
    kind: 'change',
    isPrivileged: true,
    pull: { number: 7 },
  })
})

const push = { ref: 'refs/heads/topic', before: one, after: other, head_commit: { id: other }, repository }

test('a push is compared with what was there, and judged by what its author does not decide', () => {
  expect(of('push', push)).toMatchObject({
    base: one,
    otherwise: 'heads/main',
    head: other,
    standards: 'heads/main',
    pull: null,
  })
  expect(of('push', { ...push, before: none })).toMatchObject({ base: 'heads/main', head: other })
  const main = { ...push, ref: 'refs/heads/main' }
  expect(of('push', main)).toMatchObject({ base: one, standards: one })
  expect(of('push', { ...push, after: none, head_commit: null })).toMatchObject({ kind: 'nothing' })
  // The first push of all has nothing to be compared with.
  expect(of('push', { ...main, before: none })).toEqual({ kind: 'whole', head: other, standards: other })
})

test('a tag brings what the default branch does not have, and its own message', () => {
  const tag = { ...push, ref: 'refs/tags/v1', before: none }
  expect(of('push', tag)).toMatchObject({ base: 'heads/main', head: other })
  expect(of('push', tag)).not.toHaveProperty('tag')
  expect(of('push', { ...tag, after: third })).toMatchObject({ head: other, tag: third })
  // Moved, it still is compared with the branch.
  expect(of('push', { ...tag, before: one })).toMatchObject({ base: 'heads/main' })
})

test('a merge queue and a timer are understood, and what is unknown is refused with words', () => {
  const group = { base_sha: one, base_ref: 'refs/heads/main', head_sha: other }
  expect(of('merge_group', { merge_group: group })).toMatchObject({
    what: 'merge-group',
    base: one,
    standards: 'heads/main',
  })
  expect(of('schedule', { repository })).toEqual({ kind: 'whole', head: one, standards: 'heads/main' })
  expect(of('workflow_dispatch')).toEqual({ kind: 'whole', head: one, standards: one })
  expect(of('issue_comment')).toMatchObject({ kind: 'refused', why: expect.stringContaining('pull_request') })
})
