import { type Fact, known, unknown } from '../../policies/facts.ts'
import type { SecretStore, UnreadStore } from '../enforcement/inventory/facts.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

/** Where a store's names are, of a repository or an organization. */
export interface StorePlace {
  readonly store: SecretStore
  /** Behind `/orgs/{org}/` or `/repositories/{id}/`. */
  readonly path: string
  /** Under which name the answer lists them. */
  readonly field: 'secrets' | 'variables'
  readonly ofOrganization: Permissions
  readonly ofRepository: Permissions
  /** Enterprise Server has neither Codespaces nor GitHub's agents, so nothing can lie in their stores. */
  readonly isOnServer: boolean
  /** Whether something in an archived repository could use it: no workflow or agent runs there. */
  readonly isUsedInArchived: boolean
}

export const storePlaces: readonly StorePlace[] = [
  {
    store: 'actions',
    path: 'actions/secrets',
    field: 'secrets',
    ofOrganization: { organization_secrets: 'read' },
    ofRepository: { secrets: 'read' },
    isOnServer: true,
    isUsedInArchived: false,
  },
  {
    store: 'dependabot',
    path: 'dependabot/secrets',
    field: 'secrets',
    ofOrganization: { organization_dependabot_secrets: 'read' },
    ofRepository: { dependabot_secrets: 'read' },
    isOnServer: true,
    isUsedInArchived: false,
  },
  {
    store: 'codespaces',
    path: 'codespaces/secrets',
    field: 'secrets',
    ofOrganization: { organization_codespaces_secrets: 'read' },
    ofRepository: { codespaces_secrets: 'read' },
    isOnServer: false,
    // Somebody may look at it in a codespace.
    isUsedInArchived: true,
  },
  {
    store: 'agents',
    path: 'agents/secrets',
    field: 'secrets',
    ofOrganization: { organization_agent_secrets: 'read' },
    ofRepository: { agent_secrets: 'read' },
    isOnServer: false,
    isUsedInArchived: false,
  },
  {
    store: 'variables',
    path: 'actions/variables',
    field: 'variables',
    ofOrganization: { organization_actions_variables: 'read' },
    ofRepository: { actions_variables: 'read' },
    isOnServer: true,
    isUsedInArchived: false,
  },
]

/** What stores hold, and which could not be read. */
export interface ReadStores<Secret> {
  /** unknown: none could. */
  readonly secrets: Fact<readonly Secret[]>
  readonly unreadStores?: readonly UnreadStore[]
}

/** Reads store by store: each takes a permission of its own, and one that is missing says nothing of the others. */
export async function readStores<Secret>(
  whose: 'the repository' | 'the organization',
  places: readonly StorePlace[],
  granted: Permissions | undefined,
  read: (place: StorePlace) => Promise<readonly Secret[]>,
): Promise<ReadStores<Secret>> {
  const secrets: Secret[] = []
  const unread: UnreadStore[] = []
  for (const place of places) {
    const { store } = place
    const needs = whose === 'the repository' ? place.ofRepository : place.ofOrganization
    const what = `${whose}'s ${store === 'variables' ? 'variables' : `secrets of ${storeNames[store]}`}`
    const found = await readPermitted(what, granted, needs, () => read(place))
    if (found.known) secrets.push(...found.value)
    else unread.push({ store, why: found.why })
  }
  if (places.length > 0 && unread.length === places.length)
    return { secrets: unknown(unread.map(({ why }) => why).join('; ')) }
  return { secrets: known(secrets), ...(unread.length > 0 && { unreadStores: unread }) }
}

const storeNames: Readonly<Record<Exclude<SecretStore, 'variables'>, string>> = {
  actions: 'Actions',
  dependabot: 'Dependabot',
  codespaces: 'Codespaces',
  agents: 'agents',
}

/** What may be kept of an answer that lists variables: everything but their values, which may be what should be secret. */
export function withoutValues(body: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    const variables: unknown = Object(answer)['variables']
    if (!Array.isArray(variables)) return undefined
    // As it came, so that its tag can be computed.
    if (variables.length === 0) return body
    return JSON.stringify({
      ...Object(answer),
      variables: variables.map((one: object) => ({ ...one, value: '' })),
    })
  } catch {
    // What is no JSON is not kept; whoever asked will say so.
    return undefined
  }
}
