import { pino } from 'pino'
import type { GitHubHost, GitHubOrganization, RepositorySnapshot } from '../../../app/enforcement/github.ts'
import type {
  AnswerMemory,
  AnswersPlace,
  RememberedAnswer,
} from '../../../app/enforcement/remembered-answers.ts'
import type { HostOptions } from '../../../app/github/host-options.ts'
import { type LookedAtHost, openHost } from '../../../app/github/open-host.ts'
import { company, type Company } from '../../github/simulated.ts'
import type { SimulatorOptions } from '../../github/server/simulator.ts'
import type { App, Permissions } from '../../github/world/entities.ts'

/** Everything that is read, and nothing to write. */
export const reading: Permissions = {
  metadata: 'read',
  contents: 'read',
  administration: 'read',
  secrets: 'read',
  dependabot_secrets: 'read',
  codespaces_secrets: 'read',
  agent_secrets: 'read',
  actions_variables: 'read',
  secret_scanning_alerts: 'read',
  organization_administration: 'read',
  organization_secrets: 'read',
  organization_dependabot_secrets: 'read',
  organization_codespaces_secrets: 'read',
  organization_agent_secrets: 'read',
  organization_actions_variables: 'read',
  organization_personal_access_tokens: 'read',
  organization_personal_access_token_requests: 'read',
  organization_copilot_agent_settings: 'read',
  organization_custom_properties: 'read',
}

/** An answer memory that a test can look into. */
export interface OpenMemory extends AnswerMemory {
  readonly kept: Map<string, ReadonlyMap<string, RememberedAnswer>>
}

export function createMemory(): OpenMemory {
  const kept = new Map<string, ReadonlyMap<string, RememberedAnswer>>()
  const keyOf = ({ organization, installationId, subject }: AnswersPlace): string =>
    `${organization} ${installationId} ${subject}`
  return {
    kept,
    load: async (place) => kept.get(keyOf(place)) ?? new Map(),
    keep: async (place, changed, used) => {
      const before = kept.get(keyOf(place)) ?? new Map<string, RememberedAnswer>()
      const still = used.flatMap((request) => {
        const answer = before.get(request)
        return answer ? [[request, answer] as const] : []
      })
      kept.set(keyOf(place), new Map([...still, ...changed]))
    },
  }
}

/** The simulator's host, opened with an App of it. */
export const openFor = (
  github: Company['github'],
  app: App,
  options: Partial<HostOptions> = {},
): Promise<LookedAtHost> =>
  openHost({
    name: 'github.example',
    apiUrl: github.apiUrl,
    app: { id: app.id, privateKey: app.privateKey, webhookSecret: undefined },
    memory: createMemory(),
    log: pino({ level: 'silent' }),
    modeOf: () => 'observe',
    // Tests of the pace have their own.
    requestsPerMinute: Infinity,
    ...options,
  })

export interface Opened extends Company {
  readonly host: GitHubHost
  readonly organization: GitHubOrganization
}

/** Acme, with our App on all of it, opened. */
export async function opened(
  permissions: Permissions = reading,
  simulator: SimulatorOptions = {},
  options: Partial<HostOptions> = {},
): Promise<Opened> {
  const made = await company(permissions, simulator)
  const host = await openFor(made.github, made.app, options)
  const organization = await host.openOrganization({
    id: '1',
    login: 'acme',
    installationId: made.installation.id,
  })
  return { ...made, host, organization }
}

export async function listAll(organization: GitHubOrganization): Promise<readonly RepositorySnapshot[]> {
  const all: RepositorySnapshot[] = []
  for await (const batch of organization.listRepositories()) all.push(...batch)
  return all
}

/** What policies and people give to a reading of an organization. */
export const organizationReading = {
  ownApps: {},
  personOf: async (githubId: number): Promise<string> => `person ${githubId}`,
} as const

/** What was written, apart from tokens. */
export const writesOf = (github: Company['github']) => github.calls.filter(({ isWrite }) => isWrite)
