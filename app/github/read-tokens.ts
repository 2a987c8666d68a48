import { z } from 'zod'
import { type Fact, unknown } from '../../policies/facts.ts'
import type { TokenFact, TokenRequestFact } from '../enforcement/inventory/facts.ts'
import type { ApiClient } from './api-client.ts'
import { readFact } from './read-fact.ts'

/** An opaque id for a person whom GitHub names. */
export type PersonOf = (githubId: number, login: string) => Promise<string>

/** What of a token policies limit. */
export const limitedToken = z.object({
  id: z.number(),
  repository_selection: z.enum(['none', 'all', 'subset']),
  permissions: z.object({ repository: z.record(z.string(), z.string()).optional() }),
  token_expires_at: z.string().nullable(),
})
const token = limitedToken.extend({
  owner: z.object({ id: z.number(), login: z.string() }),
  token_name: z.string(),
})
const request = token.extend({ reason: z.string().nullish() })

/** Fine-grained tokens that the organization has let in. */
export async function readTokens(
  client: ApiClient,
  org: string,
  personOf: PersonOf,
): Promise<readonly TokenFact[]> {
  const route = 'GET /orgs/{org}/personal-access-tokens'
  const all = await client.list(route, { org }, token)
  const tokens: TokenFact[] = []
  for (const one of reaching(all))
    tokens.push(await factOf(client, one, `${route}/{id}/repositories`, org, personOf))
  return tokens
}

/** Those whose owners ask for it. */
export async function readTokenRequests(
  client: ApiClient,
  org: string,
  personOf: PersonOf,
): Promise<readonly TokenRequestFact[]> {
  const route = 'GET /orgs/{org}/personal-access-token-requests'
  const all = await client.list(route, { org }, request)
  const requests: TokenRequestFact[] = []
  for (const one of reaching(all)) {
    const fact = await factOf(client, one, `${route}/{id}/repositories`, org, personOf)
    requests.push({ ...fact, reason: one.reason ?? null })
  }
  return requests
}

/** Some have no repositories: they are for the organization's own settings. */
export const reaching = <One extends { readonly repository_selection: string }>(
  all: readonly One[],
): readonly One[] => all.filter(({ repository_selection: selection }) => selection !== 'none')

async function factOf(
  client: ApiClient,
  one: z.output<typeof token>,
  route: string,
  org: string,
  personOf: PersonOf,
): Promise<TokenFact> {
  const repositories: Fact<ReadonlySet<number>> =
    one.repository_selection === 'all'
      ? unknown('it reaches all of them')
      : await readFact('the repositories of a token', async () => {
          const listed = await client.list(route, { org, id: one.id }, z.object({ id: z.number() }))
          return new Set(listed.map(({ id }) => id))
        })
  return {
    id: one.id,
    owner: await personOf(one.owner.id, one.owner.login),
    name: one.token_name,
    selection: one.repository_selection === 'all' ? 'all' : 'selected',
    repositories,
    permissions: one.permissions.repository ?? {},
    expiresAt: one.token_expires_at,
  }
}
