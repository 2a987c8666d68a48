import { expect, test } from 'vitest'
import { hintsOf } from '../../../app/enforcement/hints.ts'

const changed = (type: string, names: readonly string[]) => ({
  action: 'updated',
  organization: { id: 3 },
  repository: { id: 7, name: 'web', owner: { id: 3 } },
  sender: { login: 'somebody', id: 9, type },
  new_property_values: [
    { property_name: 'tier', value: names.includes('tier') ? 'a' : 'b' },
    { property_name: 'claude-access', value: 'denied' },
  ],
  old_property_values: [{ property_name: 'tier', value: 'b' }],
})

test('what Gatehouse set itself is no hint; what a person set, or what else was set with it, is one', () => {
  const hints = (type: string, names: readonly string[]) =>
    hintsOf('custom_property_values', changed(type, names)).map(({ kind }) => kind)
  expect(hints('Bot', [])).toEqual([])
  expect(hints('User', [])).toEqual(['organization'])
  expect(hints('Bot', ['tier'])).toEqual(['organization'])
})

test('a status that a person sets is a hint where it is called like our check', () => {
  const hints = (context: string, type: string) =>
    hintsOf('status', {
      context,
      organization: { id: 3 },
      repository: { id: 7, name: 'web', owner: { id: 3 } },
      sender: { login: 'somebody', id: 9, type },
    }).map(({ kind }) => kind)
  expect(hints('gatehouse', 'User')).toEqual(['repository'])
  expect(hints('gatehouse', 'Bot')).toEqual([])
  expect(hints('build', 'User')).toEqual([])
})

test('a repository that is renamed is looked at by itself, and a policy that was found by its former name as well', () => {
  const repository = { id: 7, name: 'old-policy', owner: { id: 3 } }
  const renamed = {
    action: 'renamed',
    organization: { id: 3 },
    repository,
    changes: { repository: { name: { from: 'gatehouse' } } },
  }
  const hint = { kind: 'repository', organization: 3, githubId: 7 }
  expect(hintsOf('repository', renamed)).toEqual([
    { ...hint, name: 'old-policy' },
    { ...hint, name: 'gatehouse' },
  ])
  expect(hintsOf('repository', { action: 'archived', organization: { id: 3 }, repository })).toEqual([
    { ...hint, name: 'old-policy' },
  ])
})

test('a fork is a hint where it made a repository in the same organization', () => {
  const forked = (owner: number) =>
    hintsOf('fork', {
      organization: { id: 3 },
      repository: { id: 7, name: 'web', owner: { id: 3 } },
      forkee: { id: 8, name: 'web', owner: { id: owner } },
    })
  expect(forked(3)).toEqual([{ kind: 'organization', githubId: 3 }])
  expect(forked(90)).toEqual([])
})

test('what became of a repository is told as far as GitHub tells: deleted, moved, taken from us', () => {
  const repository = { id: 17, name: 'web', owner: { id: 4 } }
  const goneOf = (event: Parameters<typeof hintsOf>[0], payload: object) =>
    hintsOf(event, payload).filter(({ kind }) => kind === 'gone')
  const gone = { kind: 'gone', organization: 3, githubId: 17 }
  expect(goneOf('repository', { action: 'deleted', organization: { id: 3 }, repository })).toEqual([
    { ...gone, how: 'deleted' },
  ])
  // Told to who has it now, of who had it.
  const changes = { owner: { from: { organization: { id: 3 } } } }
  expect(
    goneOf('repository', { action: 'transferred', organization: { id: 4 }, repository, changes }),
  ).toEqual([{ ...gone, how: 'moved' }])
  const fromUser = { owner: { from: { user: { id: 3 } } } }
  expect(goneOf('repository', { action: 'transferred', repository, changes: fromUser })).toEqual([])
  expect(goneOf('repository', { action: 'archived', repository, changes })).toEqual([])
  const removed = { installation: { account: { id: 3 } }, repositories_removed: [{ id: 17 }] }
  expect(goneOf('installation_repositories', { action: 'removed', ...removed })).toEqual([
    { ...gone, how: 'taken' },
  ])
  expect(goneOf('installation_repositories', { action: 'added', ...removed })).toEqual([])
})
