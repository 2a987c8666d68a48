import type { GitHubOrganization, OpenedOrganization, RepositorySnapshot } from '../enforcement/github.ts'
import { known } from '../../policies/facts.ts'
import type { AnswerMemory } from '../enforcement/remembered-answers.ts'
import { createApiClient } from './api-client.ts'
import { authorized, type InstallationClient, type Authorization } from './as-installation.ts'
import { type ConditionalRequests, openConditionalRequests } from './conditional-requests.ts'
import type { InstallationTokens } from './installation-tokens.ts'
import { listRepositories, type Ours, readSnapshot } from './list-repositories.ts'
import { listMergeGroups } from './list-merge-groups.ts'
import { readStatusOrigin } from './read-own-status.ts'
import { readMergeBase } from './read-merge-base.ts'
import { listPulls, onlyHeads, readPull } from './list-pulls.ts'
import { findPerson } from './find-person.ts'
import { listWorkflows } from './list-workflows.ts'
import { openClone } from './open-clone.ts'
import type { Permissions } from './read-fact.ts'
import { readAdminTeams, readVisibility } from './read-admin-teams.ts'
import { readOrganization } from './read-organization.ts'
import { readRepository } from './read-repository.ts'
import { createRequestReading } from './read-requests.ts'
import { readSecretAlerts } from './read-secret-alerts.ts'
import { readFile, readTexts } from './read-texts.ts'
import type { SelectionReader } from './selections.ts'

/** What the host has for one of its organizations. */
export interface OrganizationParts {
  /** `github.com` */
  readonly host: string
  readonly client: InstallationClient
  readonly authorization: Authorization
  /** With the installation's budget, without authorization. */
  readonly fetch: typeof globalThis.fetch
  readonly tokens: InstallationTokens
  readonly memory: AnswerMemory
  readonly isServer: boolean
  readonly readSelection: SelectionReader
  readonly ours: () => Promise<Ours>
  /** Our own App's. */
  readonly appId: number
  /** By which GitHub names our App where it acts. */
  readonly botLogin: () => Promise<string>
}

/** Everything that is read of one organization. Nothing is asked before it is needed. */
export function openOrganization(
  parts: OrganizationParts,
  { id: organization, login, installationId }: OpenedOrganization,
): GitHubOrganization {
  const { client: octokit, authorization, fetch, tokens, memory, isServer, readSelection } = parts
  const client = createApiClient(octokit)

  const granted = async (): Promise<Permissions | undefined> => (await tokens.get(installationId)).permissions
  const conditional = (subject: string): Promise<ConditionalRequests> =>
    openConditionalRequests({
      memory,
      place: { organization, installationId, subject },
      fetch,
      authorize: (inner) => authorized(inner, authorization),
    })
  const of = (kind: string, { githubId }: RepositorySnapshot): string => `${kind}:${githubId}`

  return {
    host: parts.host,
    listRepositories: () => listRepositories(client, octokit.graphql),
    readSnapshot: async (githubId) => readSnapshot(client, octokit.graphql, githubId, await parts.ours()),
    readOrganization: async (reading) =>
      readOrganization(
        {
          octokit,
          conditional: await conditional('organization'),
          granted: await granted(),
          isServer,
          readSelection,
        },
        login,
        reading,
      ),
    readRepository: async (snapshot) =>
      readRepository(
        {
          octokit,
          conditional: await conditional(of('repository', snapshot)),
          appId: parts.appId,
          granted: await granted(),
          isServer,
        },
        snapshot,
      ),
    readTexts: (snapshot, files) => readTexts(client, octokit.graphql, { owner: login, snapshot }, files),
    findPerson: (name) => findPerson(octokit, name),
    readVisibility: (name) => readVisibility(client, { owner: login, repo: name }),
    readAdminTeams: async (snapshot) =>
      readAdminTeams(
        { octokit, conditional: await conditional(of('teams', snapshot)), granted: await granted() },
        login,
        snapshot,
      ),
    readFile: (name, path, at) => readFile(client, octokit.graphql, { owner: login, name, path, at }),
    readMergeBase: async (name, base, head) =>
      readMergeBase(client, await granted(), { owner: login, repo: name, base, head }),
    listPulls: async (name) => {
      const requests = await conditional(`pulls:${name.toLowerCase()}`)
      const slim = createApiClient(octokit, requests.fetch(onlyHeads))
      const found = await listPulls(slim, await granted(), { owner: login, repo: name })
      await requests.keep()
      return found
    },
    listMergeGroups: async ({ name, defaultBranch }) => {
      if (defaultBranch === null) return known([])
      const requests = await conditional(`queue:${name.toLowerCase()}`)
      const slim = createApiClient(octokit, requests.fetch())
      const at = { owner: login, repo: name, into: defaultBranch }
      const found = await listMergeGroups(slim, await granted(), at)
      await requests.keep()
      return found
    },
    readStatusOrigin: async (name, commit, context) => {
      const requests = await conditional(`statuses:${name.toLowerCase()}:${commit}`)
      const slim = createApiClient(octokit, requests.fetch())
      const at = { owner: login, repo: name, commit, context }
      const found = await readStatusOrigin(slim, await granted(), at, parts.botLogin)
      await requests.keep()
      return found
    },
    readPull: async (name, number) => readPull(client, await granted(), { owner: login, repo: name, number }),
    listWorkflows: async ({ githubId }) => listWorkflows(client, await granted(), githubId),
    readSecretAlerts: async (snapshot) =>
      readSecretAlerts(
        { octokit, conditional: await conditional(of('alerts', snapshot)), granted: await granted() },
        snapshot.githubId,
      ),
    requests: createRequestReading({ octokit, login, appId: parts.appId, granted }),
    openClone: (snapshot) => openClone(tokens, installationId, snapshot),
  }
}
