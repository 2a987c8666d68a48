import { z } from 'zod'
import type { Fact } from '../../policies/facts.ts'
import type { SecretAlert } from '../enforcement/github.ts'
import { type ApiClient, createApiClient, type Octokit } from './api-client.ts'
import type { ConditionalRequests } from './conditional-requests.ts'
import { type Permissions, readPermitted } from './read-fact.ts'

const alert = z.object({
  number: z.number(),
  secret_type: z.string(),
  state: z.enum(['open', 'resolved']),
  resolution: z.string().nullish(),
  validity: z.enum(['active', 'inactive', 'unknown']).nullish(),
})

/** Only places in files; GitHub also finds secrets in issues and wikis. */
const place = z.object({
  type: z.string(),
  details: z
    .object({
      path: z.string().optional(),
      start_line: z.number().optional(),
      blob_sha: z.string().optional(),
    })
    .nullish(),
})

export interface SecretAlertRequests {
  readonly octokit: Octokit
  readonly conditional: ConditionalRequests
  readonly granted: Permissions | undefined
}

/** Alerts of GitHub's own secret scanning, without the secrets. Unknown where it is off, or not in the plan. */
export async function readSecretAlerts(
  { octokit, conditional, granted }: SecretAlertRequests,
  id: number,
): Promise<Fact<readonly SecretAlert[]>> {
  const client = createApiClient(octokit, conditional.fetch(withoutSecrets))
  const alerts = await readPermitted(
    "GitHub's secret scanning",
    granted,
    { secret_scanning_alerts: 'read' },
    async () => {
      const route = 'GET /repositories/{id}/secret-scanning/alerts'
      const listed = await client.list(route, { id, hide_secret: true }, alert)
      const found: SecretAlert[] = []
      for (const one of listed)
        found.push({
          number: one.number,
          type: one.secret_type,
          state: one.state,
          resolution: one.resolution ?? null,
          validity: one.validity ?? 'unknown',
          places: await readPlaces(client, id, one.number),
        })
      return found
    },
  )
  await conditional.keep()
  return alerts
}

/** A host that does not know `hide_secret` sends them all the same; such an answer is not kept. */
const withoutSecrets = (body: string): string | undefined =>
  /"secret"\s*:\s*"/.test(body) ? undefined : body

async function readPlaces(client: ApiClient, id: number, number: number): Promise<SecretAlert['places']> {
  const route = 'GET /repositories/{id}/secret-scanning/alerts/{number}/locations'
  const listed = await client.list(route, { id, number }, place)
  return listed.flatMap(({ type, details }) =>
    type === 'commit' && details?.path !== undefined
      ? [{ path: details.path, line: details.start_line ?? 1, blob: details.blob_sha ?? '' }]
      : [],
  )
}
