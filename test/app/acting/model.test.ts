import { sql } from 'kysely'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../app/database/store.ts'
import { startSimulator, type Simulator } from '../../github/server/simulator.ts'
import type { Repository } from '../../github/world/entities.ts'
import { actingHands } from '../chaos/acting-hands.ts'
import type { ActingHands } from '../chaos/chaos-program.ts'
import type { ChaosCompany } from '../chaos/chaos-company.ts'
import { buildEnforcingCompany } from '../chaos/enforcing-company.ts'
import { enforcingPolicy } from '../chaos/enforcing-policy.ts'
import { recordedActs } from '../chaos/recorded-acts.ts'
import { recordedState } from '../chaos/recorded-state.ts'
import { isEmptyQuarantine, watchedIn } from '../chaos/reached-now.ts'
import { actProblems } from '../chaos/verdict.ts'
import type { ActingScene } from '../chaos/act.ts'
import {
  answerRequest,
  ask,
  confirm,
  emergency,
  endException,
  except,
  reviewEmergency,
} from '../chaos/act-in-issues.ts'
import { endPolicyProposal, proposePolicy } from '../chaos/act-on-policies.ts'
import { driftOfSecret, driftOfWorkflow, token } from '../chaos/act-on-access.ts'
import { closeNotice, driftOfProperty, driftOfRuleset, pullRequest } from '../chaos/act-on-repositories.ts'
import { changing } from '../chaos/disturb.ts'
import { randomFrom } from '../chaos/random.ts'
import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import { type ConnectionWatch, watchConnections } from '../chaos/watch-connections.ts'
import { type WriteWatch, watchWrites } from '../chaos/watch-writes.ts'
import { useDatabases } from '../database/test-database.ts'
import { drive, type Driven } from './driven.ts'

const databases = useDatabases()

/** Each is a sweep of a whole company: few in CI; `npm run proof` asks for more. */
const sequences = Math.min(100, Math.max(1, Math.floor(Number(process.env['PROOF_RUNS'] ?? 0) / 1000)))
const hour = 60 * 60 * 1000

/** What the test itself knows of how things stand. */
interface Model {
  isPaused: boolean
  isAccepted: boolean
}

interface Real {
  readonly store: Store
  readonly github: Simulator
  readonly company: Required<ChaosCompany>
  readonly hands: ActingHands
  readonly driven: Driven
  readonly watch: ConnectionWatch
  readonly writes: WriteWatch
  /** By the program's clock. */
  readonly now: () => Date
  /** Milliseconds that have passed. */
  readonly pass: (milliseconds: number) => void
}

type Command = fc.AsyncCommand<Model, Real>

/** One thing happens; then everything is looked at, and all must be as it has to be. */
const command = (what: string, happen: (real: Real, model: Model) => unknown): Command => ({
  check: () => true,
  async run(model, real) {
    const { isPaused } = model
    const before = real.watch.changes.length
    await happen(real, model)
    const left = await real.driven.sweep()
    expect(left, what).toEqual([])
    const made = real.watch.changes.slice(before).filter(({ by }) => by === 'program')
    // Nothing was done in what was so before and is so now.
    if ((isPaused && model.isPaused) || !model.isAccepted)
      expect(made, `${what}: while nothing may be written`).toEqual([])
    expect(await problems(real, model), what).toEqual([])
  },
  toString: () => what,
})

async function problems(
  { store, github, company, watch, now, writes }: Real,
  model: Model,
): Promise<readonly string[]> {
  const mayWrite = model.isAccepted && !model.isPaused
  const acts = await recordedActs(store, now())
  // What is planned while nothing may be written has to wait.
  const open = acts.open.map((one) =>
    mayWrite || one.state !== 'planned' ? one : { ...one, state: 'waiting' as const },
  )
  const state = { ...(await recordedState(store)), acts: { ...acts, open } }
  return [
    ...state.brokenRecords,
    ...(await actProblems({ github, company }, state, { connections: watch, writes }, () => now().getTime())),
    ...github.defects,
  ]
}

