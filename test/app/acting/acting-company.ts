import { recordAcceptance } from '../../../app/database/acceptances.ts'
import { listOrganizations } from '../../../app/database/organizations.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Permissions, Repository } from '../../github/world/entities.ts'
import { wantedEvents } from '../../../app/github/events.ts'
import { simulated } from '../../github/simulated.ts'
import { repositoriesOf } from '../../github/world/lookups.ts'
import { manifestPermissions } from '../end-to-end/reached-company.ts'
import { running, type Running } from '../end-to-end/running.ts'
import { enterpriseApp } from './enterprise-app.ts'
import type { useDatabases } from '../database/test-database.ts'

/** Allows what is called `web…`, lets what is called `app…` be approved, denies the rest; all of it enforced, and nobody told. */
export const enforcingPolicy = `version: 1
mode: enforce
default: deny
changes:
  connections: true
notifications: { issues: false }
groups:
  - name: web
    match: ['acme/web*']
    access: allow
  - name: apps
    match: ['acme/app*']
    access: approval
    approval: { by: [acme/security], maxDays: 90 }
`

export interface ActingOptions {
  readonly policy?: string
  /** Names of repositories beside `gatehouse`, and whether Claude's App is on them. */
  readonly repositories: Readonly<Record<string, boolean>>
  /** Files of some of them, beside a README. */
  readonly files?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What our App may beside what it always may. */
  readonly permissions?: Permissions
  /** Whether GitHub has something against many requests at once; tests of much work would wait for it. */
  readonly hasSecondaryLimits?: boolean
  /** Claude's App is on all repositories, whatever is said of single ones. */
  readonly isOnAll?: boolean
  /** By what Claude's installation can be changed. */
  readonly means?: 'enterprise-app' | 'classic-token' | 'none'
}

export interface ActingCompany {
  readonly github: Simulator
  readonly app: ReturnType<Simulator['addApp']>
  /** The owner of the organization. */
  readonly ada: ReturnType<Simulator['addUser']>
  readonly repository: (name: string) => Repository
  /** Names of the repositories that Claude's App is on now. */
  readonly connected: () => readonly string[]
  readonly settings: Readonly<Record<string, string>>
  readonly claude: ReturnType<Simulator['addInstallation']>
  readonly acme: ReturnType<Simulator['addOrganization']>
}

/** One organization of an enterprise, with a policy that is enforced, and Claude's App on some repositories. */
export async function actingCompany({
  policy = enforcingPolicy,
  repositories,
  means = 'enterprise-app',
  files = {},
  permissions = {},
  isOnAll = false,
  hasSecondaryLimits = true,
}: ActingOptions): Promise<ActingCompany> {
  const github = await simulated({
    profile: means === 'enterprise-app' ? 'ghec' : 'team',
    limits: { secondary: hasSecondaryLimits },
  })
  const ada = github.addUser({ login: 'ada' })
  const enterprise = means === 'enterprise-app' ? github.addEnterprise({ slug: 'big' }) : undefined
  const acme = github.addOrganization({
    login: 'acme',
    owners: [ada],
    ...(enterprise && { enterprise }),
  })
  const governance = github.addRepository(acme, { name: 'gatehouse', files: { 'gatehouse.yml': policy } })
  const made = new Map(
    Object.keys(repositories).map((name) => [
      name,
      github.addRepository(acme, { name, files: { 'README.md': `# ${name}\n`, ...files[name] } }),
    ]),
  )
  made.set('gatehouse', governance)
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions: {
      ...manifestPermissions('ghec'),
      checks: 'write',
      issues: 'write',
      pull_requests: 'write',
      ...permissions,
    },
    events: wantedEvents.map(({ name }) => name),
  })
  github.addInstallation({ app, on: acme })
  const anthropic = github.addOrganization({ login: 'anthropics' })
  const claudeApp = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  const claude = github.addInstallation({
    app: claudeApp,
    on: acme,
    ...(!isOnAll && {
      repositories: [...made].filter(([name]) => repositories[name] === true).map(([, one]) => one),
    }),
  })
  return {
    github,
    app,
    ada,
    claude,
    acme,
    repository: (name) => made.get(name)!,
    connected: () =>
      [
        ...(claude.selection === 'all'
          ? repositoriesOf(github.world, acme.id).map(({ id }) => id)
          : claude.repositoryIds),
      ]
        .map((id) => github.world.repositories.get(id)!.name)
        .toSorted(),
    settings: { MODE: 'enforce', ...settingsOf(github, means, ada) },
  }
}

function settingsOf(
  github: Simulator,
  means: ActingOptions['means'],
  ada: ReturnType<Simulator['addUser']>,
): Readonly<Record<string, string>> {
  if (means === 'classic-token')
    return { GITHUB_CLASSIC_TOKEN: github.addClassicToken(ada, ['repo', 'admin:org']) }
  const enterprise = github.world.enterprises.get('big')
  if (!enterprise) return {}
  return enterpriseApp(github, enterprise)
}

/** The program at work on such a company, after its first sweep; what it would change was accepted, unless the test says no. */
export async function acting(
  databases: Pick<ReturnType<typeof useDatabases>, 'create'>,
  company: ActingCompany,
  { isAccepted = true }: { readonly isAccepted?: boolean } = {},
): Promise<Running & { readonly accept: () => Promise<void> }> {
  const program = await running(await databases.create(), company, company.settings)
  await program.swept()
  const accept = async (): Promise<void> => {
    const [acme] = await listOrganizations(program.store, 'everything')
    await program.store.transact((unit) => recordAcceptance(unit, acme!.id, 1, new Date()))
    await program.want([`changes:${acme!.id}`])
    await program.settled()
  }
  if (isAccepted) await accept()
  return { ...program, accept }
}
