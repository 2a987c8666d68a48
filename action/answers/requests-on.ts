import { type Octokit, type Place, statusOf } from '../github.ts'
import { readComments } from './read-comments.ts'
import { neglectedText, requestsText } from './requests-text.ts'
import { conversationOf, openRequests } from './threads.ts'

/**
 * The open requests on a pull request, and answers that nobody took up, as Markdown, for whoever looks at the run that scans it. Only shown: whose App answers is not known
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
    const conversation = conversationOf(comments, (login) => login.endsWith('[bot]'))
    const open = openRequests(conversation).map((one) => ({ ...one, number }))
    const parts = [
      ...(open.length === 0 ? [] : [requestsText(open, now).trimEnd()]),
      ...neglectedText(conversation, now),
    ]
    return parts.length === 0 ? undefined : parts.join('\n\n')
  } catch (error) {
    // The list is a help; the run says by its other calls what the token lacks.
    if (statusOf(error) === undefined) throw error
    return undefined
  }
}
