import { describe, expect, test } from 'vitest'
import type { EffectOf, HandlerContext } from '../../../../app/enforcement/effects/handler.ts'
import { policyProposal } from '../../../../app/enforcement/effects/handlers/policy-proposal.ts'
import { type Proposal, WriteRefused } from '../../../../app/enforcement/github-writes.ts'
import type { PolicyProposal } from '../../../../app/enforcement/policy-proposals/proposal.ts'
import { pullBody } from '../../../../app/enforcement/policy-proposals/proposal-text.ts'

interface World {
  readonly commits: { readonly parent: string; readonly message: string; readonly text: string | undefined }[]
  readonly pulls: (Proposal & { readonly title: string; readonly body: string })[]
  readonly recorded: { pull: number | undefined; made: number; over: number }
  tip: string | undefined
  writes: number
  /** At which write, counted on, the process dies: before it, or after it reached GitHub; undefined: never. */
  dies: { readonly at: number; readonly when: 'before' | 'after' } | undefined
  refuses: boolean
}

class Death extends Error {}

const newWorld = (): World => ({
  commits: [],
  pulls: [],
  recorded: { pull: undefined, made: 0, over: 0 },
  tip: undefined,
  writes: 0,
  dies: undefined,
  refuses: false,
})

const proposal: PolicyProposal = {
  id: '5',
  organization: '1',
  repository: '3',
  title: 'Watch more',
  note: 'because\nof <b> @all',
  text: 'version: 1\n',
  base: 'b1',
  proposedBy: 'p1',
  pull: null,
}

interface Around {
  readonly permissions?: Readonly<Record<string, string>>
  readonly snapshot?: object
  readonly base?: string | null
}

const usual = {
  githubId: 7,
  name: 'gatehouse',
  defaultBranch: 'main',
  headCommit: 'h9',
  visibility: 'private',
}

/** Only what the handler asks for is there. */
function contextOf(world: World, around: Around = {}): HandlerContext {
  const {
    permissions = { contents: 'write', pull_requests: 'write' },
    snapshot = usual,
    base = 'b1',
  } = around
  const write = async (change: () => void): Promise<void> => {
    if (world.refuses) throw new WriteRefused('GitHub answers 422')
    world.writes += 1
    const isLast = world.dies?.at === world.writes
    if (isLast && world.dies?.when === 'before') throw new Death()
    change()
    if (isLast) throw new Death()
  }
  const idOf = (number: number): string => `c${number}`
  const recorder = {
    made: () => write(() => void (world.recorded.made += 1)),
    unmade: () => write(() => void (world.recorded.over += 1)),
    proposals: { pull: (_: string, number: number) => write(() => void (world.recorded.pull = number)) },
  }
  const context = {
    organization: { id: '1', installation: { permissions } },
    github: { readSnapshot: async () => snapshot },
    writer: {
      proposals: {
        find: async () => world.pulls.at(-1),
        readBranch: async () =>
          world.tip === undefined
            ? undefined
            : {
                commit: world.tip,
                message: world.commits[Number(world.tip.slice(1)) - 1]?.message ?? 'theirs',
              },
        commit: async (
          _: unknown,
          { parent, message, written }: { parent: string; message: string; written: Map<string, string> },
        ) => {
          await write(() => void world.commits.push({ parent, message, text: written.get('gatehouse.yml') }))
          return idOf(world.commits.length)
        },
        createBranch: (_: unknown, __: string, commit: string) => write(() => void (world.tip = commit)),
        open: (_: unknown, { title, body }: { title: string; body: string }) =>
          write(() => void world.pulls.push({ number: 12, state: 'open', head: world.tip!, title, body })),
      },
    },
    records: {
      proposals: { byId: async () => ({ ...proposal, base }) },
      requests: { logins: async () => new Map([['p1', 'gus']]) },
      note: (made: (one: typeof recorder) => Promise<unknown>) => made(recorder),
    },
    now: () => new Date(0),
    attempt: async (effects: unknown) => effects,
    gone: () => undefined,
  }
  // oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
  return context as unknown as HandlerContext
}

// oxlint-disable-next-line no-unsafe-type-assertion -- the rest of it is not asked for
const effect = {
  id: '1',
  repository: '3',
  action: { kind: 'policy-proposal', proposal: '5', githubId: 7 },
} as EffectOf<'policy-proposal'>

const apply = async (world: World, around?: Around) =>
  (await policyProposal([effect], contextOf(world, around))).get('1')

describe('a proposed policy', () => {
  test('is one commit on what it was written from, and one pull request', async () => {
    const world = newWorld()
    expect(await apply(world)).toEqual({ state: 'applied' })
    expect(world.commits).toMatchObject([{ parent: 'b1', text: 'version: 1\n' }])
    expect(world.pulls).toMatchObject([{ title: 'Watch more', body: pullBody(proposal, 'gus') }])
    expect(world.recorded).toEqual({ pull: 12, made: 1, over: 0 })
    expect(await apply(world)).toEqual({ state: 'already-so' })
    expect(world.commits).toHaveLength(1)
  })

  test('of an organization that had none begins at the newest commit', async () => {
    const world = newWorld()
    await apply(world, { base: null })
    expect(world.commits).toMatchObject([{ parent: 'h9' }])
  })

  test('a process that dies anywhere opens one and no more', async () => {
    const whole = newWorld()
    await apply(whole)
    expect(whole.writes).toBe(5)
    for (let at = 1; at <= whole.writes; at += 1)
      for (const when of ['before', 'after'] as const) {
        const world = { ...newWorld(), dies: { at, when } }
        await expect(apply(world)).rejects.toBeInstanceOf(Death)
        expect(['applied', 'already-so']).toContain((await apply(world))?.state)
        expect([at, when, world.pulls.length, world.recorded.pull]).toEqual([at, when, 1, 12])
      }
  })

  test('says what keeps it', async () => {
    const world = newWorld()
    const problems = [
      await apply(world, { permissions: { contents: 'read', pull_requests: 'write' } }),
      await apply(world, { snapshot: { ...usual, visibility: 'public' } }),
      await apply(world, { snapshot: { ...usual, headCommit: null }, base: null }),
      await apply({ ...newWorld(), tip: 'theirs' }),
      await apply({ ...newWorld(), refuses: true }),
    ]
    expect(problems).toEqual([
      { state: 'manual', problem: expect.stringContaining('contents: write') },
      { state: 'failed', problem: expect.stringContaining('public') },
      { state: 'failed', problem: expect.stringContaining('empty') },
      { state: 'failed', problem: 'a branch of its name is there already' },
      { state: 'failed', problem: 'GitHub answers 422' },
    ])
    expect(world.writes).toBe(0)
  })

  test('what somebody wrote is prose in it, and mentions nobody', () => {
    const body = pullBody(proposal, 'gus')
    expect(body).toContain('> because\n>\n> of')
    expect(body).not.toMatch(/<b>|@all/)
    expect(pullBody({ note: '' }, undefined)).not.toContain('@')
  })
})
