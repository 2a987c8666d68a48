import { type Octokit, type Place, statusOf } from '../github.ts'

/** The text of a file as it is in a commit, or a branch, on GitHub. @returns undefined: it is not there */
export async function readText(
  octokit: Octokit,
  { owner, repo }: Place,
  ref: string,
  path: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({
      owner,
      repo,
      path,
      ref,
      mediaType: { format: 'raw' },
    })
    // With this media type GitHub sends the text itself, which its description does not say.
    return typeof data === 'string' ? data : undefined
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
