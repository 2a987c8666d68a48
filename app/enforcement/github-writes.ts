import type { Fact, PropertyValue } from '../../policies/facts.ts'
import type { Mode } from '../../policies/policy-group.ts'
import type { PropertyDefinition } from './access-property/access-property.ts'
import type { Ruleset } from './rulesets/ruleset.ts'
import type { ListedWorkflow, OpenedOrganization, StatusOrigin } from './github.ts'
import type { SecretFact, SecretStore, SharedSecretFact, TokenFact } from './inventory/facts.ts'
import type { RemovableKind } from './leaving/made-thing.ts'

/** Under which a writer writes. */
export interface WritePermit {
  /** What the writer may do at most; its own guard holds it to that. */
  readonly mode: Mode
  /** Asked before every single write. @throws WritesStopped where nothing may be written now */
  readonly check: () => Promise<void>
  /** Which part of GitHub's limits it may use up; undefined: all. */
  readonly share?: number
}

/** A repository as GitHub takes it: some of its doors take numbers, others names. */
export interface NamedRepository {
  readonly githubId: number
  /** Without the owner. */
  readonly name: string
}

/** How many repositories GitHub takes in one call. */
export const mostInOneCall = 50

/** What another App's installation reaches. */
export interface InstallationState {
  readonly selection: 'all' | 'selected'
  /** All of the organization where it is on `all`. */
  readonly repositories: readonly NamedRepository[]
}

/**
 * Changes which repositories another App's installation reaches, where GitHub lets anybody of ours.
 * @throws WriteRefused by what changes something
 */
export interface InstallationWriter {
  /** By what it may: `none` is where only a person on GitHub's pages can. */
  readonly means: 'enterprise-app' | 'classic-token' | 'none'
  /** As GitHub has it now, never as it was remembered. */
  readonly read: (installation: number) => Promise<Fact<InstallationState>>
  /** Every repository of the organization that an App can be given, by the name that it has now; with an App of the enterprise. */
  readonly listAll: () => Promise<Fact<readonly NamedRepository[]>>
  /**
   * @param repositories at most 50
   * @returns what GitHub says it has added, by whoever has the names now; undefined: it does not say
   */
  readonly add: (
    installation: number,
    repositories: readonly NamedRepository[],
  ) => Promise<readonly NamedRepository[] | undefined>
  /** GitHub refuses to take the last one. @param repositories at most 50 */
  readonly remove: (installation: number, repositories: readonly NamedRepository[]) => Promise<void>
  /** From all repositories, or from others, to these alone; with an App of the enterprise. @param repositories 1 to 50 */
  readonly selectOnly: (installation: number, repositories: readonly NamedRepository[]) => Promise<void>
}

/** A check run that is over, as it is shown on a commit. */
export interface CheckRun {
  /** In hex. */
  readonly commit: string
  readonly name: string
  readonly conclusion: 'success' | 'failure' | 'neutral' | 'action_required'
  /** At most 255 characters. */
  readonly title: string
  /** Markdown, at most 65,535 characters. */
  readonly summary: string
  /** What can be pressed on it: three at most. */
  readonly actions?: readonly CheckAction[]
}

/** A button; GitHub cuts nothing, and refuses what is longer than 20, 20 and 40 characters. */
export interface CheckAction {
  readonly identifier: string
  readonly label: string
  readonly description: string
}

/** A commit status, as rules can require it by its context. */
export interface CommitStatus {
  readonly context: string
  readonly state: 'success' | 'failure'
  /** At most 140 characters. */
  readonly description: string
}

/** Commit statuses. Repositories go by their names, without the owner. @throws WriteRefused where GitHub refuses, and would again */
export interface StatusWriter {
  /** The newest of a context on a commit, whoever set it; undefined: there is none. */
  readonly find: (
    repository: string,
    commit: string,
    context: string,
  ) => Promise<({ readonly state: string; readonly description: string | null } & StatusOrigin) | undefined>
  readonly create: (repository: string, commit: string, status: CommitStatus) => Promise<void>
}

/** Check runs of our App. Repositories go by their names, without the owner. */
export interface CheckRunWriter {
  /** The latest of a name on a commit; undefined: there is none of ours. */
  readonly find: (
    repository: string,
    commit: string,
    name: string,
  ) => Promise<
    | {
        readonly conclusion: string | null
        readonly title: string | null
        readonly summary: string | null
        /** Slugs of other Apps that have a check of that name on the commit. */
        readonly others: readonly string[]
      }
    | undefined
  >
  readonly create: (repository: string, run: CheckRun) => Promise<void>
}

/** Comments of our App on issues and pull requests, by their number. */
export interface CommentWriter {
  /** The one that our App wrote and that holds a text; undefined: there is none. */
  readonly find: (
    repository: string,
    number: number,
    marker: string,
  ) => Promise<{ readonly id: number; readonly body: string } | undefined>
  readonly create: (repository: string, number: number, body: string) => Promise<void>
  readonly update: (repository: string, comment: number, body: string) => Promise<void>
}

