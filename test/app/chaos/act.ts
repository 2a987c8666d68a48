import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import type { ActingHands } from './chaos-program.ts'
import { answerRequest, ask, confirm } from './act-in-issues.ts'
import { drift, driftOfSecret, driftOfWorkflow, setToAll, token } from './act-on-access.ts'
import {
  closeNotice,
  driftOfProperty,
  driftOfRuleset,
  endProposal,
  environmentFile,
  pullRequest,
} from './act-on-repositories.ts'
import { allRepositories, anApp } from './acted-on.ts'
import { enforcingPolicy, type EnforcingRules } from './enforcing-policy.ts'
import type { Scene } from './happen.ts'
import type { ConnectionWatch } from './watch-connections.ts'
import type { WriteWatch } from './watch-writes.ts'

/** Where a program changes GitHub, and people beside it. */
export interface ActingScene extends Scene {
  readonly company: ChaosCompany & { readonly enforcing: EnforcingCompany }
  readonly hands: ActingHands
  readonly watch: ConnectionWatch
  readonly writes: WriteWatch
}

type Act = (scene: ActingScene) => Promise<string> | string

/**
 * What happens before each kill, again and again in this order, so that a short story has some of all. A policy comes last: what
 * follows from the rest is under way by then.
 */
const rounds: readonly (readonly Act[])[] = [
  [
    ask,
    pullRequest,
    token,
    environmentFile,
    drift,
    driftOfSecret,
    ({ hands }) => hands.sweep(),
    // More than may be taken at once: it must be held.
    (scene) => push(scene, { web: 'deny', tools: 'allow' }, 0),
  ],
  [
    approve,
    approve,
    answerRequest,
    driftOfProperty,
    driftOfRuleset,
    ({ hands }) => hands.letPass(),
    ({ hands }) => hands.sweep(),
    (scene) => push(scene, { web: 'allow', tools: 'allow', off: ['ruleset'] }, 0),
  ],
  [
    ({ hands }) => hands.sweep(),
    ({ hands }) => hands.recertify(),
    (scene) => scene.hands.approve(anApp(scene).id, shortlyMs),
    ask,
    driftOfWorkflow,
    ({ hands }) => hands.pause(),
    endProposal,
    ({ hands }) => hands.resume(),
  ],
  [
    confirm,
    answerRequest,
    setToAll,
    ({ hands }) => hands.letPass(),
    pullRequest,
    closeNotice,
    // Few enough.
    (scene) => push(scene, { web: 'allow', tools: 'deny' }, 0),
  ],
  [
    (scene) => scene.hands.endApprovals(anApp(scene).id),
    approve,
    token,
    drift,
    driftOfSecret,
    ({ hands }) => hands.letPass(),
    ({ hands }) => hands.sweep(),
    (scene) => push(scene, { web: 'allow', tools: 'allow', off: ['status', 'property', 'tokens'] }, 1),
  ],
  [
    environmentFile,
    pullRequest,
    approve,
    ask,
    driftOfWorkflow,
    (scene) => push(scene, { web: 'deny', tools: 'deny', isQuiet: true }, 1),
    (scene) => push(scene, { web: 'allow', tools: 'allow', off: ['workflows', 'secrets', 'remediation'] }, 0),
  ],
  [
    answerRequest,
    driftOfProperty,
    endProposal,
    (scene) => scene.hands.endApprovals(anApp(scene).id),
    ({ hands }) => hands.letPass(),
    (scene) => push(scene, { web: 'allow', tools: 'allow' }, 1),
    (scene) => push(scene, { web: 'allow', tools: 'allow' }, 0),
  ],
]

/** An approval that ends while the story goes on. */
const shortlyMs = 5_000

/** Everything of the next round happens. @returns what, for the log */
export async function actRound(scene: ActingScene, round: number): Promise<readonly string[]> {
  const told: string[] = []
  for (const act of rounds[round % rounds.length]!) told.push(await act(scene))
  return told
}

/** Where the program has taken something, if there is such a place: there something is to be given back. */
function approve(scene: ActingScene): Promise<string> {
  const taken = allRepositories(scene).filter(
    ({ id, name }) => name.startsWith('app') && scene.writes.lastSwitched.get(id) === 'program',
  )
  return scene.hands.approve((taken.length > 0 ? scene.random.oneOf(taken) : anApp(scene)).id)
}

/** Somebody pushes another policy. @param place of the organization */
export async function push(
  { github, company }: Pick<ActingScene, 'github' | 'company'>,
  rules: EnforcingRules,
  place: number,
): Promise<string> {
  const { login } = company.organizations[place]!
  const files = { 'gatehouse.yml': enforcingPolicy(login, rules) }
  await github.pushCommit(company.enforcing.policies[place]!, { files })
  const { web, tools, off = [], isQuiet = false } = rules
  const less = [...off, ...(isQuiet ? ['issues'] : [])]
  return `a policy: web ${web}, tools ${tools}${less.length > 0 ? `, without ${less.join(', ')}` : ''}: ${login}`
}
