import { wantedEvents } from '../../../app/github/events.ts'
import { permissionLevels } from '../../../app/github/manifest.ts'
import { permissions } from '../../../app/github/permissions.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App, Installation, Organization, Repository, User } from '../../github/world/entities.ts'
import { addGovernance } from '../company/add-repositories.ts'
import { secretText } from '../company/secret-text.ts'

/** What applications may reach is allowed, services ask, the rest is denied; all of it enforced. */
export const actingPolicy = `# Which repositories Claude may reach at Harbor Apps.
version: 1
mode: enforce
default: deny
changes: { connections: true }
notifications: { issues: false }
requests: { owners: [harbor-apps/platform] }
allowlist: { decisions: { by: [harbor-apps/security] } }
safety: { removals: 7 }
disconnectUntilFixed: { graceHours: { critical: 0, high: 0 } }
groups:
  - name: applications
    match: ['harbor-apps/app-*']
    access: allow
  - name: tools
    match: ['harbor-apps/tool-*']
    mode: observe
    access: approval
    approval: { by: [harbor-apps/security], maxDays: 90 }
  - name: services
    match: ['harbor-apps/service-*']
    access: approval
    approval: { by: [harbor-apps/security], maxDays: 90 }
`

/** Repositories of which something is to be told: what is in them, and whether Claude’s App is on them. */
const remarkable = (): readonly Remarkable[] => [
  {
    name: 'service-billing',
    files: { '.env': secretText('aws-secret-access-key'), 'src/invoice.ts': 'export {}\n' },
  },
  { name: 'service-mail', files: { 'config/mail.yml': secretText('sendgrid-api-key') } },
  { name: 'service-warehouse', files: { CODEOWNERS: '* @harbor-apps/platform\n' } },
  {
    name: 'tool-release',
    files: { '.env.production': secretText('npm-access-token'), CODEOWNERS: '* @bo\n' },
    isConnected: true,
  },
  { name: 'tool-deploy', files: { 'deploy/key.pem': secretText('private-key-ec') }, isConnected: true },
  { name: 'tool-metrics', files: { 'README.md': '# Metrics\n' }, isConnected: true },
  { name: 'research-notebooks', files: { 'notebooks/train.py': secretText('huggingface-access-token') } },
]

interface Remarkable {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly isConnected?: boolean
}

const applications = ['catalog', 'gifts', 'loyalty', 'returns', 'search', 'stock', 'vouchers', 'web']

/** An organization that is governed for real, and who works in it. */
export interface ActingCompany {
  readonly organization: Organization
  readonly app: App
  readonly claude: Installation
  /** Asks, approves, owns, audits. */
  readonly people: { readonly bo: User; readonly kim: User; readonly freya: User; readonly dana: User }
  /** By its name. */
  readonly repository: (name: string) => Repository
  /** Names of the repositories that Claude's App is on now. */
  readonly connected: () => readonly string[]
  /** Of the App of the enterprise, by which that is changed. */
  readonly settings: Readonly<Record<string, string>>
}

/** One organization of an enterprise, with Claude's App on eight applications, three tools, and one repository that nobody allows. */
export function buildActingCompany(github: Simulator): ActingCompany {
  const bo = github.addUser({ login: 'bo', name: 'Bo Tanaka' })
  const kim = github.addUser({ login: 'kim', name: 'Kim Duarte' })
  const freya = github.addUser({ login: 'freya', name: 'Freya Holm' })
  const dana = github.addUser({ login: 'dana', name: 'Dana Weiss' })
  const enterprise = github.addEnterprise({ slug: 'harbor' })
  const organization = github.addOrganization({
    login: 'harbor-apps',
    enterprise,
    owners: [freya],
    members: [bo, kim, dana],
  })
  github.addTeam(organization, { name: 'security', members: [kim] })
  github.addTeam(organization, { name: 'platform', members: [freya] })
  const made = new Map([['gatehouse', addGovernance(github, organization, { policy: actingPolicy })]])
  for (const name of [...applications.map((one) => `app-${one}`), 'service-orders', 'batch-jobs', 'reports'])
    made.set(name, github.addRepository(organization, { name, files: { 'README.md': `# ${name}\n` } }))
  const told = remarkable()
  for (const { name, files } of told) made.set(name, github.addRepository(organization, { name, files }))
  const repository = (name: string): Repository => made.get(name)!
  const app = github.addApp({
    slug: 'gatehouse',
    owner: organization,
    permissions: permissionLevels(permissions),
    events: wantedEvents.map(({ name }) => name),
  })
  github.addInstallation({ app, on: organization })
  const anthropic = github.addOrganization({ login: 'anthropics', owners: [freya] })
  const claudeApp = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  const claude = github.addInstallation({
    app: claudeApp,
    on: organization,
    repositories: [
      ...applications.map((one) => repository(`app-${one}`)),
      repository('batch-jobs'),
      ...told.filter(({ isConnected }) => isConnected).map(({ name }) => repository(name)),
    ],
  })
  const enforcer = github.addApp({
    slug: 'harbor-enforcer',
    owner: enterprise,
    permissions: {
      enterprise_organization_installation_repositories: 'write',
      enterprise_organization_installations: 'read',
    },
  })
  const onEnterprise = github.addInstallation({ app: enforcer, on: enterprise })
  return {
    organization,
    app,
    claude,
    people: { bo, kim, freya, dana },
    repository,
    connected: () =>
      [...claude.repositoryIds].map((id) => github.world.repositories.get(id)!.name).toSorted(),
    settings: {
      MODE: 'enforce',
      WATCH_SECONDS: '2',
      ENTERPRISE: enterprise.slug,
      ENTERPRISE_APP_ID: String(enforcer.id),
      ENTERPRISE_APP_PRIVATE_KEY: enforcer.privateKey,
      ENTERPRISE_APP_INSTALLATION_ID: String(onEnterprise.id),
    },
  }
}
