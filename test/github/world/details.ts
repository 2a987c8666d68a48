import type { Repository, RepositoryActionsPolicy, RepositoryDetails, SecretStores } from './entities.ts'

export const emptyStores = (): SecretStores => ({
  secrets: { actions: [], dependabot: [], codespaces: [], agents: [] },
  variables: { actions: [], dependabot: [], codespaces: [], agents: [] },
})

const actionsPolicy = (): RepositoryActionsPolicy => ({
  enabled: true,
  allowed: 'all',
  shaPinningRequired: false,
  selected: { githubOwned: true, verified: false, patterns: [] },
  defaultToken: 'read',
  mayApprove: false,
})

const emptyDetails = (): RepositoryDetails => ({
  collaborators: new Map(),
  properties: new Map(),
  keys: [],
  hooks: [],
  stores: emptyStores(),
  environments: [],
  rulesets: [],
  labels: [],
  issues: [],
  deletedIssues: new Set(),
  movedIssues: new Map(),
  comments: [],
  pulls: [],
  reviews: [],
  reviewComments: [],
  resolvedThreads: new Map(),
  suites: [],
  runs: [],
  statuses: [],
  alerts: [],
  sarifs: [],
  largeFiles: new Map(),
  codeAlerts: [],
  disabledWorkflows: new Set(),
  protections: new Map(),
  workflowRuns: [],
  actions: actionsPolicy(),
  lastNumber: 0,
})

const nothing = emptyDetails()

/** For reading: 50,000 repositories that have nothing special share one emptiness. */
export const readDetails = (repository: Repository): Readonly<RepositoryDetails> =>
  repository.details ?? nothing

/** For writing. */
export const editDetails = (repository: Repository): RepositoryDetails =>
  (repository.details ??= emptyDetails())
