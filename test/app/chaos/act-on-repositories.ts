import { secretText } from '../../demo/company/secret-text.ts'
import { accessPropertyName } from '../../../policies/access-property.ts'
import { editDetails, readDetails } from '../../github/world/details.ts'
import type { ActingScene } from './act.ts'
import { allRepositories, loginOf, writable } from './acted-on.ts'
import { asPerson } from './people.ts'

/** Somebody writes another value into the property, or takes it away. */
export function driftOfProperty(scene: ActingScene): string {
  const { random } = scene
  const repository = random.oneOf(allRepositories(scene))
  const { properties } = editDetails(repository)
  const value = random.oneOf(['allowed', 'denied', null])
  if (value === null) properties.delete(accessPropertyName)
  else properties.set(accessPropertyName, value)
  return `its property is ${value ?? 'nothing'} by hand: ${loginOf(scene, repository)}/${repository.name}`
}

/** Somebody deletes a ruleset, or puts it out of force. */
export function driftOfRuleset({ random, company }: ActingScene): string {
  const { rulesets, login } = random.oneOf(company.organizations)
  const [first] = rulesets
  if (!first) return `no ruleset is there to be changed: ${login}`
  const isDeleted = random.below(2) === 0
  if (isDeleted) rulesets.splice(0, 1)
  else first.enforcement = 'disabled'
  return `a ruleset is ${isDeleted ? 'deleted' : 'put out of force'} by hand: ${login}`
}

/** Somebody opens a pull request, or pushes to the one that is open. */
export async function pullRequest(scene: ActingScene): Promise<string> {
  const { github, random, company } = scene
  const open = allRepositories(scene).filter(
    (one) => !one.archived && readDetails(one).pulls.some(isOfPeople),
  )
  const repository = open.length > 2 ? random.oneOf(open) : writable(scene)
  const at = `/repos/${loginOf(scene, repository)}/${repository.name}`
  const files = { 'change.txt': `${random.below(1e9)}\n` }
  await github.pushCommit(repository, { branch: 'change', files })
  if (readDetails(repository).pulls.some(isOfPeople)) return `a new head of a pull request: ${at}`
  const body = { head: 'change', base: repository.defaultBranch, title: 'A change' }
  const isMade = await asPerson(github, company.enforcing.people.ada, ['POST', `${at}/pulls`, body])
  return `a pull request${isMade ? '' : ', of whose making nothing is heard'}: ${at}`
}

const isOfPeople = ({ headRef, state }: { readonly headRef: string; readonly state: string }): boolean =>
  headRef === 'change' && state === 'open'

/** An environment file appears, or goes. */
export async function environmentFile(scene: ActingScene): Promise<string> {
  const { github, random } = scene
  const repository = writable(scene)
  const isThere = random.below(3) > 0
  const files = { '.env': isThere ? secretText('stripe-secret-key') : null }
  await github.pushCommit(repository, { files })
  return `an environment file ${isThere ? 'appears' : 'goes'}: ${loginOf(scene, repository)}/${repository.name}`
}

/** Somebody merges or closes a pull request of the program. */
export async function endProposal(scene: ActingScene): Promise<string> {
  const { github, random, company } = scene
  const isOpen = ({ headRef, state }: { readonly headRef: string; readonly state: string }): boolean =>
    headRef === 'gatehouse/remove-env-files' && state === 'open'
  const proposed = allRepositories(scene).filter(
    (one) => !one.archived && readDetails(one).pulls.some(isOpen),
  )
  if (proposed.length === 0) return 'nothing is proposed'
  const repository = random.oneOf(proposed)
  const { number } = readDetails(repository).pulls.find(isOpen)!
  const at = `/repos/${loginOf(scene, repository)}/${repository.name}/pulls/${number}`
  const isMerged = random.below(3) > 0
  const { ada } = company.enforcing.people
  await asPerson(github, ada, isMerged ? ['PUT', `${at}/merge`, {}] : ['PATCH', at, { state: 'closed' }])
  return `somebody ${isMerged ? 'merges' : 'closes'} what is proposed: ${at}`
}

/** Somebody closes an issue in which its owners are told. */
export function closeNotice(scene: ActingScene): string {
  const told = allRepositories(scene).filter((one) =>
    readDetails(one).issues.some(({ state }) => state === 'open'),
  )
  if (told.length === 0) return 'nobody is told anything'
  const repository = scene.random.oneOf(told)
  for (const issue of editDetails(repository).issues) issue.state = 'closed'
  return `its issues are closed by hand: ${loginOf(scene, repository)}/${repository.name}`
}