const known = ({ github, company }: Real): readonly Repository[] =>
  [...github.world.repositories.values()].filter(
    ({ name, ownerId }) => name !== 'gatehouse' && company.organizations.some(({ id }) => id === ownerId),
  )

/** One of the repositories that there are then. */
const anyOf = (real: Real, index: number): Repository => known(real)[index % known(real).length]!

/** By hand: from then on it reaches everything that there is. */
function setToAll({ github, company, watch }: Real, place: number): void {
  const { id } = company.organizations[place]!
  const installation = company.enforcing.assistant.find(({ target }) => target.id === id)!
  watch.byPeople(() => {
    installation.selection = 'all'
    for (const one of github.world.repositoriesOf.get(id)!.values()) installation.repositoryIds.add(one.id)
  })
}

/** What people do in the stories of chaos too. */
const storied: readonly (readonly [string, (scene: ActingScene) => Promise<string> | string])[] = [
  ['drift of a secret', driftOfSecret],
  ['drift of a workflow', driftOfWorkflow],
  ['drift of a property', driftOfProperty],
  ['drift of a ruleset', driftOfRuleset],
  ['a token', token],
  ['a pull request', pullRequest],
  ['its issues are closed', closeNotice],
  ['ask', ask],
  ['answer', answerRequest],
  ['confirm', confirm],
  ['recertify', ({ hands }) => hands.recertify()],
  ['an emergency', emergency],
  ['an emergency is reviewed', reviewEmergency],
  ['an exception', except],
  ['an exception ends', endException],
  ['a policy is proposed', proposePolicy],
  ['a proposed policy is given up', endPolicyProposal],
  ['undo waves', ({ hands }) => hands.undoWaves()],
  ['leave', ({ hands, random, organizations }) => hands.leave(random.oneOf(organizations).login)],
  ['stay', ({ hands }) => hands.stay()],
  ['stay', ({ hands }) => hands.stay()],
]

const storiedCommand = (what: string, act: (typeof storied)[number][1], seed: number): Command =>
  command(`${what} ${seed}`, (real) => act({ ...sceneOf(real), random: randomFrom(seed) }))

const sceneOf = ({ github, company, hands, watch, writes }: Real): Omit<ActingScene, 'random'> => ({
  rest: async () => '',
  github,
  organizations: company.organizations,
  company,
  hands,
  watch,
  writes,
})

const offs = fc.constantFrom<readonly ChangeSwitch[]>(
  [],
  [],
  ['connections'],
  ['workflows', 'secrets'],
  ['property', 'status'],
  ['ruleset', 'tokens'],
)

const index = fc.nat({ max: 30 })
const access = fc.constantFrom('allow' as const, 'deny' as const)
const kinds = fc.constantFrom('web', 'tool', 'app', 'old')