/** An issue as it stands. */
export interface ReadIssue {
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed'
}

/**
 * Writes issues. What GitHub refuses is unknown, and why; what may pass by itself is thrown, and nothing is sent twice: whoever
 * tries again looks first whether it was made.
 */
export interface IssueWriter {
  readonly read: (repository: string, issue: number) => Promise<Fact<ReadIssue>>
  /**
   * The newest that our App wrote and that holds a text, of those that are new or changed since an instant; known(undefined): there
   * is none.
   */
  readonly find: (repository: string, mark: string, since: Date) => Promise<Fact<number | undefined>>
  readonly update: (repository: string, issue: number, wanted: ReadIssue) => Promise<Fact<null>>
  /** @param repository without the owner. @returns its number */
  readonly open: (
    repository: string,
    issue: { readonly title: string; readonly body: string; readonly labels: readonly string[] },
  ) => Promise<Fact<number>>
  readonly comment: (repository: string, issue: number, body: string) => Promise<Fact<null>>
  readonly setState: (repository: string, issue: number, state: 'open' | 'closed') => Promise<Fact<null>>
}

/** How many repositories GitHub takes in one call that sets properties. Source: GitHub's OpenAPI description. */
export const mostInOnePropertyCall = 30

/** What a custom property says of a repository. */
export interface PropertyOfRepository {
  /** The repository's, without the owner. */
  readonly name: string
  readonly value: PropertyValue
}

/** Custom properties, by name. What changes something throws `WriteRefused` where GitHub refuses, and would again. */
export interface PropertyWriter {
  /** known(null): there is none of that name. */
  readonly readDefinition: (name: string) => Promise<Fact<PropertyDefinition | null>>
  /** Replaces the definition as a whole. */
  readonly define: (name: string, definition: PropertyDefinition) => Promise<void>
  /** By GitHub's numeric ids; a repository that is gone is missing. */
  readonly read: (
    name: string,
    githubIds: readonly number[],
  ) => Promise<Fact<ReadonlyMap<number, PropertyOfRepository>>>
  /** @param repositories 1 to 30 names, without the owner. @param value null: none */
  readonly set: (name: string, repositories: readonly string[], value: string | null) => Promise<void>
}

/** Rulesets of the organization. What changes something throws `WriteRefused` where GitHub refuses, and would again. */
export interface RulesetWriter {
  /** GitHub's number of our App. */
  readonly ownApp: number
  /** Its number, by its name; known(null): there is none. */
  readonly find: (name: string) => Promise<Fact<number | null>>
  /** As GitHub shows it; known(null): it is not there. */
  readonly read: (id: number) => Promise<Fact<Readonly<Record<string, unknown>> | null>>
  /** @returns its number */
  readonly create: (ruleset: Ruleset) => Promise<number>
  readonly replace: (id: number, ruleset: Ruleset) => Promise<void>
}

/** What Gatehouse has made, by its kind and reference. Repositories go by their names, without the owner. */
export interface MadeWriter {
  /** Whether it is still as Gatehouse made it. */
  readonly isThere: (
    kind: RemovableKind,
    reference: string,
    repository: string | null,
  ) => Promise<Fact<boolean>>
  /** @returns why GitHub does not let us; undefined: it was sent */
  readonly remove: (
    kind: RemovableKind,
    reference: string,
    repository: string | null,
  ) => Promise<string | undefined>
}

/** A pull request from a branch of the repository itself. */
export interface Proposal {
  readonly number: number
  readonly state: 'open' | 'closed' | 'merged'
  /** The commit at its head, in hex. */
  readonly head: string
}

/** A file at a path of a commit. */
export interface TreeFile {
  readonly path: string
  /** As git has it: `100644`, `100755`, `120000` a symbolic link, `160000` another repository. */
  readonly mode: string
  /** In hex. */
  readonly oid: string
}

