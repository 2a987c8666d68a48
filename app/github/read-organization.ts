import { z } from 'zod'
import { basePermissions, type Fact, unknown } from '../../policies/facts.ts'
import type {
  InstallationFact,
  OrganizationReachFacts,
  SecretStore,
  SharedSecretFact,
  TokenFact,
} from '../enforcement/inventory/facts.ts'
import type { ApiClient } from './api-client.ts'
import { readFact } from './read-fact.ts'

export interface OrganizationReading {
  readonly org: string
  /** Names of secrets and variables that speak of an assistant: only of these it is asked who gets them. */
  readonly isTelling: (name: string) => boolean
  /** From the policy. */
  readonly ownApps: Readonly<Record<string, readonly number[]>>
  /** An opaque id for a person whom GitHub names. */
  readonly personOf: (githubId: number) => Promise<string>
}

/** Reads everything of an organization by which an assistant may reach its repositories. */
export async function readOrganizationReach(
  client: ApiClient,
  { org, isTelling, ownApps, personOf }: OrganizationReading,
): Promise<OrganizationReachFacts> {
  return {
    installations: await readFact('the installed Apps', () => readInstallations(client, org)),
    ownApps,
    secrets: await readFact("the organization's secrets", () => readSecrets(client, org, isTelling)),
    tokens: await readFact('fine-grained tokens', () => readTokens(client, org, personOf)),
    basePermission: await readFact('the base permission', () => readBasePermission(client, org)),
    nativeAgent: await readFact("Copilot's agent settings", () => readNativeAgent(client, org)),
    cloudSessions: unknown('only an owner of the assistant’s organization can say whether they are on'),
  }
}

const installation = z.object({
  id: z.number(),
  app_id: z.number(),
  app_slug: z.string(),
  repository_selection: z.enum(['all', 'selected']),
  suspended_at: z.string().nullable(),
  permissions: z.record(z.string(), z.string()),
})

async function readInstallations(client: ApiClient, org: string): Promise<readonly InstallationFact[]> {
  const all = await client.list('GET /orgs/{org}/installations', { org }, installation, 'installations')
  return all.map((one) => ({
    id: one.id,
    appId: one.app_id,
    slug: one.app_slug,
    selection: one.repository_selection,
    isSuspended: one.suspended_at !== null,
    permissions: one.permissions,
    repositories: unknown(
      'GitHub tells which repositories another App is given to only within an enterprise, or to a classic token',
    ),
  }))
}

/** Where each store's secrets of an organization are, and under which name the answer lists them. */
const sharedStores: readonly {
  readonly store: SecretStore
  readonly path: string
  readonly field: string
}[] = [
  { store: 'actions', path: 'actions/secrets', field: 'secrets' },
  { store: 'dependabot', path: 'dependabot/secrets', field: 'secrets' },
  { store: 'codespaces', path: 'codespaces/secrets', field: 'secrets' },
  { store: 'agents', path: 'agents/secrets', field: 'secrets' },
  { store: 'variables', path: 'actions/variables', field: 'variables' },
]

const sharedSecret = z.object({ name: z.string(), visibility: z.enum(['all', 'private', 'selected']) })
const withId = z.object({ id: z.number() })

async function readSecrets(
  client: ApiClient,
  org: string,
  isTelling: (name: string) => boolean,
): Promise<readonly SharedSecretFact[]> {
  const secrets: SharedSecretFact[] = []
  for (const { store, path, field } of sharedStores) {
    const listed = await client.list(`GET /orgs/{org}/${path}`, { org }, sharedSecret, field)
    for (const { name, visibility } of listed.filter((one) => isTelling(one.name))) {
      const route = `GET /orgs/{org}/${path}/{name}/repositories`
      const repositories =
        visibility === 'selected'
          ? await readFact(`who gets ${name}`, () => readIds(client, route, { org, name }, 'repositories'))
          : unknown('all of a kind get it')
      secrets.push({ store, name, visibility, repositories })
    }
  }
  return secrets
}

const readIds = async (
  client: ApiClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  field?: string,
): Promise<ReadonlySet<number>> =>
  new Set((await client.list(route, parameters, withId, field)).map(({ id }) => id))

const token = z.object({
  id: z.number(),
  owner: withId,
  token_name: z.string(),
  repository_selection: z.enum(['none', 'all', 'subset']),
  permissions: z.object({ repository: z.record(z.string(), z.string()).optional() }),
  token_expires_at: z.string().nullable(),
})

async function readTokens(
  client: ApiClient,
  org: string,
  personOf: (githubId: number) => Promise<string>,
): Promise<readonly TokenFact[]> {
  const listed = await client.list('GET /orgs/{org}/personal-access-tokens', { org }, token)
  const tokens: TokenFact[] = []
  for (const one of listed.filter(({ repository_selection: selection }) => selection !== 'none')) {
    const route = 'GET /orgs/{org}/personal-access-tokens/{pat_id}/repositories'
    const repositories: Fact<ReadonlySet<number>> =
      one.repository_selection === 'all'
        ? unknown('it reaches all of them')
        : await readFact('the repositories of a token', () => readIds(client, route, { org, pat_id: one.id }))
    tokens.push({
      id: one.id,
      owner: await personOf(one.owner.id),
      name: one.token_name,
      selection: one.repository_selection === 'all' ? 'all' : 'selected',
      repositories,
      permissions: one.permissions.repository ?? {},
      expiresAt: one.token_expires_at,
    })
  }
  return tokens
}

async function readBasePermission(client: ApiClient, org: string) {
  const schema = z.object({ default_repository_permission: z.enum(basePermissions) })
  return (await client.get('GET /orgs/{org}', { org }, schema)).default_repository_permission
}

async function readNativeAgent(
  client: ApiClient,
  org: string,
): Promise<'none' | 'all' | ReadonlySet<number>> {
  const schema = z.object({ enabled_repositories: z.enum(['all', 'selected', 'none']) })
  const base = 'GET /orgs/{org}/copilot/coding-agent/permissions'
  const { enabled_repositories: enabled } = await client.get(base, { org }, schema)
  return enabled === 'selected' ? readIds(client, `${base}/repositories`, { org }, 'repositories') : enabled
}
