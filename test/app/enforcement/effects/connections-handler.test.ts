import { expect, test } from 'vitest'
import type { EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { connect, disconnect } from '../../../../app/enforcement/effects/handlers/connections.ts'
import type { NamedRepository } from '../../../../app/enforcement/github-writes.ts'
import { WriteRefused } from '../../../../app/enforcement/github-writes.ts'
import { known } from '../../../../policies/facts.ts'

/** Names by GitHub's numeric ids, what an App is on, and what happens when something is sent. */
interface World {
  readonly names: Map<number, string>
  readonly on: Set<number>
  readonly events: string[]
  happens: () => void
}

const newWorld = (on: readonly number[]): World => ({
  names: new Map([
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]),
  on: new Set(on),
  events: [],
  happens: () => {},
})

function contextOf(world: World): HandlerContext {
  const named = (githubId: number): NamedRepository => ({ githubId, name: world.names.get(githubId)! })
  const change = (how: 'add' | 'delete') => async (_: number, repositories: readonly NamedRepository[]) => {
    world.happens()
    world.happens = () => {}
    for (const { name } of repositories) world.on[how]([...world.names].find(([, one]) => one === name)![0])
  }
  const context = {
    organization: { id: '1' },
    writer: {
      installations: {
        means: 'enterprise-app',
        read: async () => known({ selection: 'selected', repositories: [...world.on].map(named) }),
        add: change('add'),
        remove: change('delete'),
      },
    },
    github: { readSnapshot: async (githubId: number) => named(githubId) },
    records: {
      governance: async () => ({ inForce: { id: null, policy: { changes: { quarantine: false } } } }),
      note: (write: (recorder: unknown) => Promise<unknown>) =>
        write({
          audit: async (_: string, __: Date, events: readonly { readonly kind: string }[]) =>
            void world.events.push(...events.map(({ kind }) => kind)),
        }),
    },
    open: [],
    passed: [],
    afterwards: () => {},
    gone: () => {},
    now: () => new Date(0),
    attempt: async (effects: unknown) => effects,
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  return context as unknown as HandlerContext
}

const effectOf = <Kind extends 'connect' | 'disconnect'>(kind: Kind, githubId: number): EffectOf<Kind> =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  ({
    id: `${githubId}`,
    attempts: 0,
    action: { kind, assistant: 'claude', installation: 9, githubId },
  }) as EffectOf<Kind>

/** Two repositories give each other's place: the one that is meant has a new name, and a stranger its old one. */
function changesHands(world: World, meant: number, stranger: number): void {
  world.happens = () => {
    world.names.set(stranger, world.names.get(meant)!)
    world.names.set(meant, 'moved')
  }
}

test('a stranger that came in by a name that had changed hands goes out, and the right one comes in', async () => {
  const world = newWorld([3])
  changesHands(world, 1, 2)
  const effects = [effectOf('connect', 1)]
  // It stays planned, and goes by its new name.
  expect(await connect(effects, contextOf(world))).toEqual(new Map())
  expect([...world.on]).toEqual([3])
  expect(world.events).toEqual(['connection.corrected'])
  expect(await connect(effects, contextOf(world))).toEqual(new Map([['1', { state: 'applied' }]]))
  expect([...world.on]).toEqual([3, 1])
})

test('a stranger that went out by one comes in again, and the right one goes out', async () => {
  const world = newWorld([1, 2, 3])
  changesHands(world, 1, 2)
  const effects = [effectOf('disconnect', 1)]
  expect(await disconnect(effects, contextOf(world))).toEqual(new Map())
  expect([...world.on].toSorted((a, b) => a - b)).toEqual([1, 2, 3])
  expect(await disconnect(effects, contextOf(world))).toEqual(new Map([['1', { state: 'applied' }]]))
  expect([...world.on].toSorted((a, b) => a - b)).toEqual([2, 3])
})

test('what GitHub refuses is for a person', async () => {
  const world = newWorld([1, 3])
  world.happens = () => {
    throw new WriteRefused('GitHub answers 403')
  }
  expect(await disconnect([effectOf('disconnect', 1)], contextOf(world))).toEqual(
    new Map([['1', { state: 'manual', problem: 'GitHub answers 403' }]]),
  )
})
