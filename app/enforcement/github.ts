import type {
  BasePermission,
  BranchProtection,
  Fact,
  PropertyValue,
  Visibility,
} from '../../policies/facts.ts'
import type { OrganizationReachFacts, RepositoryReachFacts } from './inventory/facts.ts'
import type { OpenWriter } from './github-writes.ts'
import type { RequestReading } from './requests/request-reading.ts'
import type { ListedRepository } from './inventory/repository.ts'

/**
 * What is needed of GitHub, in our words; `app/github` has it. What may not be read is an unknown `Fact`; a failure that may pass
 * by itself is thrown, and the job is tried again.
 */
export interface GitHubHost {
  /** `github.com`, `acme.ghe.com`, `git.acme.example` */
  readonly name: string
  /** Every organization that our App is installed on. */
  readonly listInstallations: () => Promise<readonly OurInstallation[]>
  /** An organization through our App's installation on it. */
  readonly openOrganization: (organization: OpenedOrganization) => Promise<GitHubOrganization>
  /** What changes an organization, under a permit. */
  readonly openWriter: OpenWriter
  /**
   * What GitHub tried to deliver to our App since an instant, oldest first, once for each webhook however often it was tried.
   * A deployment that GitHub cannot reach works on these instead. GitHub keeps them for three days, Enterprise Server for seven.
   */
  readonly listDeliveries: (since: Date) => Promise<readonly ListedDelivery[]>
  /** Those of which every attempt failed. */
  readonly listFailedDeliveries: (since: Date) => Promise<readonly ListedDelivery[]>
  /** What was delivered. @throws where GitHub has forgotten it */
  readonly readDelivery: (id: number) => Promise<ReadDelivery>
  /** Has GitHub deliver once more, under the same guid. */
  readonly redeliver: (id: number) => Promise<void>
}

/** A webhook that GitHub tried to deliver. */
export interface ListedDelivery {
  /** Of the newest attempt. */
  readonly id: number
  /** The same for each attempt: `X-GitHub-Delivery`. */
  readonly guid: string
  readonly event: string
  readonly deliveredAt: Date
  /** null: it is about no installation. */
  readonly installationId: number | null
}

export interface ReadDelivery {
  readonly guid: string
  readonly event: string
  /** JSON; not byte for byte what was signed. */
  readonly payload: Buffer
}

/** Our App on an organization. */
export interface OurInstallation {
  readonly installationId: number
  readonly githubId: number
  readonly login: string
  readonly isSuspended: boolean
  /** Whether it reaches all repositories, also future ones; else there are some that we cannot see. */
  readonly selection: 'all' | 'selected'
  readonly permissions: Readonly<Record<string, string>>
}

export interface OpenedOrganization {
  /** Our id; answers are remembered by it. */
  readonly id: string
  readonly login: string
  readonly installationId: number
}

/** A blob in a tree. */
export interface ListedFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  /** The blob's id in hex. */
  readonly oid: string
}

/** A repository as one query tells of it: cheap, and asked for many at a time. */
export interface RepositorySnapshot extends ListedRepository {
  readonly topics: Fact<readonly string[]>
  /** The commit that the default branch points at; null where nothing was ever pushed. */
  readonly headCommit: string | null
  /** ISO 8601: the last push to any branch; null where there was none. */
  readonly pushedAt: string | null
  /** The files in `.github/workflows` of the default branch. */
  readonly workflows: Fact<readonly ListedFile[]>
  /** The file that GitHub takes for CODEOWNERS: the first of `.github/`, the root, `docs/` that has one; null: none. */
  readonly codeowners: Fact<ListedFile | null>
  /** The repository it was forked, generated or transferred from: approvals are never inherited from it. */
  readonly origin: { readonly kind: 'fork' | 'template'; readonly githubId: number } | null
}

/** What of an organization concerns all of its repositories. */
export interface OrganizationFacts {
  readonly reach: OrganizationReachFacts
  readonly basePermission: Fact<BasePermission>
  /** How settings at Claude are, by the policy's names; GitHub knows nothing of it. */
  readonly claudeSettings?: Fact<Readonly<Record<string, string>>>
  /** Values of custom properties by numeric repository id; a repository that is missing has none. */
  readonly customProperties: Fact<ReadonlyMap<number, Readonly<Record<string, PropertyValue>>>>
  /** Every team; undefined: not asked for. */
  readonly teams?: Fact<readonly ListedTeam[]>
}

export interface ListedTeam {
  readonly githubId: number
  /** Its name in addresses, which changes with its name. */
  readonly slug: string
}

/** What one repository is asked for in requests of its own. What its workflows say is read from their texts. */
export interface RepositoryReading {
  readonly reach: Omit<RepositoryReachFacts, 'workflows' | 'switchedOff' | 'otherWorkflows' | 'activity'>
  readonly branchProtection: Fact<BranchProtection>
}

