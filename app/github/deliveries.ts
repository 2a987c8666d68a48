import { z } from 'zod'
import type { ListedDelivery, ReadDelivery } from '../enforcement/github.ts'
import { linkTo, type Octokit, pageSize } from './api-client.ts'

const listed = z.object({
  id: z.number(),
  guid: z.string(),
  delivered_at: z.string(),
  status_code: z.number(),
  event: z.string(),
  installation_id: z.number().nullish(),
})
type Attempt = z.output<typeof listed>

const delivered = z.object({
  guid: z.string(),
  event: z.string(),
  request: z.object({ payload: z.unknown() }),
})

/** GitHub keeps no more than this many days of ours; a list that goes on behind that has no end. */
const mostPages = 10_000

/** Our App's webhooks, from GitHub's own list; oldest first, one for each guid. */
export async function listDeliveries(asApp: Octokit, since: Date): Promise<readonly ListedDelivery[]> {
  return (await attemptsByGuid(asApp, since)).map(([newest]) => toDelivery(newest!))
}

/**
 * Those of which every attempt failed: GitHub never tries again by itself.
 * Source: docs "Automatically redelivering failed deliveries for a GitHub App webhook".
 */
export async function listFailedDeliveries(asApp: Octokit, since: Date): Promise<readonly ListedDelivery[]> {
  return (await attemptsByGuid(asApp, since))
    .filter((attempts) => attempts.every(({ status_code: status }) => status < 200 || status >= 400))
    .map(([newest]) => toDelivery(newest!))
}

export async function readDelivery(asApp: Octokit, id: number): Promise<ReadDelivery> {
  const { data } = await asApp.request('GET /app/hook/deliveries/{delivery_id}', { delivery_id: id })
  const { guid, event, request } = delivered.parse(data)
  return { guid, event, payload: Buffer.from(JSON.stringify(request.payload)) }
}

export async function redeliver(asApp: Octokit, id: number): Promise<void> {
  await asApp.request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id })
}

/** Each webhook's attempts, newest first; the webhooks oldest first. */
async function attemptsByGuid(asApp: Octokit, since: Date): Promise<readonly (readonly Attempt[])[]> {
  const byGuid = new Map<string, Attempt[]>()
  for await (const attempt of attemptsSince(asApp, since)) {
    const known = byGuid.get(attempt.guid)
    if (known) known.push(attempt)
    else byGuid.set(attempt.guid, [attempt])
  }
  return [...byGuid.values()].toReversed()
}

async function* attemptsSince(asApp: Octokit, since: Date): AsyncGenerator<Attempt> {
  let cursor: string | undefined
  for (let page = 1; page <= mostPages; page += 1) {
    const { data, headers } = await asApp.request('GET /app/hook/deliveries', {
      per_page: pageSize,
      ...(cursor !== undefined && { cursor }),
    })
    for (const attempt of z.array(listed).parse(data)) {
      // They come newest first.
      if (Date.parse(attempt.delivered_at) < since.getTime()) return
      yield attempt
    }
    const next = linkTo(headers, 'next')
    cursor = next === undefined ? undefined : (new URL(next).searchParams.get('cursor') ?? undefined)
    if (cursor === undefined) return
  }
}

const toDelivery = ({
  id,
  guid,
  event,
  delivered_at: at,
  installation_id: installation,
}: Attempt): ListedDelivery => ({
  id,
  guid,
  event,
  deliveredAt: new Date(at),
  installationId: installation ?? null,
})
