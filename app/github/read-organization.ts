import { z } from 'zod'
import { type BasePermission, type Fact, unknown } from '../../policies/facts.ts'
import { assistants } from '../../scanner/assistants/assistants.ts'
import type { OrganizationFacts } from '../enforcement/github.ts'
import type { OrganizationReachFacts } from '../enforcement/inventory/facts.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { ConditionalRequests } from './conditional-requests.ts'
import { readBasePermission, readNativeAgent, readProperties } from './organization-settings.ts'
import { type Permissions, readFact, readPermitted } from './read-fact.ts'
import { readInstallations } from './read-installations.ts'
import { readSharedSecrets } from './read-shared-secrets.ts'
import { type PersonOf, readTokenRequests, readTokens } from './read-tokens.ts'
import { readStores, storePlaces, withoutValues } from './secret-stores.ts'
import type { SelectionReader } from './selections.ts'

/** By what an organization is read. */
export interface OrganizationRequests {
  readonly octokit: Octokit
  readonly conditional: ConditionalRequests
  /** The installation's. */
  readonly granted: Permissions | undefined
  readonly isServer: boolean
  readonly readSelection: SelectionReader
}

export interface OrganizationReading {
  /** From the policy. */
  readonly ownApps: Readonly<Record<string, readonly number[]>>
  readonly personOf: PersonOf
}

/** Reads everything of an organization that concerns all of its repositories. */
export async function readOrganization(
  requests: OrganizationRequests,
  org: string,
  reading: OrganizationReading,
): Promise<OrganizationFacts> {
  const { octokit, conditional, granted } = requests
  const client = createApiClient(octokit, conditional.fetch())
  const basePermission = await readFact('the base permission', () => readBasePermission(client, org))
  const facts: OrganizationFacts = {
    reach: await readReach(requests, client, { ...reading, org, basePermission }),
    basePermission,
    // Of 50,000 repositories they are too much to remember, and a hundred come with each request.
    customProperties: await readPermitted(
      'the custom properties',
      granted,
      { organization_custom_properties: 'read' },
      () => readProperties(createApiClient(octokit), org),
    ),
    teams: await readPermitted('the teams', granted, { members: 'read' }, () =>
      client.list('GET /orgs/{org}/teams', { org }, listedTeam),
    ),
  }
  await conditional.keep()
  return facts
}

const listedTeam = z
  .object({ id: z.number(), slug: z.string() })
  .transform(({ id, slug }) => ({ githubId: id, slug }))

async function readReach(
  { octokit, conditional, granted, isServer, readSelection }: OrganizationRequests,
  client: ApiClient,
  {
    org,
    ownApps,
    personOf,
    basePermission,
  }: OrganizationReading & { readonly org: string; readonly basePermission: Fact<BasePermission> },
): Promise<OrganizationReachFacts> {
  const permitted = <Value>(
    what: string,
    needs: Permissions,
    read: () => Promise<Value>,
  ): Promise<Fact<Value>> => readPermitted(what, granted, needs, read)
  const places = storePlaces.filter(({ isOnServer }) => isOnServer || !isServer)
  const forVariables = createApiClient(octokit, conditional.fetch(withoutValues))
  const own = new Set(Object.values(ownApps).flat())
  return {
    installations: await permitted('the installed Apps', { organization_administration: 'read' }, () =>
      readInstallations(client, {
        org,
        isTelling: ({ slug, id }) => own.has(id) || isAssistantsApp(slug, id),
        readSelection,
      }),
    ),
    ownApps,
    ...(await readStores('the organization', places, granted, (place) =>
      readSharedSecrets(
        { secrets: client, variables: forVariables },
        { org, place, isTelling: isAssistantsName },
      ),
    )),
    tokens: await permitted('fine-grained tokens', { organization_personal_access_tokens: 'read' }, () =>
      readTokens(client, org, personOf),
    ),
    tokenRequests: await permitted(
      'requests of fine-grained tokens',
      { organization_personal_access_token_requests: 'read' },
      () => readTokenRequests(client, org, personOf),
    ),
    basePermission,
    nativeAgent: isServer
      ? unknown('Enterprise Server tells nothing of Copilot’s agents')
      : await permitted("Copilot's agent settings", { organization_copilot_agent_settings: 'read' }, () =>
          readNativeAgent(client, org),
        ),
    cloudSessions: unknown('only an owner of the assistant’s organization can say whether they are on'),
  }
}

const isAssistantsApp = (slug: string, id: number): boolean =>
  assistants.some(({ apps }) => apps.some((app) => app.slug === slug || app.id === id))

const isAssistantsName = (name: string): boolean =>
  assistants.some(({ variables }) => variables.some((one) => one.name === name))
