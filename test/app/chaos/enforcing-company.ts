import { wantedEvents } from '../../../app/github/events.ts'
import { safeWorkflow } from '../../demo/company/assistant-files.ts'
import { secretText } from '../../demo/company/secret-text.ts'
import { day } from '../../github/clock.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Organization, Permissions, Repository, User } from '../../github/world/entities.ts'
import { enterpriseApp } from '../acting/enterprise-app.ts'
import { manifestPermissions } from '../end-to-end/reached-company.ts'
import type { ChaosCompany } from './chaos-company.ts'
import { enforcingPolicy, mostRemovals } from './enforcing-policy.ts'

/** By the beginning of their names: how many repositories there are, and how many of those an assistant's App is on. */
export type CompanySizes = readonly {
  readonly login: string
  readonly kinds: Readonly<Record<string, readonly [number, number]>>
}[]

const defaultSizes: CompanySizes = [
  { login: 'harbor-east', kinds: { web: [8, 7], tool: [3, 2], app: [4, 1], old: [2, 1] } },
  { login: 'harbor-west', kinds: { web: [3, 2], tool: [1, 1], app: [2, 0], old: [1, 0] } },
]

/** What our App may beside what it always may: everything that a policy can switch on. */
const actingPermissions: Permissions = {
  administration: 'write',
  organization_secrets: 'write',
  actions: 'write',
  checks: 'write',
  statuses: 'write',
  issues: 'write',
  pull_requests: 'write',
  contents: 'write',
  organization_administration: 'write',
  organization_custom_properties: 'admin',
  organization_personal_access_tokens: 'write',
  organization_personal_access_token_requests: 'write',
}

export interface EnforcingCompanyOptions {
  readonly sizes?: CompanySizes
  readonly isScanned?: boolean
  /** As the policy says it. */
  readonly removals?: number
}

/**
 * Organizations of one enterprise, with policies that are enforced, and an assistant on some of their repositories: by its App, by
 * workflows, with a secret of the organization. Tokens are let in and asked for, some of which go beyond the limits.
 */
export function buildEnforcingCompany(
  github: Simulator,
  { sizes = defaultSizes, isScanned = true, removals = mostRemovals }: EnforcingCompanyOptions = {},
): Required<ChaosCompany> {
  const [ada, dev, sam, gus] = [
    github.addUser({ login: 'ada' }),
    github.addUser({ login: 'dev' }),
    github.addUser({ login: 'sam' }),
    github.addUser({ login: 'gus' }),
  ]
  const enterprise = github.addEnterprise({ slug: 'harbor' })
  const anthropic = github.addOrganization({ login: 'anthropics' })
  const claude = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  const built = sizes.map(({ login, kinds }) => {
    const organization = github.addOrganization({
      login,
      enterprise,
      owners: [ada],
      members: [dev, sam, gus],
      defaultRepositoryPermission: 'read',
    })
    github.addTeam(organization, { name: 'security', members: [sam] })
    github.addTeam(organization, { name: 'on-call', members: [dev] })
    github.addTeam(organization, { name: 'gatehouse-owners', members: [gus] })
    const files = {
      'gatehouse.yml': enforcingPolicy(login, { web: 'allow', tools: 'allow', isScanned, removals }),
    }
    const policy = github.addRepository(organization, { name: 'gatehouse', files })
    const repositories = addConnected(github, organization, kinds)
    const first = (kind: string): readonly Repository[] =>
      repositories.filter(({ name }) => name === `${kind}-0`)
    const secret = github.addSecret(organization, {
      name: 'ANTHROPIC_API_KEY',
      repositories: [...first('web'), ...first('app'), ...first('old')],
    })
    addTokens(github, organization, ada)
    // One that the repository has itself: nobody but a person can take it.
    for (const one of first('old')) github.addSecret(one, { name: 'ANTHROPIC_API_KEY' })
    return {
      organization,
      policy,
      secret,
      assistant: github.addInstallation({ app: claude, on: organization, repositories }),
    }
  })
  const organizations = built.map(({ organization }) => organization)
  const app = github.addApp({
    slug: 'gatehouse',
    owner: organizations[0]!,
    permissions: { ...manifestPermissions('ghec'), ...actingPermissions },
    events: wantedEvents.map(({ name }) => name),
  })
  return {
    organizations,
    app,
    installations: organizations.map((on) => github.addInstallation({ app, on })),
    enforcing: {
      // Deaths are what is tried, not patience.
      settings: {
        MODE: 'enforce',
        WRITES_PER_MINUTE: '100000',
        CONTENT_PER_HOUR: '1000000',
        ...enterpriseApp(github, enterprise),
      },
      assistant: built.map(({ assistant }) => assistant),
      secrets: built.map(({ secret }) => secret),
      policies: built.map(({ policy }) => policy),
      mostRemovals: removals,
      people: { ada, dev, sam, gus },
    },
  }
}

/** Where a workflow runs an assistant, by kind; of the other kinds none does at first. */
const withWorkflow: ReadonlySet<string> = new Set(['web', 'app', 'old'])

/** @returns those that the assistant's App is on */
function addConnected(
  github: Simulator,
  on: Organization,
  kinds: Readonly<Record<string, readonly [number, number]>>,
): readonly Repository[] {
  return Object.entries(kinds).flatMap(([kind, [all, connected]]) =>
    Array.from({ length: all }, (_, index) =>
      github.addRepository(on, {
        name: `${kind}-${index}`,
        files: {
          'README.md': `# ${kind}\n`,
          ...(withWorkflow.has(kind) && index < 2 && { '.github/workflows/claude.yml': safeWorkflow }),
          ...(kind === 'tool' && index === 1 && { '.env': secretText('stripe-secret-key') }),
        },
      }),
    ).slice(0, connected),
  )
}

/** One of each that keeps to the limits, and one that does not. */
function addTokens(github: Simulator, on: Organization, owner: User): void {
  const soon = github.clock.now() + 10 * day
  github.addTokenGrant(on, { owner, name: 'fine', repositories: [], expiresAt: soon })
  github.addTokenGrant(on, { owner, name: 'wide', repositories: 'all', expiresAt: soon })
  github.addTokenRequest(on, { owner, name: 'asked', repositories: [], expiresAt: soon })
  github.addTokenRequest(on, { owner, name: 'endless', repositories: [], expiresAt: null })
}
