import { z } from 'zod'
import type { Remark } from '../comments/already-said.ts'
import { statusOf } from '../github.ts'
import type { PullAccess } from './posting.ts'

const alertSchema = z.object({
  rule: z.object({
    id: z.string().nullish(),
    name: z.string().nullish(),
    description: z.string().nullish(),
    tags: z.array(z.string()).nullish(),
  }),
  tool: z.object({ name: z.string().nullish() }),
  most_recent_instance: z.object({
    location: z
      .object({
        path: z.string().nullish(),
        start_line: z.int().nullish(),
        end_line: z.int().nullish(),
      })
      .nullish(),
  }),
})

/**
 * What code scanning found in the pull request.
 * @returns undefined where it cannot be asked: the token may not (`security-events: read`), or it is not switched on
 */
export async function readAlerts({
  octokit,
  place: { owner, repo },
  number,
}: PullAccess): Promise<readonly Remark[] | undefined> {
  try {
    const { data } = await octokit.rest.codeScanning.listAlertsForRepo({
      owner,
      repo,
      ref: `refs/pull/${number}/merge`,
      state: 'open',
      per_page: 100,
    })
    return z.array(alertSchema).parse(data).flatMap(remarkOf)
  } catch (error) {
    const status = statusOf(error)
    if (status === 403 || status === 404) return undefined
    throw error
  }
}

function remarkOf({ rule, tool, most_recent_instance: { location } }: z.output<typeof alertSchema>) {
  const [path, from] = [location?.path, location?.start_line]
  // Ours are there when the file of findings was uploaded.
  if (typeof path !== 'string' || typeof from !== 'number' || tool.name === 'Gatehouse') return []
  const text = [rule.id, rule.name, rule.description, ...(rule.tags ?? [])].join(' ')
  return [{ by: tool.name ?? 'code scanning', path, from, to: location?.end_line ?? from, text }]
}
