import type { Reason } from '../policies/readiness.ts'
import type { AccessRequestsApi, ApiAnswer, AskedAccess } from './api/access-requests.ts'
import type { Config } from './config.ts'
import { askForWork } from './database/ask-for-work.ts'
import { findRepositories } from './database/find-repository.ts'
import { listOwnRequests } from './database/list-requests.ts'
import { createRecords } from './database/records.ts'
import type { Store } from './database/store.ts'
import type { GitHubHost, GitHubOrganization } from './enforcement/github.ts'
import type { KnownOrganization, KnownRepository, Records } from './enforcement/records.ts'
import { readinessOf } from './enforcement/requests/readiness.ts'
import { type Caller, openCaller } from './github/open-caller.ts'
import { requestThrough } from './request-access.ts'

/** A GitHub host that may be asked. */
export interface ApiHost {
  readonly apiUrl: string
  readonly github: Pick<GitHubHost, 'name' | 'openOrganization'>
}

export interface ApiParts {
  readonly config: Pick<Config, 'ceiling' | 'policyRepository'>
  readonly store: Store
  readonly hosts: readonly ApiHost[]
  readonly now: () => Date
}

/** Nobody waits longer for GitHub. */
const longestMs = 15_000

/** Takes requests of people who show who they are by their own token of GitHub. */
export function createAccessRequestsApi(parts: ApiParts): AccessRequestsApi {
  const { store, config, now } = parts
  return {
    ask: (token, asked) =>
      withSeen(parts, token, asked, async ({ caller, organization, github }) => {
        const { repository, reason, days } = asked
        const by = caller.login
        const request = { repository, by, reason, days, source: 'api' } as const
        const result = await requestThrough(github, config, store, organization, request, now)
        if (result.ok)
          return {
            status: 201,
            body: { repository, state: 'open', todo: 'Ask for it again to see how it stands.' },
          }
        return { status: 409, body: { message: result.why } }
      }),
    status: (token, about) =>
      withSeen(parts, token, about, async ({ caller, organization, repository, records }) => {
        const person = await records.person(organization.hostId, caller.githubId, caller.login)
        const decision = await records.requests.lastDecision(repository.id)
        const requests = await listOwnRequests(
          store,
          { organizations: [organization.id] },
          repository.id,
          person,
          now(),
        )
        const readiness = decision ? readinessOf(decision) : null
        // Who asks can read the repository, so they may know what was found in it; places and fingerprints are not theirs to have here.
        const reasons = (decision?.reasons ?? []).map(withoutFindings)
        return { status: 200, body: { repository: about.repository, readiness, reasons, requests } }
      }),
  }
}

interface Seen {
  readonly caller: Caller
  readonly organization: KnownOrganization
  readonly repository: KnownRepository
  readonly github: GitHubOrganization
  readonly records: Records
}

/** What cannot be seen is answered as what is not there, after the same questions. */
async function withSeen(
  { store, hosts }: ApiParts,
  token: string,
  { repository: name, host: on }: Pick<AskedAccess, 'repository' | 'host'>,
  work: (seen: Seen) => Promise<ApiAnswer>,
): Promise<ApiAnswer> {
  // A token is shown to no host but the one that it is of.
  const [host, other] = on === undefined ? hosts : hosts.filter(({ github }) => github.name === on)
  if (!host || other) return whichHost
  try {
    const asking = openCaller({ apiUrl: host.apiUrl, token, signal: AbortSignal.timeout(longestMs) })
    const caller = await asking.who()
    if (!caller) return nobody
    const [owner = '', short = ''] = name.split('/')
    const repository = await asking.sees(owner, short)
    if (!repository) return notThere
    const seen = await findSeen(store, host, { owner, name: short, githubId: repository.githubId })
    if (!seen) return notThere
    const isInside = !repository.isPublic || (await isMember(seen.github, caller))
    if (isInside === undefined) return notNow
    return isInside ? await work({ caller, ...seen }) : notThere
  } catch {
    // What failed may quote what was sent: whoever runs GitHub's host, or a network between, decides what that is.
    return notNow
  }
}

async function findSeen(
  store: Store,
  { github: host }: ApiHost,
  { owner, name, githubId }: { readonly owner: string; readonly name: string; readonly githubId: number },
): Promise<Omit<Seen, 'caller'> | undefined> {
  const [found] = await findRepositories(store, 'everything', { owner, name, host: host.name })
  if (!found) return undefined
  const records = createRecords(store, askForWork)
  const organization = await records.organization(found.organization)
  const repository = await records.repository(found.id)
  // Under a name that was another repository's before, somebody sees that and not this one.
  if (!organization || !repository || repository.isGone || repository.githubId !== githubId) return undefined
  const { id, login, installation } = organization
  if (installation.isSuspended) return undefined
  const { installationId } = installation
  return {
    organization,
    repository,
    records,
    github: await host.openOrganization({ id, login, installationId }),
  }
}

/**
 * A public repository the whole world sees, and the world has no business in an organization's requests: of those only members may
 * ask. @returns undefined: GitHub does not say
 */
async function isMember(github: GitHubOrganization, { login }: Caller): Promise<boolean | undefined> {
  const member = await github.requests.isOrganizationMember(login)
  return member.known ? member.value : undefined
}

const whichHost: ApiAnswer = {
  status: 400,
  body: { message: 'It is not clear which GitHub host is meant.', todo: 'Name it as `host`.' },
}
const nobody: ApiAnswer = {
  status: 401,
  body: {
    message: 'GitHub knows no person by this token.',
    todo: 'Send your own token, one of a person, that has not expired.',
  },
}
const notThere: ApiAnswer = {
  status: 404,
  body: {
    message: 'There is no such repository here that you can see.',
    todo: 'Check its name, and that your token can read it.',
  },
}
const notNow: ApiAnswer = {
  status: 503,
  body: { message: 'GitHub did not say all that it depends on.', todo: 'Try again in a minute.' },
}

function withoutFindings(reason: Reason): Omit<Reason, 'findings'> {
  const { findings: _, ...rest } = reason
  return rest
}
