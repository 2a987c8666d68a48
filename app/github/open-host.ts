import type { Ownership } from '../enforcement/attestations/owner-check.ts'
import type { GitHubHost, OpenedOrganization } from '../enforcement/github.ts'
import { writers } from '../enforcement/write-pace.ts'
import {
  type Authorization,
  createInstallationClient,
  type InstallationClient,
  installationAuthorization,
} from './as-installation.ts'
import type { Octokit } from './api-client.ts'
import { openProbot } from './client.ts'
import { listDeliveries, listFailedDeliveries, readDelivery, redeliver } from './deliveries.ts'
import { createGuardedFetch } from './guarded-fetch.ts'
import type { AppCredentials, HostOptions } from './host-options.ts'
import { createInstallationTokens } from './installation-tokens.ts'
import { readBotLogin } from './bot-login.ts'
import type { Ours } from './list-repositories.ts'
import { type Look, lookAtApp } from './look-at-app.ts'
import { openOrganization } from './open-organization.ts'
import { createRateBudget, type RateBudget } from './rate-budget.ts'
import { listInstallations, readOurs } from './read-our-installations.ts'
import { readOwnership } from './read-ownership.ts'
import { readTeamOwnership } from './read-team-ownership.ts'
import { createSelectionReader, type SelectionAccess } from './selections.ts'
import { createSender, withBudget } from './send.ts'
import { openWriter, permitted } from './writing/open-writer.ts'
import { paced, type Pacing } from './writing/paced.ts'

type Fetch = typeof globalThis.fetch

/** Who asks, and what it may still ask: the same for all that it sends. */
interface Identity {
  readonly authorization: Authorization
  readonly budget: RateBudget
}

export interface LookedAtHost extends GitHubHost {
  /** Asks it for our own App. @throws RateBudgetSpent where it is not to be asked now */
  readonly look: () => Promise<Look>
  /** Whether somebody is an owner of an organization. @throws what may pass by itself */
  readonly readOwnership: (organization: OpenedOrganization, login: string) => Promise<Ownership>
  /** Whether somebody is in one of these teams (`organization/team`). @throws what may pass by itself */
  readonly readTeamOwnership: (
    organization: OpenedOrganization,
    teams: readonly string[],
    login: string,
  ) => Promise<Ownership>
}

/**
 * A GitHub host through our App. Each has its own clients, tokens and budgets: ids of one host mean something else on another.
 * @throws AppError `invalid-configuration` where a key is none
 */
