import { editDetails } from './details.ts'
import type {
  DeployKey,
  Environment,
  Organization,
  Repository,
  Secret,
  SecretAlert,
  SecretStores,
  StoreName,
  TokenGrant,
  TokenRequest,
  User,
  Variable,
} from './entities.ts'
import type { World } from './world.ts'

export interface SecretInput {
  readonly name: string
  readonly store?: StoreName
  /** For an organization's: which repositories get it. */
  readonly visibility?: Secret['visibility']
  readonly repositories?: readonly Repository[]
}

export function addSecret(world: World, on: Organization | Repository, input: SecretInput): Secret {
  const secret = newSecret(world, input)
  storesOf(on).secrets[input.store ?? 'actions'].push(secret)
  return secret
}

export function addVariable(
  world: World,
  on: Organization | Repository,
  input: SecretInput & { readonly value: string },
): Variable {
  const variable = { ...newSecret(world, input), value: input.value }
  storesOf(on).variables[input.store ?? 'actions'].push(variable)
  return variable
}

function newSecret(world: World, input: SecretInput): Secret {
  const now = world.clock.now()
  const { name, repositories } = input
  const visibility = input.visibility ?? (repositories ? 'selected' : 'all')
  const repositoryIds = new Set((repositories ?? []).map((repository) => repository.id))
  return { name, visibility, repositoryIds, createdAt: now, updatedAt: now }
}

const storesOf = (on: Organization | Repository): SecretStores =>
  'visibility' in on ? editDetails(on).stores : on.stores

export function addEnvironment(
  world: World,
  repository: Repository,
  input: { readonly name: string; readonly secrets?: readonly string[] },
): Environment {
  const secrets = (input.secrets ?? []).map((name) => newSecret(world, { name }))
  const environment = {
    id: world.nextId(),
    name: input.name,
    secrets,
    variables: [],
    createdAt: world.clock.now(),
  }
  editDetails(repository).environments.push(environment)
  return environment
}

export function addDeployKey(
  world: World,
  repository: Repository,
  input: Partial<Omit<DeployKey, 'id' | 'createdAt'>> & { readonly title: string },
): DeployKey {
  const key: DeployKey = {
    key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI',
    readOnly: true,
    addedBy: null,
    lastUsedAt: null,
    ...input,
    id: world.nextId(),
    createdAt: world.clock.now(),
  }
  editDetails(repository).keys.push(key)
  return key
}

export interface TokenGrantInput {
  readonly owner: User
  readonly name: string
  readonly repositories: readonly Repository[] | 'all' | 'none'
  readonly permissions?: TokenGrant['permissions']
  readonly expiresAt?: number | null
  readonly lastUsedAt?: number | null
}

/** A fine-grained token that may reach the organization. */
export function addTokenGrant(world: World, organization: Organization, input: TokenGrantInput): TokenGrant {
  const grant = newGrant(world, input)
  organization.tokenGrants.push(grant)
  return grant
}

/** A fine-grained token whose owner asked to reach the organization. */
export function addTokenRequest(
  world: World,
  organization: Organization,
  input: TokenGrantInput & { readonly reason?: string },
): TokenRequest {
  const request = { ...newGrant(world, input), reason: input.reason ?? null }
  organization.tokenRequests.push(request)
  return request
}

function newGrant(world: World, input: TokenGrantInput): TokenGrant {
  const { repositories } = input
  const listed = typeof repositories === 'string' ? [] : repositories
  return {
    id: world.nextId(),
    tokenId: world.nextId(),
    tokenName: input.name,
    ownerId: input.owner.id,
    selection: typeof repositories === 'string' ? repositories : 'subset',
    repositoryIds: listed.map((repository) => repository.id),
    permissions: input.permissions ?? { repository: { contents: 'read', metadata: 'read' } },
    createdAt: world.clock.now(),
    expiresAt: input.expiresAt ?? null,
    lastUsedAt: input.lastUsedAt ?? null,
  }
}

export function addSecretAlert(
  world: World,
  repository: Repository,
  input: Pick<SecretAlert, 'secretType' | 'secretTypeName' | 'secret'> & Partial<SecretAlert>,
): SecretAlert {
  const details = editDetails(repository)
  const alert: SecretAlert = {
    state: 'open',
    resolution: null,
    resolvedAt: null,
    validity: 'unknown',
    locations: [],
    createdAt: world.clock.now(),
    ...input,
    number: details.alerts.length + 1,
  }
  details.alerts.push(alert)
  return alert
}

export function addAuditEntry(
  world: World,
  organization: Organization,
  input: { readonly action: string; readonly fields?: Readonly<Record<string, unknown>> },
): void {
  const { action, fields = {} } = input
  organization.auditLog.push({ id: String(world.nextId()), time: world.clock.now(), action, fields })
}
