import { type Octokit, type Place, statusOf } from '../github.ts'
import { readComments } from './read-comments.ts'
import { requestsText } from './requests-text.ts'
import { conversationOf, openRequests } from './threads.ts'

/**
 * The open requests on a pull request, as Markdown, for whoever looks at the run that scans it. Only shown: whose App answers is not known
 * here, so what any App noted counts.
 * @returns undefined where there is none, or they cannot be read with this token
 */
export async function requestsOn(
  octokit: Octokit,
  place: Place,
  number: number,
  now: Date,
): Promise<string | undefined> {
  try {
    const comments = await readComments(octokit, place, number)
    const open = openRequests(conversationOf(comments, (login) => login.endsWith('[bot]')))
    return open.length === 0
      ? undefined
      : requestsText(
          open.map((one) => ({ ...one, number })),
          now,
        ).trimEnd()
  } catch (error) {
    // The list is a help; the run says by its other calls what the token lacks.
    if (statusOf(error) === undefined) throw error
    return undefined
  }
}
