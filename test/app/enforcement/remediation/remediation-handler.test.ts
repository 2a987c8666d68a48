import { expect, test } from 'vitest'
import type { EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { remediationPullRequest } from '../../../../app/enforcement/effects/handlers/remediation-pull-request.ts'
import type { MadeRecord, NewMadeThing } from '../../../../app/enforcement/leaving/made-thing.ts'
import {
  type Proposal,
  type ProposalWriter,
  WriteRefused,
} from '../../../../app/enforcement/github-writes.ts'
import { remediationBranch } from '../../../../app/enforcement/remediation/remediation.ts'

interface World {
  readonly files: Map<string, string>
  readonly commits: Map<string, string>
  readonly pulls: { number: number; state: Proposal['state']; head: string }[]
  readonly made: MadeRecord[]
  tip: string | undefined
  writes: number
  /** At which write, counted on, the process dies: before it, or after it reached GitHub; undefined: never. */
  dies: { readonly at: number; readonly when: 'before' | 'after' } | undefined
  refuses: boolean
}

class Death extends Error {}

const newWorld = (): World => ({
  files: new Map([['.env', 'TOKEN=abc']]),
  commits: new Map(),
  pulls: [],
  made: [],
  tip: undefined,
  writes: 0,
  dies: undefined,
  refuses: false,
})

/** One step that leaves something behind, on GitHub or in the records. */
async function step(world: World, change: () => void): Promise<void> {
  world.writes += 1
  const isLast = world.dies?.at === world.writes
  if (isLast && world.dies?.when === 'before') throw new Death()
  change()
  if (isLast) throw new Death()
}

function writerOf(world: World): ProposalWriter {
  const write = (change: () => void): Promise<void> => {
    if (world.refuses) throw new WriteRefused('GitHub answers 422')
    return step(world, change)
  }
  const move = (commit: string): void => {
    world.tip = commit
    const open = world.pulls.find(({ state }) => state === 'open')
    if (open) open.head = commit
  }
  return {
    find: async () => world.pulls.at(-1),
    readBranch: async () =>
      world.tip === undefined
        ? undefined
        : { commit: world.tip, message: world.commits.get(world.tip) ?? '' },
    findFiles: async (_, __, paths) =>
      paths.filter((path) => world.files.has(path)).map((path) => ({ path, mode: '100644', oid: path })),
    readText: async (_, oid) => world.files.get(oid) ?? null,
    commit: async (_, { message }) => {
      const id = `c${world.commits.size + 1}`
      await write(() => void world.commits.set(id, message))
      return id
    },
    createBranch: (_, __, commit) => write(() => move(commit)),
    moveBranch: (_, __, commit) => write(() => move(commit)),
    deleteBranch: () => write(() => (world.tip = undefined)),
    open: () =>
      write(() => world.pulls.push({ number: world.pulls.length + 1, state: 'open', head: world.tip! })),
    update: () => write(() => {}),
    close: (_, number) => write(() => (world.pulls[number - 1]!.state = 'closed')),
  }
}

/** Only what the handler asks for is there. */
function contextOf(world: World): HandlerContext {
  const find = ({ reference }: NewMadeThing) =>
    world.made.findIndex((one) => one.reference === reference && one.removedAt === null)
  const recorder = {
    made: (thing: NewMadeThing, madeAt: Date) =>
      step(world, () => {
        const at = find(thing)
        world.made.splice(at < 0 ? world.made.length : at, at < 0 ? 0 : 1, {
          ...thing,
          madeAt,
          removedAt: null,
        })
      }),
    unmade: (thing: NewMadeThing, removedAt: Date) =>
      step(world, () => void world.made.splice(find(thing), 1, { ...thing, madeAt: removedAt, removedAt })),
  }
  const finding = { rule: 'dotenv-file', state: 'open', path: '.env', places: [{ severity: 'high' }] }
  const context = {
    organization: { id: '1', installation: { permissions: { contents: 'write', pull_requests: 'write' } } },
    github: {
      readSnapshot: async () => ({ githubId: 7, name: 'web', defaultBranch: 'main', headCommit: 'b1' }),
    },
    writer: { proposals: writerOf(world) },
    records: {
      made: async () => world.made.toReversed(),
      findings: async () => (world.files.has('.env') ? [finding] : []),
      note: (write: (one: typeof recorder) => Promise<unknown>) => write(recorder),
    },
    now: () => new Date(0),
    attempt: async (effects: unknown) => effects,
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  return context as unknown as HandlerContext
}

// oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
const effect = {
  id: '1',
  repository: '3',
  action: { kind: 'remediation-pull-request', githubId: 7, commit: 'b1', files: '' },
} as EffectOf<'remediation-pull-request'>

const apply = async (world: World) => (await remediationPullRequest([effect], contextOf(world))).get('1')

/** Dies once at every step of a story, and begins again. @returns how many steps the story has */
async function diesEverywhere(
  before: (world: World) => Promise<void>,
  after: (world: World) => void,
): Promise<number> {
  let steps = 0
  for (const when of ['before', 'after'] as const)
    for (let at = 1, isOver = false; !isOver; at += 1) {
      const world = newWorld()
      await before(world)
      world.writes = 0
      world.dies = { at, when }
      isOver = await apply(world).then(() => true, isNoDeath)
      steps = at
      world.dies = undefined
      await apply(world)
      after(world)
    }
  return steps
}

function isNoDeath(error: unknown): false {
  if (error instanceof Death) return false
  throw error
}

const outcomes = ({ made }: World) =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- the handler has written it
  made.map(({ details }) => (details as { readonly outcome: string }).outcome)

test('wherever the process dies while it opens one, there is one in the end', async () => {
  const steps = await diesEverywhere(
    async () => {},
    (world) => {
      expect(world.pulls).toEqual([{ number: 1, state: 'open', head: world.tip }])
      expect(world.commits.get(world.tip!)).toContain('Gatehouse-Remedy: ')
      expect(outcomes(world)).toEqual(['open'])
    },
  )
  expect(steps).toBeGreaterThan(3)
})

test('and while it follows its base', async () => {
  const steps = await diesEverywhere(
    async (world) => {
      await apply(world)
      world.files.set('.gitignore', 'dist\n')
    },
    (world) => {
      expect(world.pulls).toEqual([{ number: 1, state: 'open', head: world.tip }])
      expect(world.tip).not.toBe('c1')
      expect(outcomes(world)).toEqual(['open'])
    },
  )
  expect(steps).toBeGreaterThan(3)
})

test.each([
  ['closed', 'declined'],
  ['merged', 'merged'],
] as const)('and while it puts one away that is %s', async (state, outcome) => {
  const steps = await diesEverywhere(
    async (world) => {
      await apply(world)
      world.pulls[0]!.state = state
      if (state === 'merged') world.files.delete('.env')
    },
    (world) => {
      expect(world.pulls).toHaveLength(1)
      expect(world.tip).toBeUndefined()
      expect(outcomes(world)).toEqual([outcome])
    },
  )
  expect(steps).toBeGreaterThan(3)
})

test('and while it closes one that nobody needs any more', async () => {
  const steps = await diesEverywhere(
    async (world) => {
      await apply(world)
      world.files.delete('.env')
    },
    (world) => {
      expect(world.pulls).toMatchObject([{ state: 'closed' }])
      expect(world.tip).toBeUndefined()
      expect(outcomes(world)).toEqual(['withdrawn'])
    },
  )
  expect(steps).toBeGreaterThan(3)
})

test('a branch of that name that others made is not touched, and what GitHub refuses is told', async () => {
  const world = newWorld()
  world.tip = 'theirs'
  world.commits.set('theirs', 'Something else')
  expect(await apply(world)).toEqual({ state: 'failed', problem: 'a branch of its name is there already' })
  expect(world.writes).toBe(0)
  const refusing = { ...newWorld(), refuses: true }
  expect(await apply(refusing)).toEqual({ state: 'failed', problem: 'GitHub answers 422' })
  expect(remediationBranch).toMatch(/^gatehouse\//)
})