/** How a repository's content is had: good for about an hour, and for this repository's contents alone. */
export interface CloneAccess {
  /** `https://github.com/acme/shop.git`, without credentials. */
  readonly url: string
  readonly token: string
}

/** An alert of GitHub's own secret scanning. The secret itself is never asked for. */
export interface SecretAlert {
  readonly number: number
  readonly type: string
  readonly state: 'open' | 'resolved'
  readonly resolution: string | null
  readonly validity: 'active' | 'inactive' | 'unknown'
  /** Where GitHub saw it, in files. */
  readonly places: readonly { readonly path: string; readonly line: number; readonly blob: string }[]
}

export interface GitHubOrganization {
  /** Where people reach it: `github.com`. */
  readonly host: string
  /**
   * Every repository that our App sees, many to a request; each batch as it comes, so that 50,000 need the memory of one.
   */
  readonly listRepositories: () => AsyncIterable<readonly RepositorySnapshot[]>
  /** One of them, after a hint. undefined: it is not there any more, or not for us. */
  readonly readSnapshot: (githubId: number) => Promise<RepositorySnapshot | undefined>
  readonly readOrganization: (reading: {
    /** Ids of Apps that the policy counts as an assistant's, by assistant. */
    readonly ownApps: Readonly<Record<string, readonly number[]>>
    /** An opaque id for a person whom GitHub names. */
    readonly personOf: (githubId: number, login: string) => Promise<string>
  }) => Promise<OrganizationFacts>
  readonly readRepository: (snapshot: RepositorySnapshot) => Promise<RepositoryReading>
  /**
   * Texts of files that a snapshot lists, by their blobs' ids. One that is too large or no text is left out. Nothing of them is
   * kept: they may hold secrets.
   */
  readonly readTexts: (
    snapshot: RepositorySnapshot,
    files: readonly ListedFile[],
  ) => Promise<Fact<ReadonlyMap<string, string>>>
  /** Whether a repository is there, and who sees it. known(null): there is none of that name. */
  readonly readVisibility: (repository: string) => Promise<Fact<Visibility | null>>
  /** Teams with administration rights, as `organization/team`. */
  readonly readAdminTeams: (snapshot: RepositorySnapshot) => Promise<Fact<readonly string[]>>
  /** A file of the default branch, or of another commit. known(null): there is no such file. */
  readonly readFile: (repository: string, path: string, at?: string) => Promise<Fact<FoundFile | null>>
  /** The last commit, in hex, that two commits of a repository have in common. */
  readonly readMergeBase: (repository: string, base: string, head: string) => Promise<Fact<string>>
  /** Open pull requests into the default branch, newest first. */
  readonly listPulls: (repository: string) => Promise<Fact<readonly OpenPull[]>>
  /** Commits on which a merge queue wants checks before it merges them into the default branch, in hex. */
  readonly listMergeGroups: (
    snapshot: Pick<RepositorySnapshot, 'name' | 'defaultBranch'>,
  ) => Promise<Fact<readonly string[]>>
  /** Who set the newest commit status of a context; known(undefined): nobody. */
  readonly readStatusOrigin: (
    repository: string,
    commit: string,
    context: string,
  ) => Promise<Fact<StatusOrigin | undefined>>
  /** How one of its pull requests stands. */
  readonly readPull: (repository: string, number: number) => Promise<Fact<PullState>>
  readonly listWorkflows: (snapshot: RepositorySnapshot) => Promise<Fact<readonly ListedWorkflow[]>>
  readonly readSecretAlerts: (snapshot: RepositorySnapshot) => Promise<Fact<readonly SecretAlert[]>>
  readonly requests: RequestReading
  /** Who is called so on the host. undefined: nobody. @throws what may pass by itself */
  readonly findPerson: (
    login: string,
  ) => Promise<{ readonly githubId: number; readonly login: string } | undefined>
  readonly openClone: (snapshot: RepositorySnapshot) => Promise<CloneAccess>
}

/** A workflow of a repository, as GitHub has it. */
export interface ListedWorkflow {
  /** The same as long as its file is at that path. */
  readonly id: number
  /** `.github/workflows/ci.yml`; of GitHub's own `dynamic/…`. */
  readonly path: string
  readonly isActive: boolean
  /** Whether somebody switched it off; GitHub does so too, where nothing happens for long and in forks. */
  readonly isSwitchedOff: boolean
}

/** Who set a commit status: our App, a person, or, where neither, another program. */
export interface StatusOrigin {
  readonly isOurs: boolean
  readonly person: { readonly githubId: number; readonly login: string } | undefined
}

export type PullState = 'open' | 'closed' | 'merged'

/** An open pull request. */
export interface OpenPull {
  readonly number: number
  /** The commit at its head, in hex. */
  readonly head: string
}

export interface FoundFile {
  readonly text: string
  /** The blob's id in hex. */
  readonly oid: string
  /** The commit that was looked at, in hex. */
  readonly commit: string
}
