import { readDetails } from '../../github/world/details.ts'
import type { CheckRun, Repository } from '../../github/world/entities.ts'
import type { ActingScene } from './act.ts'
import { allRepositories, loginOf } from './acted-on.ts'
import { enforcingPolicy, invalidPolicy } from './enforcing-policy.ts'
import { policyBranches } from './made-on-github.ts'
import { asPerson } from './people.ts'

/** From which people propose another policy. */
const proposalBranch = 'another-policy'

const isProposal = ({ headRef, state }: { readonly headRef: string; readonly state: string }): boolean =>
  headRef === proposalBranch && state === 'open'
const isOfProgram = ({ headRef, state }: { readonly headRef: string; readonly state: string }): boolean =>
  headRef.startsWith(policyBranches) && state === 'open'
const isAnybodys = (pull: Parameters<typeof isProposal>[0]): boolean => isProposal(pull) || isOfProgram(pull)
/** More would only be looked at again and again. */
const mostOfProgram = 3

/** Somebody proposes another policy, or changes what is proposed. */
export async function proposePolicy({ github, random, company }: ActingScene): Promise<string> {
  const place = random.below(company.organizations.length)
  const [{ login }, repository] = [company.organizations[place]!, company.enforcing.policies[place]!]
  const [web, tools] = [0, 1].map(() => random.oneOf(['allow', 'deny'] as const))
  const isValid = random.below(4) > 0
  // The number makes another text of it each time.
  const text = `${isValid ? enforcingPolicy(login, { web: web!, tools: tools! }) : invalidPolicy}# ${random.below(1e9)}\n`
  await github.pushCommit(repository, { branch: proposalBranch, files: { 'gatehouse.yml': text } })
  const what = `a policy is proposed: ${isValid ? `web ${web}, tools ${tools}` : 'not a valid one'}: ${login}`
  if (readDetails(repository).pulls.some(isProposal)) return `${what}, in the pull request that is open`
  const body = { head: proposalBranch, base: repository.defaultBranch, title: 'Another policy' }
  const at = `/repos/${login}/${repository.name}/pulls`
  const isMade = await asPerson(github, company.enforcing.people.ada, ['POST', at, body])
  return `${what}${isMade ? '' : ', of whose pull request nothing is heard'}`
}

/** Somebody proposes another policy in the console, and the program opens its pull request. */
export async function proposeInConsole({ random, company, hands }: ActingScene): Promise<string> {
  const place = random.below(company.organizations.length)
  const [{ login }, repository] = [company.organizations[place]!, company.enforcing.policies[place]!]
  if (readDetails(repository).pulls.filter(isOfProgram).length >= mostOfProgram) return 'enough is proposed'
  const web = random.oneOf(['allow', 'deny'] as const)
  return hands.propose(
    repository.id,
    `${enforcingPolicy(login, { web, tools: 'deny' })}# ${random.below(1e9)}\n`,
  )
}

/** Somebody gives up what is proposed. */
export async function endPolicyProposal(scene: ActingScene): Promise<string> {
  const { github, random, company } = scene
  const proposed = company.enforcing.policies.filter((one) => readDetails(one).pulls.some(isAnybodys))
  if (proposed.length === 0) return 'no policy is proposed'
  const repository = random.oneOf(proposed)
  const { number } = readDetails(repository).pulls.find(isAnybodys)!
  const at = `/repos/${loginOf(scene, repository)}/${repository.name}/pulls/${number}`
  await asPerson(github, company.enforcing.people.ada, ['PATCH', at, { state: 'closed' }])
  return `a proposed policy is given up: ${at}`
}

/** Somebody presses a button of a check: who may write there, or who may not. */
export function pressButton(scene: ActingScene): string {
  const { github, random, company } = scene
  const shown = allRepositories(scene).flatMap((repository) => {
    const run = lastRun(repository, company.app.id)
    return run && !repository.archived ? [{ repository, run }] : []
  })
  if (shown.length === 0) return 'no check is shown yet'
  const { repository, run } = random.oneOf(shown)
  const { ada, dev } = company.enforcing.people
  const [sender, identifier] = [random.oneOf([ada, ada, dev]), random.oneOf(buttonsOf(run))]
  github.pressButton(repository, { run, identifier, sender })
  return `${sender.login} presses ${identifier}: ${loginOf(scene, repository)}/${repository.name}`
}

/** Our check with buttons that was shown last at the head of an open pull request. */
function lastRun(repository: Repository, app: number): CheckRun | undefined {
  const { pulls, runs } = readDetails(repository)
  const heads = new Set(pulls.filter(({ state }) => state === 'open').map(({ headSha }) => headSha))
  return runs.findLast(
    (run) =>
      run.appId === app && run.name === 'gatehouse' && heads.has(run.headSha) && buttonsOf(run).length > 0,
  )
}

const buttonsOf = ({ actions }: CheckRun): readonly string[] =>
  actions.flatMap((one) => {
    const identifier: unknown = Object(one)['identifier']
    return typeof identifier === 'string' ? [identifier] : []
  })
