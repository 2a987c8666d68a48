import { randomBytes } from 'node:crypto'
import { hour } from '../clock.ts'
import { addUser } from './build-accounts.ts'
import type {
  App,
  Credential,
  Installation,
  Organization,
  Permissions,
  Repository,
  User,
} from './entities.ts'
import type { World } from './world.ts'

/** GitHub's forms, assembled here so that no file holds a text that looks like a token. */
const prefixes = {
  installation: ['ghs', '_'],
  actions: ['ghs', '_'],
  'user-to-server': ['ghu', '_'],
  refresh: ['ghr', '_'],
  classic: ['ghp', '_'],
  'fine-grained': ['github', '_pat_'],
} as const satisfies Readonly<Record<Credential['kind'], readonly string[]>>

/** A credential without its token: of each kind, because leaving out a field of all at once would mix them up. */
type Unnamed<C> = C extends Credential ? Omit<C, 'token'> : never

export function remember(world: World, unnamed: Unnamed<Credential>): string {
  const token = prefixes[unnamed.kind].join('') + randomBytes(18).toString('hex')
  world.credentials.set(token, { ...unnamed, token })
  return token
}

export interface InstallationTokenInput {
  readonly repositories?: readonly Repository[]
  readonly permissions?: Permissions
}

/** What `POST /app/installations/{id}/access_tokens` would hand out, without the call. */
export const addInstallationToken = (
  world: World,
  installation: Installation,
  { repositories, permissions }: InstallationTokenInput = {},
): string =>
  remember(world, {
    kind: 'installation',
    installationId: installation.id,
    repositoryIds: repositories ? new Set(repositories.map((repository) => repository.id)) : null,
    permissions: permissions ?? installation.permissions,
    expiresAt: world.clock.now() + hour,
  })

/** The account in whose name workflows act, with its id on github.com. */
const actionsBot = { login: 'github-actions[bot]', type: 'Bot', id: 41_898_282 } as const

/** The `GITHUB_TOKEN` of a workflow run in `repository`. */
export function addActionsToken(world: World, repository: Repository, permissions: Permissions): string {
  if (!world.users.has(actionsBot.id)) addUser(world, actionsBot)
  return remember(world, {
    kind: 'actions',
    repositoryId: repository.id,
    permissions: { metadata: 'read', ...permissions },
    expiresAt: world.clock.now() + 24 * hour,
  })
}

export const addUserToken = (world: World, app: App, user: User): string =>
  remember(world, {
    kind: 'user-to-server',
    appId: app.id,
    userId: user.id,
    expiresAt: app.userTokensExpire ? world.clock.now() + 8 * hour : null,
  })

export const addClassicToken = (world: World, user: User, scopes: readonly string[]): string =>
  remember(world, {
    kind: 'classic',
    userId: user.id,
    scopes,
    expiresAt: null,
  })

export interface FineGrainedTokenInput {
  readonly owner: User | Organization
  readonly repositories: readonly Repository[] | 'all' | 'none'
  readonly permissions: Permissions
}

export const addFineGrainedToken = (world: World, user: User, input: FineGrainedTokenInput): string =>
  remember(world, {
    kind: 'fine-grained',
    userId: user.id,
    ownerId: input.owner.id,
    repositoryIds:
      typeof input.repositories === 'string'
        ? input.repositories
        : new Set(input.repositories.map((repository) => repository.id)),
    permissions: { metadata: 'read', ...input.permissions },
    expiresAt: null,
  })
