import type { Installation, Repository } from '../../github/world/entities.ts'
import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import type { ActingHands } from './chaos-program.ts'
import { enforcingPolicy, type EnforcingRules } from './enforcing-company.ts'
import type { Scene } from './happen.ts'
import type { ConnectionWatch } from './watch-connections.ts'

/** Where a program changes GitHub, and people beside it. */
export interface ActingScene extends Scene {
  readonly company: ChaosCompany & { readonly enforcing: EnforcingCompany }
  readonly hands: ActingHands
  readonly watch: ConnectionWatch
}

type Act = (scene: ActingScene) => Promise<string> | string

/** What happens again and again, in this order, so that a short story has some of all. */
const acts: readonly Act[] = [
  (scene) => drift(scene),
  (scene) => approve(scene),
  (scene) => driftOfSecret(scene),
  // More than may be taken at once: it must be held.
  (scene) => push(scene, { web: 'deny', tools: 'allow' }, 0),
  ({ hands }) => hands.sweep(),
  (scene) => drift(scene),
  ({ hands }) => hands.pause(),
  ({ hands }) => hands.resume(),
  (scene) => push(scene, { web: 'allow', tools: 'allow' }, 0),
  (scene) => endApprovals(scene),
  // Few enough.
  (scene) => push(scene, { web: 'allow', tools: 'deny' }, 0),
  (scene) => drift(scene),
  (scene) => approve(scene),
  ({ hands }) => hands.sweep(),
  (scene) => push(scene, { web: 'deny', tools: 'deny' }, 1),
  (scene) => push(scene, { web: 'deny', tools: 'allow' }, 0),
  ({ hands }) => hands.letPass(),
  (scene) => endApprovals(scene),
  (scene) => push(scene, { web: 'allow', tools: 'allow' }, 1),
  (scene) => push(scene, { web: 'allow', tools: 'allow' }, 0),
]

/** @returns what happens next, each time it is called */
export function createActs(scene: ActingScene): () => Promise<string> {
  let next = 0
  return async () => {
    const act = acts[next % acts.length]!
    next += 1
    return act(scene)
  }
}

/** Somebody gives a repository to the App by hand, or takes one. */
function drift(scene: ActingScene): string {
  const { random, watch, github } = scene
  const installation = random.oneOf(scene.company.enforcing.assistant)
  const own = repositoriesOf(scene, installation)
  const repository = random.oneOf(own)
  const { repositoryIds } = installation
  // As GitHub: the last one stays.
  const isTaken = repositoryIds.has(repository.id) && repositoryIds.size > 1
  watch.byPeople(() => (isTaken ? repositoryIds.delete(repository.id) : repositoryIds.add(repository.id)))
  const { login } = github.world.organizations.get(repository.ownerId)!
  return `${isTaken ? 'taken' : 'given'} by hand: ${login}/${repository.name}`
}

/** Somebody gives a repository a secret by hand, or takes it. */
function driftOfSecret(scene: ActingScene): string {
  const { random, watch, company } = scene
  const place = random.below(company.organizations.length)
  const { login } = company.organizations[place]!
  const { repositoryIds } = company.enforcing.secrets[place]!
  const repository = random.oneOf(repositoriesOf(scene, company.enforcing.assistant[place]!))
  const isTaken = repositoryIds.has(repository.id)
  watch.byPeople(() => (isTaken ? repositoryIds.delete(repository.id) : repositoryIds.add(repository.id)))
  return `a secret ${isTaken ? 'taken' : 'given'} by hand: ${login}/${repository.name}`
}

const approve = (scene: ActingScene): Promise<string> => scene.hands.approve(anApp(scene).id)
const endApprovals = (scene: ActingScene): Promise<string> => scene.hands.endApprovals(anApp(scene).id)

/** One that needs an approval, where there still is one. */
function anApp(scene: ActingScene): Repository {
  const all = scene.company.enforcing.assistant.flatMap((one) => repositoriesOf(scene, one))
  const apps = all.filter(({ name }) => name.startsWith('app'))
  return scene.random.oneOf(apps.length > 0 ? apps : all)
}

const repositoriesOf = ({ github: { world } }: Scene, { target }: Installation): readonly Repository[] =>
  [...(world.repositoriesOf.get(target.id)?.keys() ?? [])]
    .map((id) => world.repositories.get(id)!)
    .filter(({ name }) => name !== 'gatehouse')

async function push({ github, company }: ActingScene, rules: EnforcingRules, place: number): Promise<string> {
  const { login } = company.organizations[place]!
  const files = { 'gatehouse.yml': enforcingPolicy(login, rules) }
  await github.pushCommit(company.enforcing.policies[place]!, { files })
  return `a policy: web ${rules.web}, tools ${rules.tools}: ${login}`
}
