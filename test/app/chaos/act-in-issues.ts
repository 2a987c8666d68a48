import { readDetails } from '../../github/world/details.ts'
import type { Issue, Repository, User } from '../../github/world/entities.ts'
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

/** Somebody on call lets an assistant in at once, in an issue that they open for it. */
export async function emergency(scene: ActingScene): Promise<string> {
  const { github, company } = scene
  const repository = anApp(scene)
  const login = loginOf(scene, repository)
  const title = `It burns ${scene.random.below(1e9)}`
  const { dev } = company.enforcing.people
  const there = `/repos/${login}/gatehouse/issues`
  await asPerson(github, dev, ['POST', there, { title, body: 'The shop is down.' }])
  const words = `/gatehouse emergency ${login}/${repository.name} it burns INC-1`
  return say(scene, words, (issue) => issue.title === title, dev)
}

/** A Gatehouse owner has looked at what an emergency was used for. */
export const reviewEmergency = (scene: ActingScene): Promise<string> =>
  say(
    scene,
    '/gatehouse reviewed all is well',
    ({ title }) => title.startsWith('Emergency access'),
    scene.company.enforcing.people.gus,
  )

/** A Gatehouse owner waives a condition where somebody has asked for access, whether or not that is over. */
export function except(scene: ActingScene): Promise<string> {
  const { company } = scene
  const isAsked = ({ body }: Issue): boolean => body?.startsWith('/gatehouse request ') === true
  const words = '/gatehouse except noSecretsInTree 10d owner:@{login}/security control: somebody looks at it'
  return say(scene, words, isAsked, company.enforcing.people.gus, ['open', 'closed'])
}

/** A Gatehouse owner ends an exception. */
export async function endException(scene: ActingScene): Promise<string> {
  const known = await scene.hands.exceptions()
  if (known.length === 0) return 'nothing is waived'
  const { id, issue, login } = scene.random.oneOf(known)
  const place = scene.company.organizations.findIndex((one) => one.login === login)
  const isMeant = ({ number, repositoryId }: { readonly number: number; readonly repositoryId: number }) =>
    number === issue && repositoryId === scene.company.enforcing.policies[place]!.id
  return say(scene, `/gatehouse end-exception ${id}`, isMeant, scene.company.enforcing.people.gus, [
    'open',
    'closed',
  ])
}

/** @param words with `{login}` for the organization's */
async function say(
  scene: ActingScene,
  words: string,
  isMeant: (issue: Issue & { readonly repositoryId: number }) => boolean,
  by: User = scene.company.enforcing.people.sam,
  states: readonly Issue['state'][] = ['open'],
): Promise<string> {
  const { github, company, random } = scene
  const meant = company.enforcing.policies.flatMap((repository) => {
    const issue = readDetails(repository).issues.findLast(
      (one) => states.includes(one.state) && isMeant({ ...one, repositoryId: repository.id }),
    )
    return issue ? [{ repository, issue }] : []
  })
  if (meant.length === 0) return `nothing is there to be answered with ${words}`
  const { repository, issue } = random.oneOf(meant)
  const path = `/repos/${nameOf(scene, repository)}/issues/${issue.number}/comments`
  const body = words.replace('{login}', loginOf(scene, repository))
  await asPerson(github, by, ['POST', path, { body }])
  return `${body}: ${path}`
}

const nameOf = (scene: ActingScene, repository: Repository): string =>
  `${loginOf(scene, repository)}/${repository.name}`
