import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import type { ActingHands } from './chaos-program.ts'
import {
  answerRequest,
  ask,
  confirm,
  emergency,
  endException,
  except,
  reviewEmergency,
} from './act-in-issues.ts'
import { drift, driftOfSecret, driftOfWorkflow, setToAll, token } from './act-on-access.ts'
import { endPolicyProposal, pressButton, proposeInConsole, proposePolicy } from './act-on-policies.ts'
import {
  closeNotice,
  driftOfProperty,
  driftOfRuleset,
  endProposal,
  environmentFile,
  pullRequest,
} from './act-on-repositories.ts'
import { allRepositories, anApp, repositoriesOf } from './acted-on.ts'
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
  /** Lets the program do what is to be done, for a while. */
  readonly rest: () => Promise<string>
}

type Act = (scene: ActingScene) => Promise<string> | string

/**
 * What happens before each kill, again and again in this order, so that a short story has some of all. What most follows from comes
 * last: the rest is under way by then.
 */
const rounds: readonly (readonly Act[])[] = [
  [
    ask,
    pullRequest,
    token,
    emergency,
    environmentFile,
    drift,
    driftOfSecret,
    proposePolicy,
    proposeInConsole,
    ({ hands }) => hands.sweep(),
    // More than may be taken at once: it must be held.
    (scene) => push(scene, { web: 'deny', tools: 'allow' }, 0),
  ],
  [
    pressButton,
    reviewEmergency,
    except,
    approve,
    approve,
    answerRequest,
    driftOfProperty,
    driftOfRuleset,
    ({ hands }) => hands.letPass(),
    ({ hands }) => hands.sweep(),
    ({ rest }) => rest(),
    (scene) => push(scene, { web: 'allow', tools: 'allow', off: ['ruleset'] }, 0),
    ({ rest }) => rest(),
    // What the policy that was let pass took is given back.
    ({ hands }) => hands.undoWaves(),
  ],
  [
    ({ hands }) => hands.sweep(),
    ({ hands }) => hands.recertify(),
    (scene) => scene.hands.approve(anApp(scene).id, shortlyMs),
    ask,
    driftOfWorkflow,
    ({ hands }) => hands.pause(),
    endProposal,
    proposePolicy,
    except,
    ({ hands }) => hands.resume(),
    // Nothing is left to the App but what is made for that.
    (scene) => push(scene, { web: 'deny', tools: 'deny', hasQuarantine: true }, 1),
    endAllApprovals,
  ],
  [
    ({ hands }) => hands.letPass(),
    ({ rest }) => rest(),
    // It stays before the next kill, or at the end of the story.
    (scene) => scene.hands.leave(scene.company.organizations[1]!.login),
    confirm,
    answerRequest,
    pressButton,
    proposeInConsole,
    except,
    endException,
    setToAll,
    ({ rest }) => rest(),
    pullRequest,
    closeNotice,
    // Few enough.
    (scene) => push(scene, { web: 'allow', tools: 'deny' }, 0),
  ],
  [
    ({ hands }) => hands.stay(),
    (scene) => scene.hands.endApprovals(anApp(scene).id),
    approve,
    emergency,
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
    pressButton,
    approve,
    ask,
    endPolicyProposal,
    reviewEmergency,
    driftOfWorkflow,
    (scene) => push(scene, { web: 'deny', tools: 'deny', isQuiet: true }, 1),
    (scene) => push(scene, { web: 'allow', tools: 'allow', off: ['workflows', 'secrets', 'remediation'] }, 0),
  ],
  [
    answerRequest,
    driftOfProperty,
    endProposal,
    proposePolicy,
    proposeInConsole,
    except,
    ({ hands }) => hands.undoWaves(),
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

/** Every approval of the second organization ends, so that nothing there may be reached by one. */
async function endAllApprovals(scene: ActingScene): Promise<string> {
  const installation = scene.company.enforcing.assistant[1]!
  const told: string[] = []
  for (const { id, name } of repositoriesOf(scene, installation))
    if (name.startsWith('app')) told.push(await scene.hands.endApprovals(id))
  return told.join('; ') || 'no approval could be there'
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
  const { web, tools, off = [], isQuiet = false, hasQuarantine = false } = rules
  const less = [...off, ...(isQuiet ? ['issues'] : [])]
  return `a policy: web ${web}, tools ${tools}${less.length > 0 ? `, without ${less.join(', ')}` : ''}${hasQuarantine ? ', with a quarantine' : ''}: ${login}`
}
