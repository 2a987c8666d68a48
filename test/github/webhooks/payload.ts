import { simpleOrganization, simpleUser } from '../render/account.ts'
import { enterprise, installation as renderInstallation } from '../render/installation.ts'
import { repository as renderRepository } from '../render/repository.ts'
import { readDetails } from '../world/details.ts'
import type { Installation, Organization, Repository, User } from '../world/entities.ts'
import { appOf, reaches, repositoriesOf, userByLogin } from '../world/lookups.ts'
import type { World } from '../world/world.ts'

/** What a delivery is about, for its payload and for who gets it. */
export interface EventSubject {
  readonly repository?: Repository
  readonly organization?: Organization
  readonly installation?: Installation
  readonly sender?: User
  /** The one App that hears of it; undefined: all that may. */
  readonly app?: number
}

type Payload = Readonly<Record<string, unknown>>

/** What GitHub sends to one installation about an event: its frame, around what is particular to it. */
export function payloadFor(
  world: World,
  installation: Installation,
  {
    event,
    action,
    subject,
    rest,
  }: {
    readonly event: string
    readonly action: string | undefined
    readonly subject: EventSubject
    readonly rest: Payload
  },
): Payload {
  const { repository } = subject
  const organization =
    subject.organization ?? world.organizations.get(repository?.ownerId ?? installation.target.id)
  const owner = organization?.enterprise ? world.enterprises.get(organization.enterprise) : undefined
  const isAboutUs = event === 'installation' || event === 'installation_repositories'
  return {
    ...(action === undefined ? {} : { action }),
    ...(repository ? { repository: repositoryWithProperties(world, repository) } : {}),
    ...(organization && !isAboutUs ? { organization: simpleOrganization(world, organization) } : {}),
    ...(owner ? { enterprise: enterprise(world, owner) } : {}),
    ...(isAboutUs ? aboutUs(world, installation, event) : { installation: reference(installation) }),
    sender: simpleUser(world, subject.sender ?? somebody(world, installation)),
    ...rest,
  }
}

const reference = ({ id }: Installation): Payload => ({
  id,
  node_id: Buffer.from(`Installation:${id}`).toString('base64'),
})

const repositoryWithProperties = (world: World, repository: Repository): Payload => ({
  ...renderRepository(world, repository),
  custom_properties: Object.fromEntries(readDetails(repository).properties),
})

function aboutUs(world: World, installation: Installation, event: string): Payload {
  const listed = repositoriesOf(world, installation.target.id)
    .filter((one) => reaches(installation, one))
    .map((one) => shortRepository(world, one))
  const shown = renderInstallation(world, installation)
  if (event === 'installation') return { installation: shown, repositories: listed, requester: null }
  return {
    installation: shown,
    repository_selection: installation.selection,
    repositories_added: [],
    repositories_removed: [],
    requester: null,
  }
}

export function shortRepository(world: World, one: Repository): Payload {
  const { id, node_id: nodeId, name, full_name: full, private: isPrivate } = renderRepository(world, one)
  return { id, node_id: nodeId, name, full_name: full, private: isPrivate }
}

/** Without anybody named, the App's own bot has done it. */
const somebody = (world: World, installation: Installation): User =>
  userByLogin(world, `${appOf(world, installation).slug}[bot]`)!