const commands: readonly fc.Arbitrary<Command>[] = [
  index.map((at) => command(`approve ${at}`, (real) => real.hands.approve(anyOf(real, at).id))),
  index.map((at) => command(`end approvals ${at}`, (real) => real.hands.endApprovals(anyOf(real, at).id))),
  fc
    .record({
      web: access,
      tools: access,
      off: offs,
      isQuiet: fc.boolean(),
      hasQuarantine: fc.boolean(),
      place: fc.nat({ max: 1 }),
    })
    .map(({ place, ...rules }) =>
      command(`policy ${place}: ${JSON.stringify(rules)}`, ({ github, company }) => {
        const { login } = company.organizations[place]!
        const files = { 'gatehouse.yml': enforcingPolicy(login, { ...rules, isScanned: false, removals }) }
        return github.pushCommit(company.enforcing.policies[place]!, { files })
      }),
    ),
  index.map((at) =>
    command(`drift ${at}`, (real) => {
      const { id, ownerId } = anyOf(real, at)
      const { repositoryIds, selection } = real.company.enforcing.assistant.find(
        ({ target }) => target.id === ownerId,
      )!
      // As GitHub: the last one stays.
      // Single ones are neither given to an App that is on all of them, nor taken.
      if (selection === 'all') return
      const isTaken = repositoryIds.has(id) && repositoryIds.size > 1
      real.watch.byPeople(() => (isTaken ? repositoryIds.delete(id) : repositoryIds.add(id)))
    }),
  ),
  fc
    .nat({ max: 1 })
    .map((place) => command(`set the App of ${place} to all repositories`, (real) => setToAll(real, place))),
  fc
    .tuple(index, kinds, fc.nat({ max: 1_000_000 }))
    .map(([at, kind, number]) =>
      command(`rename ${at} to ${kind}-${number}`, (real) =>
        real.github.rename(anyOf(real, at), { name: `${kind}-r${number}` }),
      ),
    ),
  index.map((at) =>
    command(`transfer ${at}`, (real) => {
      const one = anyOf(real, at)
      const owner = real.company.organizations.find(({ id }) => id !== one.ownerId)!
      const isTaken = known(real).some(({ name, ownerId }) => ownerId === owner.id && name === one.name)
      // GitHub has one repository of a name in each organization.
      if (!isTaken) real.watch.byPeople(() => real.github.transfer(one, { owner }))
    }),
  ),
  index.map((at) =>
    command(`archive ${at}`, (real) => {
      const one = anyOf(real, at)
      real.github.archive(one, { archived: !one.archived })
    }),
  ),
  fc.constantFrom(500, 502, 503).map((status) =>
    command(`an outage: writes ${status}`, ({ github }) => {
      github.faults.add({
        when: changing,
        fault: { kind: 'status', status },
        times: 2,
      })
    }),
  ),
  fc.constant(
    command('an outage: the answer to a write that was made breaks off', ({ github }) => {
      github.faults.add({
        when: changing,
        fault: { kind: 'truncated' },
        times: 2,
      })
    }),
  ),
  fc.constant(
    command('accept', async ({ hands }, model) => {
      await hands.accept()
      model.isAccepted = true
    }),
  ),
  fc.constant(
    command('pause', async ({ hands }, model) => {
      await hands.pause()
      model.isPaused = true
    }),
  ),
  fc.constant(
    command('resume', async ({ hands }, model) => {
      await hands.resume()
      model.isPaused = false
    }),
  ),
  fc.constant(command('let pass', ({ hands }) => hands.letPass())),
  ...storied.map(([what, act]) => fc.nat({ max: 1_000_000 }).map((seed) => storiedCommand(what, act, seed))),
  fc.nat({ max: 40 * 24 }).map((hours) => command(`${hours} hours pass`, ({ pass }) => pass(hours * hour))),
]

/** Fewer than what all of `web` has. */
const removals = 8

const sizes = [
  { login: 'harbor-east', kinds: { web: [6, 6], tool: [1, 1], app: [2, 1] } },
  { login: 'harbor-west', kinds: { web: [1, 1], app: [1, 0] } },
] as const

/** A company of its own for each sequence. */
async function withReal(task: (real: Real, model: Model) => Promise<void>): Promise<void> {
  const { store } = await databases.create()
  const github = await startSimulator({ limits: { secondary: false } })
  try {
    const company = buildEnforcingCompany(github, { sizes, isScanned: false, removals })
    let passed = 0
    const now = (): Date => new Date(Date.now() + passed)
    const watch = watchConnections(
      watchedIn(github, company.enforcing, company),
      () => now().getTime(),
      isEmptyQuarantine(github),
    )
    const writes = watchWrites(github, company, () => now().getTime())
    const { settings } = company.enforcing
    const driven = await drive({ store, github, app: company.app, settings, now })
    const hands = actingHands(store, { organizations: company.organizations.length, want: driven.want, now })
    const pass = (milliseconds: number): void => {
      passed += milliseconds
      // GitHub lives at the same time.
      github.clock.advance(milliseconds)
    }
    expect(await driven.sweep()).toEqual([])
    await task(
      { store, github, company, hands, driven, watch, writes, now, pass },
      { isPaused: false, isAccepted: false },
    )
  } finally {
    await github.close()
  }
}

