import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { addUser } from './build-accounts.ts'
import type {
  App,
  Enterprise,
  Installation,
  Organization,
  Permissions,
  Repository,
  Selection,
  User,
} from './entities.ts'
import { accountByLogin } from './lookups.ts'
import type { World } from './world.ts'

export interface AppInput {
  readonly slug: string
  readonly name?: string
  readonly id?: number
  readonly owner: Organization | User | Enterprise
  readonly permissions?: Permissions
  readonly events?: readonly string[]
  readonly webhook?: { readonly url: string; readonly secret: string }
  readonly callbackUrls?: readonly string[]
  readonly userTokensExpire?: boolean
}

export function addApp(world: World, input: AppInput): App {
  const id = input.id ?? world.nextId()
  const keys = keyPair(world)
  const app: App = {
    id,
    clientId: `Iv23${randomBytes(8).toString('hex')}`,
    clientSecret: randomBytes(20).toString('hex'),
    slug: input.slug,
    name: input.name ?? input.slug,
    ownerId: input.owner.id,
    description: null,
    permissions: { metadata: 'read', ...input.permissions },
    events: input.events ?? [],
    webhook: { url: '', secret: '', ...input.webhook, active: input.webhook !== undefined },
    callbackUrls: input.callbackUrls ?? [],
    get privateKey() {
      return keys().privateKey
    },
    get publicKey() {
      return keys().publicKey
    },
    userTokensExpire: input.userTokensExpire ?? true,
    createdAt: world.clock.now(),
  }
  world.apps.set(id, app)
  const bot = `${input.slug}[bot]`
  if (!accountByLogin(world, bot)) addUser(world, { login: bot, type: 'Bot' })
  return app
}

interface KeyPair {
  readonly privateKey: string
  readonly publicKey: string
}

/** A pair takes a tenth of a second, so the Apps of one world have different ones and those of the next the same again. */
const pairs: KeyPair[] = []

/** Made when somebody asks: most Apps in a test are other people's, and sign nothing. */
function keyPair(world: World): () => KeyPair {
  const index = world.apps.size
  return () =>
    (pairs[index] ??= generateKeyPairSync('rsa', {
      modulusLength: 2048,
      // GitHub hands out keys in PKCS#1.
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }))
}

export interface InstallationInput {
  readonly app: App
  readonly on: Organization | User | Enterprise
  /** All of them if left out. */
  readonly repositories?: readonly Repository[]
  readonly permissions?: Permissions
  readonly events?: readonly string[]
}

export function addInstallation(world: World, input: InstallationInput): Installation {
  const { app, on, repositories } = input
  const now = world.clock.now()
  const type = 'slug' in on ? 'Enterprise' : on.type === 'Organization' ? 'Organization' : 'User'
  const selection: Selection = repositories === undefined ? 'all' : 'selected'
  const installation: Installation = {
    id: world.nextId(),
    appId: app.id,
    target: { type, id: on.id },
    selection: type === 'Enterprise' ? 'selected' : selection,
    repositoryIds: new Set((repositories ?? []).map((repository) => repository.id)),
    permissions: input.permissions ?? grantable(app.permissions, type),
    events: input.events ?? app.events,
    suspendedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  world.installations.set(installation.id, installation)
  return installation
}

/** An App on an enterprise is granted what concerns enterprises and nothing else; elsewhere it is the other way round. */
function grantable(permissions: Permissions, type: Installation['target']['type']): Permissions {
  const isForEnterprise = (name: string): boolean => name.startsWith('enterprise_')
  const entries = Object.entries(permissions)
  return Object.fromEntries(entries.filter(([name]) => isForEnterprise(name) === (type === 'Enterprise')))
}
