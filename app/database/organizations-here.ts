import type { Store } from './store.ts'

/** Of organizations that GitHub shows, those that are governed here, with our ids. @param host our id */
export async function organizationsHere<Seen extends { readonly githubId: number }>(
  { database }: Pick<Store, 'database'>,
  host: string,
  seen: readonly Seen[],
): Promise<readonly (Seen & { readonly organization: string })[]> {
  const byGitHubId = new Map(seen.map((one) => [String(one.githubId), one]))
  if (byGitHubId.size === 0) return []
  const rows = await database
    .selectFrom('organizations')
    .select(['id', 'github_id'])
    .where('host_id', '=', host)
    .where('removed_at', 'is', null)
    .where('github_id', 'in', [...byGitHubId.keys()])
    .execute()
  return rows.flatMap(({ id, github_id: githubId }) => {
    const one = byGitHubId.get(githubId ?? '')
    return one ? [{ ...one, organization: id }] : []
  })
}
