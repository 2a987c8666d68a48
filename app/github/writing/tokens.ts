import type { Fact } from '../../../policies/facts.ts'
import type { TokenState, TokenWriter } from '../../enforcement/github-writes.ts'
import { createApiClient, type Octokit } from '../api-client.ts'
import { readFact } from '../read-fact.ts'
import { limitedToken, reaching } from '../read-tokens.ts'

const grants = '/orgs/{org}/personal-access-tokens'
const requests = '/orgs/{org}/personal-access-token-requests'
/** GitHub takes no longer one. */
const mostReason = 1024

/** Fine-grained tokens; GitHub lets Apps alone look at them and answer. Source: its OpenAPI description, `orgs/*-pat-*`. */
export function createTokenWriter(octokit: Octokit, org: string): TokenWriter {
  const client = createApiClient(octokit)
  const list = (what: string, path: string): Promise<Fact<readonly TokenState[]>> =>
    readFact(what, async () => {
      const all = await client.list(`GET ${path}`, { org }, limitedToken)
      return reaching(all).map((one) => ({
        id: one.id,
        selection: one.repository_selection === 'all' ? 'all' : 'selected',
        permissions: one.permissions.repository ?? {},
        expiresAt: one.token_expires_at,
      }))
    })
  const send = (what: string, path: string, body: Readonly<Record<string, unknown>>): Promise<Fact<null>> =>
    readFact(what, async () => {
      await octokit.request(`POST ${path}/{id}`, { org, ...body })
      return null
    })
  return {
    grants: () => list('fine-grained tokens', grants),
    requests: () => list('requests of fine-grained tokens', requests),
    revoke: (id) => send('what GitHub says to revoking a token', grants, { id, action: 'revoke' }),
    deny: (id, reason) =>
      send('what GitHub says to refusing a token', requests, {
        id,
        action: 'deny',
        reason: reason.slice(0, mostReason),
      }),
  }
}
