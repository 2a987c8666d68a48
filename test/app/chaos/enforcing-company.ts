import { wantedEvents } from '../../../app/github/events.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import type { Organization, Repository } from '../../github/world/entities.ts'
import { enterpriseApp } from '../acting/enterprise-app.ts'
import { manifestPermissions } from '../end-to-end/reached-company.ts'
import type { ChaosCompany } from './chaos-company.ts'

/** How a policy has its groups; the rest of it stays. */
export interface EnforcingRules {
  readonly web: 'allow' | 'deny'
  readonly tools: 'allow' | 'deny'
  /** Whether a secret keeps a repository from being allowed; where nothing is scanned, nobody would know. */
  readonly isScanned?: boolean
}

const mostRemovals = 5

/**
 * `web` is many repositories that may be connected, `tool` few of them, `app` those that need an approval; the rest is denied. What is
 * connected before anybody looked has no grace.
 */
export const enforcingPolicy = (
  login: string,
  { web, tools, isScanned = true }: EnforcingRules,
): string => `version: 1
mode: enforce
default: deny
changes:
  connections: true
  secrets: true
  selection: true
notifications: { issues: false }
requests:
  inheritedUntil: 2020-01-01
safety:
  removals: ${mostRemovals}
${isScanned ? 'conditions:\n  noSecretsInTree: { severity: medium, confidence: medium }\n' : ''}groups:
  - name: web
    match: ['${login}/web*']
    access: ${web}
  - name: tools
    match: ['${login}/tool*']
    access: ${tools}
  - name: apps
    match: ['${login}/app*']
    access: approval
    approval: { by: [${login}/security], maxDays: 90 }
`

/** By the beginning of their names: how many repositories there are, and how many of those an assistant's App is on. */
export type CompanySizes = readonly {
  readonly login: string
  readonly kinds: Readonly<Record<string, readonly [number, number]>>
}[]

const defaultSizes: CompanySizes = [
  { login: 'harbor-east', kinds: { web: [8, 7], tool: [3, 2], app: [4, 1], old: [2, 1] } },
  { login: 'harbor-west', kinds: { web: [3, 2], tool: [1, 1], app: [2, 0], old: [1, 0] } },
]

/** Organizations of one enterprise, with policies that are enforced, and an assistant's App on some of their repositories. */
export function buildEnforcingCompany(
  github: Simulator,
  {
    sizes = defaultSizes,
    isScanned = true,
  }: { readonly sizes?: CompanySizes; readonly isScanned?: boolean } = {},
): Required<ChaosCompany> {
  const ada = github.addUser({ login: 'ada' })
  const enterprise = github.addEnterprise({ slug: 'harbor' })
  const anthropic = github.addOrganization({ login: 'anthropics' })
  const claude = github.addApp({ slug: 'claude', owner: anthropic, permissions: { contents: 'write' } })
  const built = sizes.map(({ login, kinds }) => {
    const organization = github.addOrganization({ login, enterprise, owners: [ada] })
    const files = { 'gatehouse.yml': enforcingPolicy(login, { web: 'allow', tools: 'allow', isScanned }) }
    const policy = github.addRepository(organization, { name: 'gatehouse', files })
    const repositories = addConnected(github, organization, kinds)
    const first = (kind: string): readonly Repository[] =>
      repositories.filter(({ name }) => name === `${kind}-0`)
    const secret = github.addSecret(organization, {
      name: 'ANTHROPIC_API_KEY',
      repositories: [...first('web'), ...first('app'), ...first('old')],
    })
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
    permissions: { ...manifestPermissions('ghec'), organization_secrets: 'write' },
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
      mostRemovals,
    },
  }
}

/** @returns those that the assistant's App is on */
function addConnected(
  github: Simulator,
  on: Organization,
  kinds: Readonly<Record<string, readonly [number, number]>>,
): readonly Repository[] {
  return Object.entries(kinds).flatMap(([kind, [all, connected]]) =>
    Array.from({ length: all }, (_, index) =>
      github.addRepository(on, { name: `${kind}-${index}`, files: { 'README.md': `# ${kind}\n` } }),
    ).slice(0, connected),
  )
}
