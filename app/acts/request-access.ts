import { actThrough } from './act-through.ts'
import type { Config } from '../config.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { createRecords } from '../database/records.ts'
import type { Store } from '../database/store.ts'
import type { GitHubOrganization } from '../enforcement/github.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { reasonOf } from '../../policies/reason-of.ts'
import { openHostOnce } from '../open-host-once.ts'

/** A request that is made in somebody's name, or by themselves, elsewhere than in the policy repository. */
export interface RequestedAccess {
  /** `acme/shop` */
  readonly repository: string
  /** Login of who asks. */
  readonly by: string
  readonly reason: string
  readonly days: number | undefined
}

export type AccessResult =
  | { readonly ok: true }
  /** `why` is one sentence for people. */
  | { readonly ok: false; readonly why: string }

/** Nobody waits longer for GitHub. */
const longestMs = 15_000

/** Opens a request as a command in a comment would, by the same rules; its issue is opened by the processes that serve. */
export async function requestAccess(
  config: Config,
  store: Store,
  organization: KnownOrganization,
  asked: RequestedAccess,
  now: () => Date,
): Promise<AccessResult> {
  const host = await openHostOnce(config, store, organization.hostId, AbortSignal.timeout(longestMs))
  if (!host) return no('The credentials of our App on its GitHub host are not at hand.')
  const { id, login, installation } = organization
  const { installationId } = installation
  const github = await host.openOrganization({ id, login, installationId })
  return requestThrough(github, config, store, organization, { ...asked, source: 'command' }, now)
}

/** The same through an organization that is open. */
export async function requestThrough(
  github: GitHubOrganization,
  { ceiling, policyRepository }: Pick<Config, 'ceiling' | 'policyRepository'>,
  store: Store,
  organization: KnownOrganization,
  { repository, by, reason, days, source }: RequestedAccess & { readonly source: 'command' },
  now: () => Date,
): Promise<AccessResult> {
  const records = createRecords(store, askForWork)
  const name = repository.slice(repository.indexOf('/') + 1)
  const known = await records.requests.repositoryNamed(organization.id, name)
  const found = known === undefined ? undefined : await records.repository(known)
  if (!found) return no(unseen(repository, by))
  const reader = await github.requests.reader(found.githubId, by)
  if (!reader.known) return no(`GitHub did not say whether ${by} can see ${repository}: ${reader.why}.`)
  const { canRead, personId } = reader.value
  if (!canRead || personId === null) return no(unseen(repository, by))
  const actor = { id: await records.person(organization.hostId, personId, by), login: by }
  const command = { kind: 'request', repository, days, reason: reasonOf(reason) } as const
  const acted = await actThrough(
    { organization, github, store, ceiling, policyRepository, now },
    { command, actor },
    source,
  )
  if (acted.kind === 'unknown') return no('GitHub did not say all that it depends on.')
  return acted.kind === 'done' ? { ok: true } : no(acted.answer.text)
}

const no = (why: string): AccessResult => ({ ok: false, why })

/** One that is not there and one that they cannot see are the same to them. */
const unseen = (repository: string, by: string): string =>
  `There is no repository ${repository} here that ${by} can see.`
