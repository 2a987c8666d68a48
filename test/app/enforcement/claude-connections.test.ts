import { assert, constantFrom, integer, property, record, array, shuffledSubarray } from 'fast-check'
import { expect, test } from 'vitest'
import {
  connectionsOf,
  familyOf,
  repositoryIn,
  type TakenActivity,
} from '../../../app/enforcement/claude/connections.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 28, 10, minute))
const taken = (id: string, minute: number, type: string, body: TakenActivity['body']): TakenActivity => ({
  id,
  at: at(minute),
  type,
  body,
  person: `person of ${id}`,
})

test.each([
  ['acme/Web', 'acme/web'],
  ['https://github.com/acme/web.git', 'acme/web'],
  ['https://x@git.acme.example/acme/web/', 'acme/web'],
  ['git@github.com:acme/web.git', 'acme/web'],
  ['ssh://git@github.com/acme/web', 'acme/web'],
  ['acme/web.js', 'acme/web.js'],
  ['acme', undefined],
  ['acme/web/tree/main', undefined],
  ['../../etc', undefined],
])('%j names %j', (text, repository) => {
  expect(repositoryIn(text)).toBe(repository)
})

test('an integration of the organization names no repository, and one of a repository is opened and closed', () => {
  const type = (what: string): string => `claude_github_integration_${what}`
  const whole = taken('1', 1, type('created'), {
    integration_id: 'i1',
    organization_name: 'acme',
    repository_name: null,
  })
  expect(connectionsOf([whole])).toEqual([])
  const one = taken('2', 1, type('created'), {
    integration_id: 'i2',
    organization_name: 'acme',
    repository_name: 'web',
  })
  expect(connectionsOf([one])).toMatchObject([
    { source: 'integration:i2', repository: 'acme/web', closedAt: null },
  ])
  const gone = taken('3', 2, type('deleted'), { integration_id: 'i2' })
  expect(connectionsOf([one, gone])).toMatchObject([
    { repository: 'acme/web', closedAt: at(2), closedBy: 'person of 3' },
  ])
})

test('a connection that is opened again has its new beginning', () => {
  const sync = (what: string, id: string, minute: number) =>
    taken(id, minute, `claude_chat_sync_source_${what}`, {
      claude_chat_sync_source_id: 's',
      provider: 'github',
      ...(what === 'created' && { resource_descriptor: 'acme/web' }),
    })
  const story = [
    sync('created', '1', 1),
    sync('updated', '2', 2),
    sync('deleted', '3', 3),
    sync('updated', '4', 4),
  ]
  expect(connectionsOf(story)).toEqual([
    {
      source: 'chat:s',
      via: 'chat',
      repository: 'acme/web',
      openedAt: at(4),
      openedBy: 'person of 4',
      closedAt: null,
      closedBy: null,
    },
  ])
})

const access = (mode: string, more: object) => ({ access_mode: mode, github_installation_id: 7, ...more })
const repositories = shuffledSubarray(['acme/a', 'acme/b', 'acme/c'])
const step = record({
  minute: integer({ min: 0, max: 30 }),
  mode: constantFrom('list', 'all', 'none'),
  added: repositories,
  removed: repositories,
  isEnd: constantFrom(false, false, false, true),
})

test('whatever the order in which a story arrives, and however often, it comes to the same', () => {
  assert(
    property(array(step, { maxLength: 12 }), integer(), (steps, seed) => {
      const story = steps.map(({ minute, mode, added, removed, isEnd }, index) =>
        taken(
          String(index).padStart(3, '0'),
          minute,
          `ccr_agent_proxy_profile_${isEnd ? 'deleted' : 'updated'}`,
          {
            profile_id: 'p',
            ...(!isEnd && {
              github_access_changes: [access(mode, { repos_added: added, repos_removed: removed })],
            }),
          },
        ),
      )
      const wanted = connectionsOf(story)
      const mixed = [...story, ...story].toSorted((one, other) => hash(one.id, seed) - hash(other.id, seed))
      expect(connectionsOf(mixed).toSorted(bySource)).toEqual(wanted.toSorted(bySource))
      for (const activity of story) expect(familyOf(activity)).toBe('agent:p')
      // All of an installation and single ones of it are never open together.
      const open = wanted.filter(({ closedAt }) => closedAt === null).map(({ source }) => source)
      expect(open.includes('agent:p:7:*') && open.length > 1).toBe(false)
    }),
    { numRuns: 100 },
  )
})

const bySource = (one: { source: string }, other: { source: string }): number =>
  one.source.localeCompare(other.source)
const hash = (id: string, seed: number): number => ((Number(id) + 1) * 2_654_435_761 + seed) % 1009
