import { day } from '../../github/clock.ts'
import { editDetails } from '../../github/world/details.ts'
import type { ActingScene } from './act.ts'
import { allRepositories, loginOf, repositoriesOf } from './acted-on.ts'
import { assistantWorkflow } from './made-on-github.ts'

/** Somebody gives a repository to the App by hand, or takes one. */
export function drift(scene: ActingScene): string {
  const { random, watch } = scene
  const installation = random.oneOf(scene.company.enforcing.assistant)
  const repository = random.oneOf(repositoriesOf(scene, installation))
  const { repositoryIds, selection } = installation
  // GitHub neither gives single ones to an App that is on all of them, nor takes them.
  if (selection === 'all') return `nothing by hand: ${loginOf(scene, repository)} has the App on everything`
  // As GitHub: the last one stays.
  const isTaken = repositoryIds.has(repository.id) && repositoryIds.size > 1
  watch.byPeople(() => (isTaken ? repositoryIds.delete(repository.id) : repositoryIds.add(repository.id)))
  return `${isTaken ? 'taken' : 'given'} by hand: ${loginOf(scene, repository)}/${repository.name}`
}

/** Somebody gives a repository a secret by hand, or takes it. */
export function driftOfSecret(scene: ActingScene): string {
  const { random, watch, company } = scene
  const place = random.below(company.organizations.length)
  const { login } = company.organizations[place]!
  const { repositoryIds } = company.enforcing.secrets[place]!
  const repository = random.oneOf(repositoriesOf(scene, company.enforcing.assistant[place]!))
  const isTaken = repositoryIds.has(repository.id)
  watch.byPeople(() => (isTaken ? repositoryIds.delete(repository.id) : repositoryIds.add(repository.id)))
  return `a secret ${isTaken ? 'taken' : 'given'} by hand: ${login}/${repository.name}`
}

/** Somebody switches a workflow off by hand, or on again. */
export function driftOfWorkflow(scene: ActingScene): string {
  const known = allRepositories(scene).filter(({ name }) => /^(?:web|app|old)-[01]$/.test(name))
  if (known.length === 0) return 'no workflow is known to be there'
  const repository = scene.random.oneOf(known)
  const { disabledWorkflows: off } = editDetails(repository)
  const isOff = off.delete(assistantWorkflow)
  if (!isOff) off.add(assistantWorkflow)
  scene.writes.switchedByHand(repository)
  return `a workflow switched ${isOff ? 'on' : 'off'} by hand: ${loginOf(scene, repository)}/${repository.name}`
}

/** Somebody sets an App to everything that there is. */
export function setToAll(scene: ActingScene): string {
  const { random, watch, company, github } = scene
  const installation = random.oneOf(company.enforcing.assistant)
  const { id } = installation.target
  watch.byPeople(() => {
    installation.selection = 'all'
    for (const one of github.world.repositoriesOf.get(id)!.keys()) installation.repositoryIds.add(one)
  })
  return `the App is set to all repositories: ${github.world.organizations.get(id)!.login}`
}

/** A fine-grained token is let in, or asked for; `fine` and `asked` keep to the limits. */
export function token(scene: ActingScene): string {
  const { random, github, company } = scene
  const organization = random.oneOf(company.organizations)
  const isBeyond = random.below(3) > 0
  const isAsked = random.below(2) === 0
  const name = `${isBeyond ? 'endless' : isAsked ? 'asked' : 'fine'}-${random.below(1e6)}`
  const input = {
    owner: company.enforcing.people.ada,
    name,
    repositories: [],
    expiresAt: isBeyond ? null : github.clock.now() + 10 * day,
  }
  if (isAsked) github.addTokenRequest(organization, input)
  else github.addTokenGrant(organization, input)
  return `a token is ${isAsked ? 'asked for' : 'let in'}: ${name} of ${organization.login}`
}