/** Proposes changes of files as pull requests, from branches of our own. @throws WriteRefused by what changes something */
export interface ProposalWriter {
  /** The newest pull request from a branch; undefined: there was none. */
  readonly find: (repository: NamedRepository, branch: string) => Promise<Proposal | undefined>
  /** The commit that a branch points at; undefined: there is no such branch. */
  readonly readBranch: (
    repository: NamedRepository,
    branch: string,
  ) => Promise<{ readonly commit: string; readonly message: string } | undefined>
  /** Those of some paths at which a commit has something that is no folder. */
  readonly findFiles: (
    repository: NamedRepository,
    commit: string,
    paths: readonly string[],
  ) => Promise<readonly TreeFile[]>
  /** null: it is too large or no text in UTF-8. */
  readonly readText: (repository: NamedRepository, oid: string) => Promise<string | null>
  /** @returns the new commit's id, on which no branch is yet */
  readonly commit: (
    repository: NamedRepository,
    change: {
      readonly parent: string
      readonly message: string
      readonly removed: readonly string[]
      /** New texts by path. */
      readonly written: ReadonlyMap<string, string>
    },
  ) => Promise<string>
  readonly createBranch: (repository: NamedRepository, branch: string, commit: string) => Promise<void>
  /** Also to a commit that does not follow the one that it is at. */
  readonly moveBranch: (repository: NamedRepository, branch: string, commit: string) => Promise<void>
  /** No failure where there is none. */
  readonly deleteBranch: (repository: NamedRepository, branch: string) => Promise<void>
  /** @param into the branch to be merged into */
  readonly open: (
    repository: NamedRepository,
    pull: { readonly branch: string; readonly into: string; readonly title: string; readonly body: string },
  ) => Promise<void>
  readonly update: (
    repository: NamedRepository,
    number: number,
    text: { readonly title: string; readonly body: string },
  ) => Promise<void>
  readonly close: (repository: NamedRepository, number: number) => Promise<void>
}

/** Who gets a secret or variable of the organization, and what repositories have of their own. Names only. */
export interface SecretWriter {
  /** As GitHub has it now; known(null): there is none of this name. */
  readonly read: (store: SecretStore, name: string) => Promise<Fact<SharedSecretFact | null>>
  /** Takes it from a repository, by its numeric id, where it is given to selected ones. What GitHub refuses is unknown, and why. */
  readonly take: (secret: SecretFact, githubId: number) => Promise<Fact<null>>
  readonly give: (secret: SecretFact, githubId: number) => Promise<Fact<null>>
  /** Names in a store of a repository, by its numeric id. */
  readonly namesOf: (githubId: number, store: SecretStore) => Promise<Fact<ReadonlySet<string>>>
}

/** Switches workflows off and on, by GitHub's numbers. Repositories go by their names, without the owner. */
export interface WorkflowWriter {
  /** As GitHub has it now; known(null): there is none. */
  readonly read: (repository: string, workflow: number) => Promise<Fact<ListedWorkflow | null>>
  /** What GitHub refuses is unknown, and why. */
  readonly disable: (repository: string, workflow: number) => Promise<Fact<null>>
  readonly enable: (repository: string, workflow: number) => Promise<Fact<null>>
  /** Has everything end that runs of it, or waits to. */
  readonly cancelRuns: (repository: string, workflow: number) => Promise<void>
}

/** A fine-grained token, or a request for one, as GitHub has it now. */
export interface TokenState extends Pick<TokenFact, 'selection' | 'permissions' | 'expiresAt'> {
  readonly id: number
}

/** Answers fine-grained tokens. What GitHub refuses is unknown, and why; nothing is sent twice. */
export interface TokenWriter {
  /** Those that were let in. */
  readonly grants: () => Promise<Fact<readonly TokenState[]>>
  /** Those that wait for an answer. */
  readonly requests: () => Promise<Fact<readonly TokenState[]>>
  readonly revoke: (token: number) => Promise<Fact<null>>
  /** @param reason is told to whoever asked */
  readonly deny: (request: number, reason: string) => Promise<Fact<null>>
}

/** Makes a repository that nobody writes to. Repositories go by their names, without the owner. */
export interface RepositoryWriter {
  /** undefined: there is none of that name that our App may see. */
  readonly find: (
    name: string,
  ) => Promise<
    { readonly githubId: number; readonly isPrivate: boolean; readonly isEmpty: boolean } | undefined
  >
  /** Private, without a commit, without issues. @returns GitHub's numeric id. @throws WriteRefused */
  readonly create: (name: string, description: string) => Promise<number>
}

/** Everything that is changed on GitHub for one organization. Opened for one mode; each write asks its permit. */
export interface GitHubWriter {
  /** Whether our App may make something new now, before anything is read for it. @throws WritesSpent where it may not */
  readonly checkRoom: () => Promise<void>
  readonly installations: InstallationWriter
  readonly checks: CheckRunWriter
  readonly comments: CommentWriter
  readonly issues: IssueWriter
  readonly made: MadeWriter
  readonly proposals: ProposalWriter
  readonly properties: PropertyWriter
  readonly statuses: StatusWriter
  readonly rulesets: RulesetWriter
  readonly secrets: SecretWriter
  readonly workflows: WorkflowWriter
  readonly tokens: TokenWriter
  readonly repositories: RepositoryWriter
}

export type OpenWriter = (organization: OpenedOrganization, permit: WritePermit) => Promise<GitHubWriter>

/** Nothing may be written now, and why. It is no failure: what was to be written stays planned. */
export class WritesStopped extends Error {
  constructor(message: string) {
    super(message)
    // By this name Octokit knows that a request was given up on purpose.
    this.name = 'AbortError'
  }
}

/** GitHub refuses it, and would again: a rule of the repository, or something that is not there. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused'
}
