import type { BasePermission, Fact, Visibility } from '../../../policies/facts.ts'
import type { ClaudeConnectionFact } from '../claude/claude-tenant.ts'
import type { FileEvidence } from '../../../scanner/assistants/connection.ts'

/** An installation of some GitHub App on the organization. */
export interface InstallationFact {
  readonly id: number
  readonly appId: number
  readonly slug: string
  readonly selection: 'all' | 'selected'
  readonly isSuspended: boolean
  /** `{ contents: 'write' }` */
  readonly permissions: Readonly<Record<string, string>>
  /**
   * Numeric ids of the repositories of a `selected` installation. Below an enterprise GitHub tells them to nobody but a
   * classic token; an owner may have said which they are.
   */
  readonly repositories: Fact<ReadonlySet<number>>
  /** Set where an owner stated which they are. */
  readonly stated?: Statement
}

/** That something is known because an owner stated it. ISO 8601. */
export interface Statement {
  readonly at: string
  readonly until: string
}

/** The stores in which a name may hold a credential. */
export const secretStores = ['actions', 'dependabot', 'codespaces', 'agents', 'variables'] as const
export type SecretStore = (typeof secretStores)[number]

/** A secret or variable; values are never read. */
export interface SecretFact {
  readonly store: SecretStore
  readonly name: string
}

/** One of the organization, with the repositories that get it. */
export interface SharedSecretFact extends SecretFact {
  readonly visibility: 'all' | 'private' | 'selected'
  readonly repositories: Fact<ReadonlySet<number>>
}

/** A fine-grained personal access token that the organization has let in. */
export interface TokenFact {
  readonly id: number
  /** Opaque person id. */
  readonly owner: string
  readonly name: string
  readonly selection: 'all' | 'selected'
  readonly repositories: Fact<ReadonlySet<number>>
  readonly permissions: Readonly<Record<string, string>>
  /** ISO 8601; null where it never ends. */
  readonly expiresAt: string | null
}

/** A fine-grained token whose owner asks the organization to let it in. */
export interface TokenRequestFact extends TokenFact {
  /** In its owner's words. */
  readonly reason: string | null
}

export interface DeployKeyFact {
  readonly id: number
  readonly title: string
  readonly readOnly: boolean
}

/** A store of secrets that could not be read, though others could. */
export interface UnreadStore {
  readonly store: SecretStore
  readonly why: string
}

/** What is known of an organization that concerns all of its repositories. */
export interface OrganizationReachFacts {
  readonly installations: Fact<readonly InstallationFact[]>
  /** Ids of Apps that the policy counts as an assistant's: an organization may have made its own. */
  readonly ownApps: Readonly<Record<string, readonly number[]>>
  /** Of the stores that could be read; unknown where none could. */
  readonly secrets: Fact<readonly SharedSecretFact[]>
  /** Stores whose secrets are missing there. */
  readonly unreadStores?: readonly UnreadStore[]
  readonly tokens: Fact<readonly TokenFact[]>
  /** Those that wait for an answer; missing where nobody asked. */
  readonly tokenRequests?: Fact<readonly TokenRequestFact[]>
  readonly basePermission: Fact<BasePermission>
  /** Copilot's cloud agent, through which other assistants run natively. */
  readonly nativeAgent: Fact<'none' | 'all' | ReadonlySet<number>>
  /** Whether the assistant's sessions in the cloud are switched on; only an owner can say. */
  readonly cloudSessions: Fact<boolean>
  /** Set where an owner stated it. */
  readonly cloudSessionsStated?: Statement
  /** ISO 8601: since when Claude's own settings say so; missing: they were not read. */
  readonly cloudSessionsRead?: string
  readonly nativeAgentStated?: Statement
}

/** A workflow that GitHub does not run as things are. */
export interface SwitchedOffWorkflow {
  /** `.github/workflows/ci.yml` */
  readonly path: string
  /** GitHub does it itself where nothing happens for long, and in forks. */
  readonly by: 'gatehouse' | 'person' | 'github'
}

/** What is known of one repository. */
export interface RepositoryReachFacts {
  /** GitHub's numeric id. */
  readonly id: number
  readonly visibility: Fact<Visibility>
  /** What its workflows say, per assistant; see the scanner's `findConnections`. */
  readonly workflows: Fact<readonly FileEvidence[]>
  /** Those of its workflows that are switched off; missing where nobody asked, because none runs an assistant. */
  readonly switchedOff?: Fact<readonly SwitchedOffWorkflow[]>
  /** Of the stores that could be read; unknown where none could. */
  readonly secrets: Fact<readonly SecretFact[]>
  /** Stores whose secrets are missing there. */
  readonly unreadStores?: readonly UnreadStore[]
  readonly deployKeys: Fact<readonly DeployKeyFact[]>
  /** How many people can read it. */
  readonly readers: Fact<number>
  /** What workflows say on other branches than the default one; unknown where its content was not looked at. */
  readonly otherWorkflows: Fact<readonly FileEvidence[]>
  /** What is open at Claude about it; missing: nobody has told. */
  readonly atClaude?: readonly ClaudeConnectionFact[]
  /** Signs that an assistant worked in it. */
  readonly activity: readonly ActivityFact[]
}

/** A sign that an assistant worked in a repository. It proves that it could; not how, and not that it still can. */
export interface ActivityFact {
  /** Id of the assistant. */
  readonly assistant: string
  /** `event`: its account acted on GitHub. `commit`: a commit says that it helped. */
  readonly kind: 'event' | 'commit'
  readonly at: Date
}
