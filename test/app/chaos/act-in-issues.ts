import { readDetails } from '../../github/world/details.ts'
import type { Issue, Repository } from '../../github/world/entities.ts'
import type { ActingScene } from './act.ts'
import { anApp, loginOf } from './acted-on.ts'
import { asPerson } from './people.ts'

/** Somebody asks for access by an issue. */
export async function ask(scene: ActingScene): Promise<string> {
  const { github, company } = scene
  const repository = anApp(scene)
  const login = loginOf(scene, repository)
  const title = `Claude access ${scene.random.below(1e9)}`
  const body = `/gatehouse request ${login}/${repository.name} for 30d to build it`
  const { dev } = company.enforcing.people
  await asPerson(github, dev, ['POST', `/repos/${login}/gatehouse/issues`, { title, body }])
  return `somebody asks for access: ${login}/${repository.name}`
}

/** Somebody of the team answers what was asked last. */
export function answerRequest(scene: ActingScene): Promise<string> {
  const words = scene.random.oneOf([
    '/gatehouse approve 30d',
    '/gatehouse approve 30d',
    '/gatehouse deny not now',
  ])
  return say(scene, words, ({ body }) => body?.startsWith('/gatehouse request ') === true)
}

/** Somebody of the team confirms what approvals they are asked about. */
export const confirm = (scene: ActingScene): Promise<string> =>
  say(scene, '/gatehouse keep all', ({ title }) => title.startsWith('Recertification'))

async function say(scene: ActingScene, words: string, isMeant: (issue: Issue) => boolean): Promise<string> {
  const { github, company, random } = scene
  const meant = company.enforcing.policies.flatMap((repository) => {
    const issue = readDetails(repository).issues.findLast((one) => one.state === 'open' && isMeant(one))
    return issue ? [{ repository, issue }] : []
  })
  if (meant.length === 0) return `nothing is there to be answered with ${words}`
  const { repository, issue } = random.oneOf(meant)
  const path = `/repos/${nameOf(scene, repository)}/issues/${issue.number}/comments`
  await asPerson(github, company.enforcing.people.sam, ['POST', path, { body: words }])
  return `${words}: ${path}`
}

const nameOf = (scene: ActingScene, repository: Repository): string =>
  `${loginOf(scene, repository)}/${repository.name}`
