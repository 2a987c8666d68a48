import { z } from 'zod'
import type { Octokit } from './api-client.ts'

const ourselves = z.object({ slug: z.string() })

/** By which GitHub names our App where it acts: `gatehouse[bot]`. An App can be renamed. */
export async function readBotLogin(asApp: Octokit): Promise<string> {
  const { data } = await asApp.request('GET /app', {})
  return `${ourselves.parse(data).slug}[bot]`
}
