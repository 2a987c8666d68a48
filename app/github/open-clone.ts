import { z } from 'zod'
import type { CloneAccess, RepositorySnapshot } from '../enforcement/github.ts'
import type { InstallationTokens } from './installation-tokens.ts'

const narrowed = z.object({ repositories: z.array(z.object({ id: z.number(), clone_url: z.string() })) })

/**
 * A token for one repository's contents and nothing else. GitHub says with it where the repository is, under its present name
 * and on its own host.
 */
export async function openClone(
  tokens: InstallationTokens,
  installationId: number,
  { githubId }: RepositorySnapshot,
): Promise<CloneAccess> {
  const { token, answer } = await tokens.mint(installationId, {
    repositoryIds: [githubId],
    permissions: { contents: 'read', metadata: 'read' },
  })
  const found = narrowed.parse(answer).repositories.find(({ id }) => id === githubId)
  if (found === undefined) throw new Error(`GitHub gave no token for repository ${githubId}`)
  return { url: found.clone_url, token }
}
