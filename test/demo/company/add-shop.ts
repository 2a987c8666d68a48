import { day } from '../../github/clock.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { App, Enterprise, Organization, Repository } from '../../github/world/entities.ts'
import { addGovernance, addRepositories, type Filled } from './add-repositories.ts'
import { guard } from './guard.ts'
import type { People } from './people.ts'
import { shopPolicy } from './policies.ts'
import { shopRows } from './rows.ts'

interface Parts {
  readonly people: People
  readonly enterprise: Enterprise
  readonly claude: (owner: Organization) => App
}

/** The shop platform: Claude's App on all of it, everybody may read everything, and keys lie in every store. */
export async function addShop(
  github: Simulator,
  { people, enterprise, claude }: Parts,
): Promise<Organization> {
  const { ada, bo, chidi, dana, emre, freya, gus, hana } = people
  const shop = github.addOrganization({
    login: 'harbor-goods',
    enterprise,
    owners: [ada],
    members: [bo, chidi, dana, emre, freya, gus, hana],
    defaultRepositoryPermission: 'read',
  })
  shop.properties.push(
    { property_name: 'owner', value_type: 'string', values_editable_by: 'org_actors' },
    {
      property_name: 'claude-access',
      value_type: 'single_select',
      allowed_values: ['approved', 'denied', 'unreviewed'],
    },
  )
  const teams = {
    Web: [bo, hana],
    Platform: [chidi, dana],
    Data: [emre],
    Operations: [gus, ada],
    Security: [ada, freya],
  }
  const filled = addRepositories(github, shop, { rows: shopRows, teams, people })
  addGovernance(github, shop, { policy: shopPolicy })
  // It was called something else until last week; the old address still leads to it.
  github.renameRepository(filled.repositories.get('storefront-mobile')!, 'storefront-app')
  github.addInstallation({ app: claude(shop), on: shop })
  addCredentials(github, shop, filled, people)
  guard(github, filled.repositories.get('checkout')!, 'classic')
  guard(github, filled.repositories.get('orders-service')!, 'ruleset')
  await addAlert(github, filled.repositories.get('checkout')!)
  return shop
}

function addCredentials(
  github: Simulator,
  shop: Organization,
  { repositories }: Filled,
  people: People,
): void {
  const named = (name: string): Repository => repositories.get(name)!
  github.addSecret(shop, { name: 'ANTHROPIC_API_KEY', store: 'actions', visibility: 'all' })
  github.addSecret(shop, {
    name: 'ANTHROPIC_API_KEY',
    store: 'dependabot',
    repositories: [named('storefront')],
  })
  github.addSecret(shop, { name: 'NPM_TOKEN', store: 'actions', visibility: 'private' })
  github.addSecret(named('storefront'), { name: 'CLAUDE_CODE_OAUTH_TOKEN', store: 'actions' })
  github.addSecret(named('data-warehouse'), { name: 'ANTHROPIC_API_KEY', store: 'codespaces' })
  github.addSecret(named('monorepo'), { name: 'ANTHROPIC_API_KEY', store: 'agents' })
  github.addVariable(shop, { name: 'ANTHROPIC_MODEL', store: 'actions', value: 'sonnet', visibility: 'all' })
  github.addEnvironment(named('checkout'), { name: 'production', secrets: ['ANTHROPIC_API_KEY'] })
  github.addDeployKey(named('infrastructure'), { title: 'claude box', readOnly: false, addedBy: 'gus' })
  github.addDeployKey(named('kubernetes-config'), { title: 'Argo', addedBy: 'gus' })
  github.addTokenGrant(shop, { owner: people.bo, name: 'my laptop', repositories: 'all', expiresAt: null })
  github.addTokenGrant(shop, {
    owner: people.dana,
    name: 'claude on orders',
    repositories: [named('orders-service')],
    permissions: { repository: { contents: 'write', metadata: 'read' } },
    expiresAt: github.clock.now() + 30 * day,
    lastUsedAt: github.clock.now() - day,
  })
  github.addTokenRequest(shop, {
    owner: people.emre,
    name: 'warehouse agent',
    repositories: [named('data-warehouse'), named('event-pipeline')],
    reason: 'Claude Code for the migration',
  })
  shop.codingAgent.selection = 'all'
}

/** GitHub has seen the same key that we find. */
async function addAlert(github: Simulator, repository: Repository): Promise<void> {
  const store = await github.git.of(repository)
  const commit = (await store.commitId(repository.defaultBranch))!
  const blob = (await store.read(`${commit}:.env`))!
  const place = { path: '.env', startLine: 1, endLine: 1, startColumn: 19, endColumn: 60 }
  github.addSecretAlert(repository, {
    secretType: 'stripe_api_key',
    secretTypeName: 'Stripe API Key',
    secret: 'hidden',
    validity: 'active',
    locations: [{ ...place, blobSha: blob.oid, commitSha: commit }],
  })
}
