import { quarantineName } from '../../../app/enforcement/effects/quarantine.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { ChaosCompany, EnforcingCompany } from './chaos-company.ts'
import type { Connections } from './judge-connections.ts'
import type { Watched } from './watch-connections.ts'

type Company = Pick<ChaosCompany, 'organizations'>

const loginOf = ({ world }: Simulator, id: number): string => world.organizations.get(id)!.login

/** Everything by which an assistant is given repositories. */
export const watchedIn = (
  github: Simulator,
  { assistant, secrets }: EnforcingCompany,
  { organizations }: Company,
): readonly Watched[] => [
  ...assistant.map((holder) => ({ way: 'app' as const, login: loginOf(github, holder.target.id), holder })),
  ...secrets.map((holder, place) => ({ way: 'secret' as const, login: organizations[place]!.login, holder })),
]

/** Whether a repository is what an App is left that would lose everything: private, and nobody has pushed to it yet. */
export const isEmptyQuarantine =
  ({ world }: Simulator) =>
  (id: number): boolean => {
    const one = world.repositories.get(id)
    return one?.name === quarantineName && one.visibility === 'private' && one.pushedAt === one.createdAt
  }

/** What it reaches now. */
export const reachedNow = (
  github: Simulator,
  { assistant, secrets }: EnforcingCompany,
  { organizations }: Company,
): Pick<Connections, 'connected' | 'given'> => ({
  connected: new Map(
    assistant.map(({ target, repositoryIds }) => [loginOf(github, target.id), repositoryIds]),
  ),
  given: new Map(secrets.map(({ repositoryIds }, place) => [organizations[place]!.login, repositoryIds])),
})
