/** What stands in a GitHub, as plain data. Numeric ids are the identity; names may change. */
export type Level = 'read' | 'write' | 'admin'
export type Permissions = Readonly<Record<string, Level>>
export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin'
export type Visibility = 'public' | 'private' | 'internal'
export type Selection = 'all' | 'selected'

export interface User {
  readonly id: number
  login: string
  readonly type: 'User' | 'Bot'
  name: string | null
  email: string | null
  siteAdmin: boolean
  readonly createdAt: number
}

export interface Organization {
  readonly id: number
  login: string
  readonly type: 'Organization'
  name: string
  description: string | null
  /** The slug of the enterprise account that owns it. */
  readonly enterprise: string | null
  defaultRepositoryPermission: 'none' | 'read' | 'write' | 'admin'
  deployKeysEnabled: boolean
  /** "Restrict access via personal access tokens (classic)". */
  classicTokensAllowed: boolean
  readonly members: Map<number, 'admin' | 'member'>
  readonly teams: Team[]
  readonly properties: CustomProperty[]
  readonly rulesets: Ruleset[]
  readonly tokenRequests: TokenRequest[]
  /** How requests were answered, the last one last. */
  readonly tokenReviews: {
    readonly request: number
    readonly action: string
    readonly reason: string | null
  }[]
  readonly tokenGrants: TokenGrant[]
  readonly auditLog: AuditEntry[]
  readonly hooks: Hook[]
  readonly stores: SecretStores
  actions: ActionsPolicy
  codingAgent: { selection: Selection | 'none'; readonly repositoryIds: Set<number> }
  readonly createdAt: number
}

export interface Enterprise {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly properties: CustomProperty[]
  readonly createdAt: number
}

export interface Team {
  readonly id: number
  name: string
  slug: string
  description: string | null
  privacy: 'closed' | 'secret'
  readonly parentId: number | null
  readonly members: Map<number, 'member' | 'maintainer'>
  readonly repositories: Map<number, Role>
  readonly createdAt: number
}

/** One commit of a repository's made-up history: what changes in it; null removes a file. */
export interface CommitContent {
  readonly message?: string
  readonly files: Readonly<Record<string, string | Uint8Array | null>>
  readonly branch?: string
  /** Tags that point at it. */
  readonly tags?: readonly string[]
  readonly author?: { readonly name: string; readonly email: string }
  /** Seconds since 1970; made up if left out, but always the same. */
  readonly time?: number
}

export interface Repository {
  readonly id: number
  ownerId: number
  name: string
  visibility: Visibility
  archived: boolean
  /** Absent where people can open issues. */
  hasNoIssues?: boolean
  description: string | null
  defaultBranch: string
  /** The default branch that `content` was written for. */
  readonly firstBranch: string
  isTemplate: boolean
  readonly forkOf: number | null
  readonly templateOf: number | null
  topics: readonly string[]
  readonly createdAt: number
  updatedAt: number
  pushedAt: number
  /** The history that git is given when somebody first asks for it; empty for a repository without a commit. */
  readonly content: readonly CommitContent[]
  /** Everything that most of 50,000 repositories do not have; absent until something is added. */
  details?: RepositoryDetails
}

export interface RepositoryDetails {
  readonly collaborators: Map<number, Role>
  readonly properties: Map<string, string | readonly string[]>
  readonly keys: DeployKey[]
  readonly hooks: Hook[]
  readonly stores: SecretStores
  readonly environments: Environment[]
  readonly rulesets: Ruleset[]
  readonly labels: Label[]
  readonly issues: Issue[]
  /** Numbers of issues that were deleted. */
  readonly deletedIssues: Set<number>
  /** What became of issues that were moved to other repositories, by their numbers. */
  readonly movedIssues: Map<number, { readonly repositoryId: number; readonly number: number }>
  readonly comments: Comment[]
  readonly pulls: PullRequest[]
  readonly reviews: Review[]
  readonly reviewComments: ReviewComment[]
  /** By their first comments. */
  readonly resolvedThreads: Map<number, number>
  readonly suites: CheckSuite[]
  readonly runs: CheckRun[]
  readonly statuses: Status[]
  readonly alerts: SecretAlert[]
  readonly sarifs: Sarif[]
  /** What lies in Git LFS, by SHA-256 in hex. */
  readonly largeFiles: Map<string, Uint8Array>
  readonly codeAlerts: CodeAlert[]
  readonly disabledWorkflows: Set<string>
  readonly protections: Map<string, Readonly<Record<string, unknown>>>
  readonly workflowRuns: WorkflowRun[]
  actions: RepositoryActionsPolicy
  /** Issues and pull requests count together. */
  lastNumber: number
}