const accept = command('accept', async ({ hands }, model) => {
  await hands.accept()
  model.isAccepted = true
})

// Three of four are accepted at once: before that there is only one thing to see.
const beginnings = fc.constantFrom<readonly Command[]>([accept], [accept], [accept], [])

test(
  'whatever happens in whatever order, GitHub becomes what was decided, and nothing else is done',
  {
    timeout: 0,
  },
  async () => {
    const property = fc.asyncProperty(
      beginnings,
      fc.commands([...commands], { maxCommands: 12, size: 'max' }),
      (beginning, all) =>
        withReal(async (real, model) => {
          await fc.asyncModelRun(() => ({ model, real }), [...beginning, ...all])
        }),
    )
    await expect(fc.assert(property, { numRuns: sequences, endOnFailure: true })).resolves.toBeUndefined()
  },
)

// The orders that once went wrong, or could: each is one of the sequences above.
test('approved before it was seen, held, refused by an outage, and given in the end', async () => {
  await withReal(async (real, model) => {
    const run = async (what: string, happen: Parameters<typeof command>[1]): Promise<void> =>
      command(what, happen).run(model, real)
    const east = real.company.organizations[0]!.login
    const push = (web: 'allow' | 'deny', tools: 'allow' | 'deny') =>
      real.github.pushCommit(real.company.enforcing.policies[0]!, {
        files: { 'gatehouse.yml': enforcingPolicy(east, { web, tools, isScanned: false, removals }) },
      })
    const app = known(real).find(({ name }) => name === 'app-1')!
    await run('approve', ({ hands }) => hands.approve(app.id))
    await run('accept', async ({ hands }, known) => {
      await hands.accept()
      known.isAccepted = true
    })
    const { repositoryIds } = real.company.enforcing.assistant[0]!
    expect(repositoryIds.has(app.id)).toBe(true)
    const size = repositoryIds.size
    await run('a plan that is too large', () => push('deny', 'allow'))
    expect(repositoryIds.size).toBe(size)
    // One more of the same plan must wait with the others.
    await run('and grows', () => push('deny', 'deny'))
    expect(repositoryIds.size).toBe(size)
    await run('let pass', ({ hands }) => hands.letPass())
    expect(repositoryIds.size).toBe(1)
  })
})

test('set to all repositories by hand while nothing may be written, and switched when it may, to what is allowed by then', async () => {
  await withReal(async (real, model) => {
    const run = async (what: string, happen: Parameters<typeof command>[1]): Promise<void> =>
      command(what, happen).run(model, real)
    const [claude] = real.company.enforcing.assistant
    await run('all', (one) => setToAll(one, 0))
    expect(claude!.selection).toBe('all')
    const app = known(real).find(({ name }) => name === 'app-1')!
    await run('approve', ({ hands }) => hands.approve(app.id))
    await run('accept', async ({ hands }, known) => {
      await hands.accept()
      known.isAccepted = true
    })
    expect(claude!.selection).toBe('selected')
    expect(claude!.repositoryIds.has(app.id)).toBe(true)
    await run('all once more', (one) => setToAll(one, 0))
    expect(claude!.selection).toBe('selected')
  })
})

test('the issue for the review of an emergency, asked for where Gatehouse leaves, is taken back like the rest', async () => {
  await withReal(async (real, model) => {
    const happens = (what: string, seed: number) =>
      storiedCommand(what, storied.find(([name]) => name === what)![1], seed).run(model, real)
    await accept.run(model, real)
    await happens('leave', 27_271)
    await happens('an emergency', 274_958)
    const { rows } = await sql<{ kind: string; isGone: boolean }>`
      select kind, removed_at is not null as "isGone" from made_things where kind = 'issue'`.execute(
      real.store.database,
    )
    expect(rows).toContainEqual({ kind: 'issue', isGone: true })
    expect(rows).not.toContainEqual({ kind: 'issue', isGone: false })
  })
})
