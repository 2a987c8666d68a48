import type { Clock } from '../clock.ts'
import { profiles, type Profile, type ProfileName } from '../profiles.ts'
import type {
  App,
  Credential,
  Enterprise,
  Installation,
  Organization,
  Repository,
  SignInCode,
  User,
} from './entities.ts'

export interface Urls {
  /** Where REST paths begin, without a slash at the end. */
  readonly api: string
  readonly web: string
  readonly graphql: string
}

/** Everything that exists on one simulated GitHub host. */
export interface World {
  readonly profile: Profile
  readonly clock: Clock
  /** Known once the server listens. */
  urls: Urls
  readonly nextId: () => number
  readonly users: Map<number, User>
  readonly organizations: Map<number, Organization>
  readonly enterprises: Map<string, Enterprise>
  readonly repositories: Map<number, Repository>
  readonly apps: Map<number, App>
  readonly installations: Map<number, Installation>
  readonly credentials: Map<string, Credential>
  /** Users and organizations share one space of names; lower case. */
  readonly accountIds: Map<string, number>
  /** By `owner/name` in lower case, with the names that a repository had before. */
  readonly repositoryIds: Map<string, number>
  /** By owner, then by id. */
  readonly repositoriesOf: Map<number, Map<number, Repository>>
  /** What the website hands out when somebody registers an App from a manifest; good once. */
  readonly manifestCodes: Map<string, App>
  /** What people who agreed to an App came back to it with. */
  readonly signInCodes: Map<string, SignInCode>
  readonly settings: {
    /**
     * Whether a classic token may list another App's repositories. Documented as working and reported both ways
     * (github-api.md §2a), so callers must cope with either.
     */
    classicTokensListInstallationRepositories: boolean
    /** Entries after which a recursive tree is cut off. */
    treeLimit: number
    /** Milliseconds that a webhook may take. */
    webhookTimeout: number
  }
}

export function createWorld(profile: ProfileName, clock: Clock): World {
  let id = 1_000_000
  return {
    profile: profiles[profile],
    clock,
    urls: { api: '', web: '', graphql: '' },
    nextId: () => ++id,
    users: new Map(),
    organizations: new Map(),
    enterprises: new Map(),
    repositories: new Map(),
    apps: new Map(),
    installations: new Map(),
    credentials: new Map(),
    accountIds: new Map(),
    repositoryIds: new Map(),
    repositoriesOf: new Map(),
    manifestCodes: new Map(),
    signInCodes: new Map(),
    settings: { classicTokensListInstallationRepositories: true, treeLimit: 100_000, webhookTimeout: 10_000 },
  }
}