/** What code scanning found, for the ref it was asked about. */
export interface CodeAlert {
  readonly number: number
  readonly ref: string
  readonly tool: string
  readonly rule: string
  readonly tags: readonly string[]
  readonly path: string
  readonly line: number
}

export type StoreName = 'actions' | 'dependabot' | 'codespaces' | 'agents'
export interface Secret {
  readonly name: string
  visibility: 'all' | 'private' | 'selected'
  repositoryIds: Set<number>
  readonly createdAt: number
  updatedAt: number
}
export interface Variable extends Secret {
  value: string
}
export interface SecretStores {
  readonly secrets: Readonly<Record<StoreName, Secret[]>>
  readonly variables: Readonly<Record<StoreName, Variable[]>>
}
export interface Environment {
  readonly id: number
  readonly name: string
  readonly secrets: Secret[]
  readonly variables: Variable[]
  readonly createdAt: number
}

export interface CustomProperty {
  readonly property_name: string
  readonly value_type: 'string' | 'single_select' | 'multi_select' | 'true_false' | 'url'
  readonly required?: boolean
  readonly default_value?: string | readonly string[] | null
  readonly description?: string | null
  readonly allowed_values?: readonly string[]
  readonly values_editable_by?: 'org_actors' | 'org_and_repo_actors' | null
}

export interface Ruleset {
  readonly id: number
  name: string
  target: string
  enforcement: string
  bypassActors: readonly unknown[]
  conditions: unknown
  rules: readonly { readonly type: string; readonly parameters?: Readonly<Record<string, unknown>> }[]
  readonly createdAt: number
  updatedAt: number
}

export interface TokenGrant {
  readonly id: number
  readonly tokenId: number
  readonly tokenName: string
  readonly ownerId: number
  readonly selection: 'none' | 'all' | 'subset'
  readonly repositoryIds: readonly number[]
  readonly permissions: {
    readonly organization?: Readonly<Record<string, string>>
    readonly repository?: Readonly<Record<string, string>>
    readonly other?: Readonly<Record<string, string>>
  }
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}
export interface TokenRequest extends TokenGrant {
  readonly reason: string | null
}

