import { wantedEvents } from '../../../app/github/events.ts'
import { simulated } from '../../github/simulated.ts'
import type { SimulatorOptions } from '../../github/server/simulator.ts'
import type { Organization, Repository } from '../../github/world/entities.ts'
import { manifestPermissions, workflow } from './reached-company.ts'

const policy = `version: 1
default: deny
groups:
  - name: web
    match: ['acme/web*']
    access: allow
`

/** Two organizations: acme with a policy that allows what is called `web…`, and beta with none. Our App is on both. */
export async function smallCompany(options: SimulatorOptions = {}) {
  const github = await simulated(options)
  const ada = github.addUser({ login: 'ada' })
  const named = (login: string): Organization => github.addOrganization({ login, owners: [ada] })
  const [acme, beta] = [named('acme'), named('beta')] as const
  const add = (on: Organization, name: string, files: Readonly<Record<string, string>> = {}): Repository =>
    github.addRepository(on, { name, files: { 'README.md': `# ${name}\n`, ...files } })
  const governance = add(acme, 'gatehouse', { 'gatehouse.yml': policy })
  const web = add(acme, 'web', { '.github/workflows/claude.yml': workflow })
  const api = add(acme, 'api')
  const tool = add(beta, 'tool', { '.github/workflows/claude.yml': workflow })
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions: manifestPermissions('ghec'),
    events: wantedEvents.map(({ name }) => name),
  })
  const onAcme = github.addInstallation({ app, on: acme })
  github.addInstallation({ app, on: beta })
  return { github, ada, acme, beta, governance, web, api, tool, app, onAcme }
}

/** What is decided about each of an organization's repositories. */
export const outcomes = (organization: {
  readonly repositories: readonly {
    readonly name: string
    readonly decision: { outcome: string } | undefined
  }[]
}): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(organization.repositories.map(({ name, decision }) => [name, decision?.outcome]))
