import { observePermissions } from '../../../app/github/permissions.ts'
import { wantedEvents } from '../../../app/github/events.ts'
import { secretText } from '../../demo/company/secret-text.ts'
import { day } from '../../github/clock.ts'
import { profiles, type ProfileName } from '../../github/profiles.ts'
import { simulated } from '../../github/simulated.ts'
import type { Simulator, SimulatorOptions } from '../../github/server/simulator.ts'
import type {
  App,
  Installation,
  Organization,
  Permissions,
  Repository,
  User,
} from '../../github/world/entities.ts'

export interface ReachedCompany {
  readonly github: Simulator
  readonly ada: User
  readonly acme: Organization
  /** Ours, with what its manifest asks for, installed on all of acme. */
  readonly app: App
  readonly installation: Installation
  /** Claude's own App, on `by-app` alone. */
  readonly claude: Installation
  /** @param name without the owner */
  readonly repository: (name: string) => Repository
}

export const workflow = `name: Claude
on: issue_comment
jobs:
  claude:
    runs-on: ubuntu-latest
    steps:
      - uses: anthropics/claude-code-action@v1
        with:
          anthropic_api_key: \${{ secrets.ANTHROPIC_API_KEY }}
`

export const isServer = (profile: ProfileName): boolean => profiles[profile].described.startsWith('server')

/** What our App asks for by its manifest on such a host. */
export const manifestPermissions = (profile: ProfileName): Permissions =>
  Object.fromEntries(
    observePermissions
      .filter(({ isCloudOnly }) => isCloudOnly !== true || !isServer(profile))
      .map(({ key, level }) => [key, level]),
  )

/**
 * An organization with one repository for each way by which Claude reaches a repository, called after it, and `quiet`, which it
 * reaches by none. `by-workflow` holds a secret in a file, and another one that was removed from its tip.
 */
export async function reachedCompany(
  profile: ProfileName,
  options: SimulatorOptions = {},
): Promise<ReachedCompany> {
  const github = await simulated({ ...options, profile })
  const ada = github.addUser({ login: 'ada' })
  const bo = github.addUser({ login: 'bo' })
  const enterprise =
    profiles[profile].plan === 'enterprise' ? github.addEnterprise({ slug: 'big' }) : undefined
  const acme = github.addOrganization({
    login: 'acme',
    owners: [ada],
    members: [bo],
    defaultRepositoryPermission: 'read',
    ...(enterprise && { enterprise }),
  })
  const add = (name: string, files: Readonly<Record<string, string>> = {}): Repository =>
    github.addRepository(acme, { name, files: { 'README.md': `# ${name}\n`, ...files } })
  const byApp = add('by-app')
  github.addRepository(acme, {
    name: 'by-workflow',
    commits: [
      { files: { 'README.md': '# by-workflow\n', 'old.env': secretText('sendgrid-api-key') } },
      { files: { 'old.env': null, '.env': secretText('stripe-secret-key') } },
      { files: { '.github/workflows/claude.yml': workflow } },
    ],
  })
  github.addRepository(acme, {
    name: 'by-branch',
    commits: [
      { files: { 'README.md': '# by-branch\n' } },
      { files: { '.github/workflows/claude.yml': workflow }, branch: 'try' },
    ],
  })
  github.addSecret(add('by-secret'), { name: 'ANTHROPIC_API_KEY' })
  github.addSecret(acme, { name: 'ANTHROPIC_API_KEY', repositories: [add('by-shared-secret')] })
  github.addSecret(add('by-dependabot-secret'), { name: 'ANTHROPIC_API_KEY', store: 'dependabot' })
  const byToken = add('by-token')
  github.addTokenGrant(acme, {
    owner: bo,
    name: 'laptop',
    repositories: [byToken],
    expiresAt: github.clock.now() + 30 * day,
  })
  github.addDeployKey(add('by-deploy-key'), { title: 'Build', addedBy: 'ada' })
  add('quiet')
  if (!isServer(profile)) {
    github.addSecret(add('by-codespaces-secret'), { name: 'ANTHROPIC_API_KEY', store: 'codespaces' })
    github.addSecret(add('by-agent-secret'), { name: 'ANTHROPIC_API_KEY', store: 'agents' })
    acme.codingAgent.selection = 'selected'
    acme.codingAgent.repositoryIds.add(add('by-native-agent').id)
  }
  const theirs = github.addApp({
    slug: 'claude',
    id: 1_236_702,
    owner: acme,
    permissions: { contents: 'write' },
  })
  const claude = github.addInstallation({ app: theirs, on: acme, repositories: [byApp] })
  const app = github.addApp({
    slug: 'gatehouse',
    owner: acme,
    permissions: manifestPermissions(profile),
    events: wantedEvents.map(({ name }) => name),
  })
  const installation = github.addInstallation({ app, on: acme })
  const repository = (name: string): Repository => {
    const found = github.world.repositories.get(github.world.repositoryIds.get(`acme/${name}`) ?? 0)
    if (found === undefined) throw new Error(`there is no acme/${name}`)
    return found
  }
  return { github, ada, acme, app, installation, claude, repository }
}
