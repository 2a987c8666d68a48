import type { Simulator } from '../github/server/simulator.ts'
import type { App, Installation, Organization, Repository } from '../github/world/entities.ts'
import { addLabs } from './company/add-labs.ts'
import { addPayments } from './company/add-payments.ts'
import { addShop } from './company/add-shop.ts'
import { heardEvents, readingPermissions } from './company/our-app.ts'
import { addPeople, type People } from './company/people.ts'

export interface DemoCompany {
  readonly people: People
  /** The shop, payments, the labs. */
  readonly organizations: readonly Organization[]
  /** Ours; where it listens is set once that is known: `app.webhook`. */
  readonly app: App
  readonly installations: readonly Installation[]
  /** A repository by `organization/name`. */
  readonly repository: (fullName: string) => Repository
}

/** Anthropic's own. Source: scanner/assistants/claude.ts. */
const claudeId = 1_236_702

/** A company of three organizations and sixty repositories that uses Claude in every way that there is. */
export async function buildCompany(github: Simulator): Promise<DemoCompany> {
  const people = addPeople(github)
  const enterprise = github.addEnterprise({ slug: 'harbor' })
  let claude: App | undefined
  const parts = {
    people,
    enterprise,
    claude: (owner: Organization): App =>
      (claude ??= github.addApp({
        slug: 'claude',
        id: claudeId,
        owner,
        permissions: { contents: 'write', issues: 'write', pull_requests: 'write', workflows: 'write' },
      })),
  }
  const organizations = [await addShop(github, parts), addPayments(github, parts), addLabs(github, parts)]
  const app = github.addApp({
    slug: 'gatehouse',
    owner: organizations[0]!,
    permissions: readingPermissions,
    events: heardEvents,
  })
  const installations = organizations.map((on) => github.addInstallation({ app, on }))
  return { people, organizations, app, installations, repository: (name) => named(github, name) }
}

function named({ world }: Simulator, fullName: string): Repository {
  const id = world.repositoryIds.get(fullName)
  const found = id === undefined ? undefined : world.repositories.get(id)
  if (found === undefined) throw new Error(`The company has no repository ${fullName}`)
  return found
}
