import { type Octokit, type Place, statusOf } from '../github.ts'
import { readIdentity } from '../post/identity.ts'
import { isLost } from '../post/is-lost.ts'
import { isProposalMarked, proposalComment, withdrawnComment } from './proposal-text.ts'

/**
 * Says below a pull request what it asks for: one comment, kept up to date.
 * @param text undefined: it asks for nothing
 * @returns false where GitHub does not let it
 */
export async function postProposal(
  octokit: Octokit,
  { owner, repo }: Place,
  number: number,
  text: string | undefined,
): Promise<boolean> {
  try {
    const about = { owner, repo, issue_number: number }
    const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...about, per_page: 100 })
    const marked = comments.filter(({ body = '' }) => isProposalMarked(body))
    const { login } = marked.length > 0 ? await readIdentity(octokit) : { login: '' }
    const known = marked.find(({ user }) => user?.login === login)
    const body = text === undefined ? withdrawnComment() : proposalComment(text)
    if (!known && text === undefined) return true
    if (!known) await octokit.rest.issues.createComment({ ...about, body })
    else if (known.body !== body)
      await octokit.rest.issues.updateComment({ owner, repo, comment_id: known.id, body })
    return true
  } catch (error) {
    // It stands in the summary too.
    if (statusOf(error) !== undefined || isLost(error)) return false
    throw error
  }
}