export interface AuditEntry {
  readonly id: string
  readonly time: number
  readonly action: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface Hook {
  readonly id: number
  url: string
  events: readonly string[]
  active: boolean
  readonly createdAt: number
}

export interface DeployKey {
  readonly id: number
  readonly key: string
  readonly title: string
  readonly readOnly: boolean
  readonly addedBy: string | null
  readonly lastUsedAt: number | null
  readonly createdAt: number
}

export interface ActionsPolicy {
  enabled: Selection | 'none'
  readonly repositoryIds: Set<number>
  allowed: 'all' | 'local_only' | 'selected'
  shaPinningRequired: boolean
  selected: { githubOwned: boolean; verified: boolean; patterns: readonly string[] }
  defaultToken: 'read' | 'write'
  mayApprove: boolean
}
export interface RepositoryActionsPolicy {
  enabled: boolean
  allowed: 'all' | 'local_only' | 'selected'
  shaPinningRequired: boolean
  selected: { githubOwned: boolean; verified: boolean; patterns: readonly string[] }
  defaultToken: 'read' | 'write'
  mayApprove: boolean
}

export interface Label {
  readonly id: number
  name: string
  color: string
  description: string | null
}
export interface Issue {
  readonly id: number
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null
  readonly authorId: number
  labels: readonly string[]
  assignees: readonly string[]
  readonly createdAt: number
  updatedAt: number
  closedAt: number | null
  /** Also where it was within the second in which it was written. */
  editedAt?: number
  /** The App through which a person wrote it. */
  readonly appId?: number
  /** It came from another repository. */
  readonly isTransferred?: boolean
}
export interface Comment {
  readonly id: number
  readonly issueNumber: number
  body: string
  readonly authorId: number
  readonly createdAt: number
  updatedAt: number
  editedAt?: number
  /** The App through which a person wrote it. */
  readonly appId?: number
}
export interface PullRequest extends Issue {
  readonly headRef: string
  headSha: string
  readonly headRepositoryId: number
  baseRef: string
  baseSha: string
  draft: boolean
  mergedAt: number | null
  mergeSha: string | null
}
export interface Review {
  readonly id: number
  readonly pullNumber: number
  readonly authorId: number
  body: string
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'
  readonly commitId: string
  readonly submittedAt: number
}
export interface ReviewComment {
  readonly id: number
  readonly pullNumber: number
  readonly reviewId: number | null
  readonly authorId: number
  readonly path: string
  readonly line: number | null
  readonly startLine: number | null
  readonly side: 'LEFT' | 'RIGHT'
  readonly commitId: string
  readonly inReplyTo: number | null
  body: string
  readonly createdAt: number
  updatedAt: number
}
export interface CheckSuite {
  readonly id: number
  readonly appId: number
  readonly headSha: string
  readonly headBranch: string | null
  readonly createdAt: number
}
export interface CheckRun {
  readonly id: number
  readonly suiteId: number
  readonly appId: number
  readonly headSha: string
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: string | null
  detailsUrl: string | null
  externalId: string
  startedAt: number
  completedAt: number | null
  output: {
    readonly title: string | null
    readonly summary: string | null
    readonly text: string | null
    readonly annotations: readonly Readonly<Record<string, unknown>>[]
  }
  actions: readonly unknown[]
}
export interface Status {
  readonly id: number
  readonly sha: string
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly creatorId: number
  readonly createdAt: number
}
export interface SecretAlert {
  readonly number: number
  readonly secretType: string
  readonly secretTypeName: string
  readonly secret: string
  state: 'open' | 'resolved'
  resolution: string | null
  resolvedAt: number | null
  readonly validity: 'active' | 'inactive' | 'unknown'
  readonly locations: readonly SecretLocation[]
  readonly createdAt: number
}
export interface SecretLocation {
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly startColumn: number
  readonly endColumn: number
  readonly blobSha: string
  readonly commitSha: string
}
export interface Sarif {
  readonly id: string
  readonly commitSha: string
  readonly ref: string
  readonly results: number
}
export interface WorkflowRun {
  readonly id: number
  readonly path: string
  readonly name: string
  readonly event: string
  readonly headBranch: string
  readonly headSha: string
  readonly actorId: number
  readonly runNumber: number
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: 'success' | 'failure' | 'cancelled' | null
  readonly createdAt: number
}

export interface App {
  readonly id: number
  readonly clientId: string
  readonly clientSecret: string
  slug: string
  name: string
  readonly ownerId: number
  readonly description: string | null
  permissions: Permissions
  events: readonly string[]
  readonly webhook: { url: string; secret: string; active: boolean }
  readonly callbackUrls: readonly string[]
  /** In PEM, with which it signs; GitHub keeps only the public half, a test needs both. */
  readonly privateKey: string
  readonly publicKey: string
  readonly userTokensExpire: boolean
  readonly createdAt: number
}

export interface Installation {
  readonly id: number
  readonly appId: number
  readonly target: { readonly type: 'Organization' | 'User' | 'Enterprise'; readonly id: number }
  selection: Selection
  readonly repositoryIds: Set<number>
  permissions: Permissions
  events: readonly string[]
  suspendedAt: number | null
  readonly createdAt: number
  updatedAt: number
}

interface Bearer {
  readonly token: string
  readonly expiresAt: number | null
}
/** What a person who agreed comes back to an App with. */
export interface SignInCode {
  readonly appId: number
  readonly userId: number
  readonly redirect: string
  /** Of PKCE, where the App asked for it. */
  readonly challenge: string | undefined
  readonly until: number
}

/** What a caller may show as proof of who it is. */
export type Credential =
  | (Bearer & {
      readonly kind: 'installation'
      readonly installationId: number
      /** Narrowed to these, or null for all that the installation has. */
      readonly repositoryIds: ReadonlySet<number> | null
      readonly permissions: Permissions
    })
  | (Bearer & { readonly kind: 'actions'; readonly repositoryId: number; readonly permissions: Permissions })
  | (Bearer & { readonly kind: 'user-to-server'; readonly appId: number; readonly userId: number })
  | (Bearer & {
      readonly kind: 'refresh'
      readonly appId: number
      readonly userId: number
      /** The token that it renews, which ends then. */
      readonly accessToken: string
    })
  | (Bearer & { readonly kind: 'classic'; readonly userId: number; readonly scopes: readonly string[] })
  | (Bearer & {
      readonly kind: 'fine-grained'
      readonly userId: number
      readonly ownerId: number
      readonly repositoryIds: ReadonlySet<number> | 'all' | 'none'
      readonly permissions: Permissions
    })