export async function openHost(options: HostOptions): Promise<LookedAtHost> {
  const { name, apiUrl, app, memory, log, modeOf, now = Date.now, onRequest = () => {} } = options
  const send = createSender({
    fetch: createGuardedFetch(apiUrl, modeOf, options.fetch),
    apiUrl,
    onRequest,
    signal: options.signal,
    answerMs: options.answerMs,
  })
  const asApp = await signAs(app, options, send)
  const tokens = createInstallationTokens(asApp, now)

  const identity = (authorization: Authorization): Identity => ({
    authorization,
    budget: createRateBudget(now, options.requestsPerMinute),
  })
  /** @param through the guarded sender: that of all reads, or one of a writer's own */
  const open = (
    { authorization, budget }: Identity,
    through: Fetch = send,
  ): InstallationClient & { readonly fetch: Fetch } => {
    const fetch = withBudget(through, budget)
    return { ...createInstallationClient({ apiUrl, log, fetch, authorization }), fetch }
  }
  const enforcer = options.enforcer && {
    enterprise: options.enforcer.enterprise,
    identity: identity(await enforcerAuthorization(options.enforcer, options, send)),
  }
  const person =
    options.classicToken === undefined ? undefined : identity(fixed(`token ${options.classicToken}`))
  /** @param through by who sends, as pace is kept of them */
  const selectionThrough = (through: (writer: string) => Fetch = () => send): SelectionAccess => ({
    ...(enforcer && {
      enforcer: {
        enterprise: enforcer.enterprise,
        octokit: open(enforcer.identity, through(writers.enterprise(name, enforcer.enterprise))),
      },
    }),
    ...(person && { asPerson: open(person, through(writers.person(name))) }),
  })
  const readSelection = createSelectionReader(selectionThrough())
  // One for each installation, however often it is opened: the budget is the installation's.
  const clients = remembering((id) => {
    const own = identity(installationAuthorization(tokens, id))
    return { ...own, client: open(own) }
  })
  // Anew where it fails; a writer asks anew each time, since an App can be renamed.
  const named: { asked: Promise<string> | undefined } = { asked: undefined }
  const botLogin = (): Promise<string> => onceGood(named, () => readBotLogin(asApp))
  const ours = remembering((): { asked: Promise<Ours> | undefined } => ({ asked: undefined }))

  return {
    name,
    look: () => lookAtApp(asApp, now),
    readOwnership: async ({ login: org, installationId }, login) => {
      const { permissions } = await tokens.get(installationId)
      return readOwnership(clients(installationId).client, permissions, { org, login })
    },
    readTeamOwnership: async ({ login: org, installationId }, teams, login) => {
      const { permissions } = await tokens.get(installationId)
      return readTeamOwnership(clients(installationId).client, permissions, { org, teams, login })
    },
    listInstallations: async () => {
      const all = await listInstallations(asApp)
      // Otherwise a permission that was given would be missed until the token's end.
      for (const { installationId, permissions } of all) await tokens.heard(installationId, permissions)
      return all
    },
    openOrganization: async (organization) => {
      const { installationId } = organization
      const { authorization, client } = clients(installationId)
      return openOrganization(
        {
          host: name,
          client,
          authorization,
          fetch: client.fetch,
          tokens,
          memory,
          isServer: new URL(apiUrl).pathname.replace(/\/$/, '').endsWith('/api/v3'),
          readSelection,
          appId: app.id,
          botLogin,
          ours: () => onceGood(ours(installationId), () => readOurs(asApp, installationId)),
        },
        organization,
      )
    },
    openWriter: async ({ login, installationId }, permit) => {
      const guarded = createGuardedFetch(
        apiUrl,
        () => permit.mode,
        permitted(options.fetch ?? globalThis.fetch, permit),
      )
      const through = createSender({
        fetch: guarded,
        apiUrl,
        onRequest,
        signal: options.signal,
        answerMs: options.answerMs,
      })
      const pacing = (identity: string): Pacing => ({
        pace: options.writePace,
        identity,
        share: permit.share ?? 1,
        now,
      })
      const throughPace = (identity: string): Fetch => paced(through, pacing(identity))
      const writer = writers.installation(name, installationId)
      const own = open(clients(installationId), throughPace(writer))
      return openWriter({
        login,
        own,
        appId: app.id,
        botLogin: onceAsked(() => readBotLogin(asApp)),
        pacing: pacing(writer),
        ...selectionThrough(throughPace),
      })
    },
    listDeliveries: (since) => listDeliveries(asApp, since),
    listFailedDeliveries: (since) => listFailedDeliveries(asApp, since),
    readDelivery: (id) => readDelivery(asApp, id),
    redeliver: (id) => redeliver(asApp, id),
  }
}

/** Probot, which signs as an App. */
async function signAs(
  { webhookSecret, ...app }: AppCredentials & { readonly webhookSecret?: string | undefined },
  { apiUrl, log, modeOf, now = Date.now }: HostOptions,
  send: typeof globalThis.fetch,
): Promise<Octokit> {
  const fetch = withBudget(send, createRateBudget(now))
  const probot = await openProbot({ apiUrl, app: { ...app, webhookSecret }, log, modeOf, fetch })
  const octokit = await probot.auth()
  return { request: (route, parameters) => octokit.request(route, parameters) }
}

async function enforcerAuthorization(
  { id, privateKey, installationId }: NonNullable<HostOptions['enforcer']>,
  options: HostOptions,
  send: Fetch,
): Promise<Authorization> {
  const tokens = createInstallationTokens(
    await signAs({ id, privateKey }, options, send),
    options.now ?? Date.now,
  )
  return installationAuthorization(tokens, installationId)
}

const fixed = (authorization: string): Authorization => ({
  get: async () => authorization,
  refused: () => false,
})

function remembering<Value>(make: (id: number) => Value): (id: number) => Value {
  const made = new Map<number, Value>()
  return (id) => {
    const value = made.get(id) ?? make(id)
    made.set(id, value)
    return value
  }
}

/** Asked at most once, and only where somebody wants to know. */
function onceAsked<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  const kept: { asked: Promise<Value> | undefined } = { asked: undefined }
  return () => onceGood(kept, ask)
}

/** Asks once; after a failure again. */
async function onceGood<Value>(
  kept: { asked: Promise<Value> | undefined },
  ask: () => Promise<Value>,
): Promise<Value> {
  kept.asked ??= ask()
  try {
    return await kept.asked
  } catch (error) {
    kept.asked = undefined
    throw error
  }
}
