import { expect, test } from 'vitest'
import type { Applied, EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { select } from '../../../../app/enforcement/effects/handlers/select.ts'
import type { NewSwitch, OpenSwitch } from '../../../../app/enforcement/effects/open-switch.ts'
import type {
  InstallationState,
  InstallationWriter,
  NamedRepository,
} from '../../../../app/enforcement/github-writes.ts'
import { known } from '../../../../policies/facts.ts'

/** GitHub, the records, and when the process dies. */
interface World {
  /** Names by GitHub's numeric ids. */
  readonly names: Map<number, string>
  selection: InstallationState['selection']
  on: Set<number>
  intent: OpenSwitch | undefined
  /** Ids of effects that are not wanted any more. */
  readonly withdrawn: Set<string>
  readonly events: string[]
  steps: number
  /** At which step, counted on, the process dies: before it, or after it was made; undefined: never. */
  dies: { readonly at: number; readonly when: 'before' | 'after' } | undefined
  /** What happens when a step is about to be made. */
  happens: ((step: number) => void) | undefined
}

class Death extends Error {}

const taken = [1, 2, 3]
const kept = Array.from({ length: 120 }, (_, index) => 100 + index)

const newWorld = (): World => ({
  names: new Map([...taken, ...kept].map((id) => [id, `r${id}`])),
  selection: 'all',
  on: new Set(),
  intent: undefined,
  withdrawn: new Set(),
  events: [],
  steps: 0,
  dies: undefined,
  happens: undefined,
})

/** One step that leaves something behind, on GitHub or in the records. */
async function step(world: World, change: () => void): Promise<void> {
  world.steps += 1
  world.happens?.(world.steps)
  const isLast = world.dies?.at === world.steps
  if (isLast && world.dies?.when === 'before') throw new Death()
  change()
  if (isLast) throw new Death()
}

const listed = (world: World, ids: Iterable<number>): readonly NamedRepository[] =>
  [...ids].flatMap((githubId) => {
    const name = world.names.get(githubId)
    return name === undefined ? [] : [{ githubId, name }]
  })

/** By names, as GitHub takes them: whoever has one now. */
function idsOf(world: World, repositories: readonly NamedRepository[]): readonly number[] {
  expect(repositories.length).toBeLessThanOrEqual(50)
  return repositories.map(({ name }) => [...world.names].find(([, one]) => one === name)![0])
}

const writerOf = (world: World): InstallationWriter => ({
  means: 'enterprise-app',
  read: async () =>
    known({
      selection: world.selection,
      repositories: listed(world, world.selection === 'all' ? world.names.keys() : world.on),
    }),
  listAll: async () => known(listed(world, world.names.keys())),
  add: async (_, repositories) => {
    let added: readonly number[] = []
    await step(world, () => {
      added = idsOf(world, repositories)
      added.forEach((id) => world.on.add(id))
    })
    return listed(world, added)
  },
  remove: (_, repositories) =>
    step(world, () => idsOf(world, repositories).forEach((id) => world.on.delete(id))),
  selectOnly: (_, repositories) =>
    step(world, () => {
      world.selection = 'selected'
      world.on = new Set(idsOf(world, repositories))
    }),
})

const effectOf = (id: string, action: object) => ({
  id,
  organization: '1',
  attempts: 0,
  state: 'planned',
  action,
})
const switching = effectOf('s', { kind: 'select', assistant: 'claude', installation: 9 })
const takingOf = (githubId: number) =>
  effectOf(`d${githubId}`, { kind: 'disconnect', assistant: 'claude', installation: 9, githubId })

function contextOf(world: World): HandlerContext {
  const recorder = {
    switchIntended: async (intent: NewSwitch, intendedAt: Date) => {
      world.intent = { ...intent, sent: [], givenBack: [], intendedAt, endedAt: null }
    },
    switchSent: async (_: string, names: readonly string[]) => {
      world.intent = { ...world.intent!, sent: [...world.intent!.sent, ...names] }
    },
    switchEnded: async () => true,
    switchDropped: async () => void (world.intent = undefined),
    audit: async (_: string, __: Date, events: readonly { readonly kind: string }[]) =>
      void world.events.push(...events.map(({ kind }) => kind)),
  }
  const open = taken.map(takingOf).filter(({ id }) => !world.withdrawn.has(id))
  const context = {
    organization: { id: '1', login: 'acme' },
    writer: { installations: writerOf(world) },
    records: {
      openSwitches: async () =>
        world.intent === undefined
          ? []
          : [{ ...world.intent, givenBack: taken.filter((id) => world.withdrawn.has(`d${id}`)) }],
      // All of a transaction, or nothing.
      note: (write: (one: typeof recorder) => Promise<unknown>) => step(world, () => void write(recorder)),
    },
    open: [switching, ...open],
    passed: [switching, ...open],
    afterwards: () => {},
    gone: () => {},
    now: () => new Date(0),
    attempt: async (effects: readonly { readonly id: string }[]) =>
      effects.filter(({ id }) => !world.withdrawn.has(id)),
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  return context as unknown as HandlerContext
}

const apply = (world: World): Promise<ReadonlyMap<string, Applied>> =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  select([switching as unknown as EffectOf<'select'>], contextOf(world))

/** Dies once at every step of a story, and begins again. @returns how many steps the story has */
async function diesEverywhere(
  begin: (world: World) => void,
  after: (world: World, results: ReadonlyMap<string, Applied>) => void,
): Promise<number> {
  let steps = 0
  for (const when of ['before', 'after'] as const)
    for (let at = 1, isOver = false; !isOver; at += 1) {
      const world = newWorld()
      begin(world)
      world.dies = { at, when }
      isOver = await apply(world).then(() => true, isNoDeath)
      steps = at
      world.dies = undefined
      after(world, await apply(world))
    }
  return steps
}

function isNoDeath(error: unknown): false {
  if (error instanceof Death) return false
  throw error
}

const sorted = (ids: Iterable<number>): readonly number[] => [...ids].toSorted((a, b) => a - b)

test('wherever the process dies, what stays is exactly what is to stay, and everything else is told as made', async () => {
  const steps = await diesEverywhere(
    () => {},
    (world, results) => {
      expect(world.selection).toBe('selected')
      expect(sorted(world.on)).toEqual(kept)
      expect([...results.keys()].toSorted()).toEqual(['d1', 'd2', 'd3', 's'])
      expect(new Set([...results.values()].map(({ state }) => state))).toEqual(new Set(['applied']))
    },
  )
  // The intent, the call that switches, two additions with their names before them, the end.
  expect(steps).toBe(8)
})

test('what happens between any two of its steps ends right too', async () => {
  for (let at = 2; at <= 7; at += 1) {
    const world = newWorld()
    world.happens = (now) => {
      if (now !== at) return
      // Allowed after all, gone, and two that change names: one keeps its own, one gives it to a stranger.
      world.withdrawn.add('d2')
      world.names.delete(105)
      world.names.set(210, 'renamed')
    }
    // GitHub knows no repository by a name that was given up: the call fails, and everything is tried again.
    const results = await apply(world).catch(() => apply(world))
    expect(results.get('s')).toEqual({ state: 'applied' })
    const there = kept.filter((id) => id !== 105)
    world.on.delete(105)
    expect(sorted(world.on), `at ${at}`).toEqual(at === 7 ? there : [2, ...there])
  }
})

test('a stranger that got in by a name that had changed hands is taken out at once, and the right one is added', async () => {
  // The call that switches, and the two that add.
  for (const at of [2, 4, 6]) {
    const world = newWorld()
    const renamed = at === 2 ? 100 : at === 4 ? 150 : 219
    world.happens = (now) => {
      if (now !== at) return
      world.names.set(renamed, 'moved')
      world.names.set(1, `r${renamed}`)
    }
    const results = await apply(world)
    expect(results.get('s')).toEqual({ state: 'applied' })
    expect(sorted(world.on), `at ${at}`).toEqual(kept)
    expect(world.events).toEqual(['switch.intended', 'connection.corrected', 'switch.ended'])
  }
})

/** One that stays gives its name to a stranger when a call is about to be made. */
const givesNameAway = (world: World, at: number, renamed: number): void => {
  world.happens = (now) => {
    if (now !== at) return
    world.names.set(renamed, 'moved')
    world.names.set(1, `r${renamed}`)
  }
}

test('a stranger that came in by one of many names is out before the next ones are added', async () => {
  const world = newWorld()
  givesNameAway(world, 4, 150)
  const seen: boolean[] = []
  const { happens } = world
  world.happens = (now) => {
    happens?.(now)
    if (now > 4) seen.push(world.on.has(1))
  }
  await apply(world)
  // Recorded, and then taken out; nothing else is done while it is in.
  expect(seen.slice(0, 2)).toEqual([true, true])
  expect(seen.slice(2)).not.toContain(true)
})

test('a stranger is taken out also by another process than the one that sent the name', async () => {
  // By the call that switches, and by the two that add.
  for (const [at, renamed] of [
    [2, 100],
    [4, 150],
    [6, 219],
  ] as const) {
    const world = newWorld()
    givesNameAway(world, at, renamed)
    world.dies = { at, when: 'after' }
    await expect(apply(world)).rejects.toThrow(Death)
    world.dies = undefined
    expect(world.on.has(1), `at ${at}`).toBe(true)
    await apply(world)
    expect(sorted(world.on), `at ${at}`).toEqual(kept)
    expect(world.events, `at ${at}`).toContain('connection.corrected')
  }
})

test('before anything was made, what is taken is what may be taken now', async () => {
  const world = newWorld()
  world.dies = { at: 2, when: 'before' }
  await expect(apply(world)).rejects.toThrow(Death)
  world.dies = undefined
  for (const id of taken) world.withdrawn.add(`d${id}`)
  expect(await apply(world)).toEqual(new Map())
  expect(world).toMatchObject({ selection: 'all', intent: undefined })
})
