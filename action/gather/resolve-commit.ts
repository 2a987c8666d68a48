import { type Octokit, type Place, statusOf } from '../github.ts'

/**
 * The commit that a branch or a commit's id names, as GitHub knows it.
 * @param ref `heads/main`, or an id in hex
 * @returns in hex; undefined: there is none
 */
export async function resolveCommit(
  octokit: Octokit,
  { owner, repo }: Place,
  ref: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getCommit({ owner, repo, ref, mediaType: { format: 'sha' } })
    // With this media type GitHub sends the id itself, which its description does not say.
    return typeof data === 'string' ? String(data).trim() : data.sha
  } catch (error) {
    const status = statusOf(error)
    // 409: nothing was ever pushed; 422: no commit has this id.
    if (status === 404 || status === 409 || status === 422) return undefined
    throw error
  }
}
