import type { CommentPlan, KnownComment, NewComment } from '../comments/plan-comments.ts'
import { readMarker } from '../comments/marker.ts'
import { type Octokit, type Place, statusOf } from '../github.ts'

/** Comments of ours on a pull request, oldest first. Of people who write the same mark none is ours. */
export async function readOwnComments(
  octokit: Octokit,
  { owner, repo }: Place,
  number: number,
): Promise<readonly KnownComment[]> {
  const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  })
  return all
    .filter(
      ({ user, body, in_reply_to_id: to }) => user.type === 'Bot' && to === undefined && readMarker(body),
    )
    .map(({ id, body }) => ({ id, body }))
}

export interface Posting {
  readonly octokit: Octokit
  readonly place: Place
  readonly number: number
  /** The commit that the lines are of, in hex. */
  readonly head: string
}

/**
 * Makes the planned comments as one review, so that people are told once, and edits the others.
 * @returns those for which GitHub has no line in what it shows of the change
 */
export async function postComments(posting: Posting, plan: CommentPlan): Promise<readonly NewComment[]> {
  const { octokit, place } = posting
  const { owner, repo } = place
  for (const { id, body } of plan.edit)
    await octokit.rest.pulls.updateReviewComment({ owner, repo, comment_id: id, body })
  return plan.create.length === 0 ? [] : postReview(posting, plan.create)
}

async function postReview(posting: Posting, comments: readonly NewComment[]): Promise<readonly NewComment[]> {
  try {
    await createReview(posting, comments)
    return []
  } catch (error) {
    // One of them stands on a line that GitHub does not show, as of a file that is too large; GitHub does not say which.
    if (statusOf(error) !== 422) throw error
    if (comments.length === 1) return comments
    const half = Math.ceil(comments.length / 2)
    return [
      ...(await postReview(posting, comments.slice(0, half))),
      ...(await postReview(posting, comments.slice(half))),
    ]
  }
}

async function createReview(
  { octokit, place: { owner, repo }, number, head }: Posting,
  comments: readonly NewComment[],
): Promise<void> {
  await octokit.rest.pulls.createReview({
    owner,
    repo,
    pull_number: number,
    commit_id: head,
    event: 'COMMENT',
    comments: comments.map(({ path, line, startLine, body }) => ({
      path,
      line,
      side: 'RIGHT',
      ...(startLine !== undefined && { start_line: startLine, start_side: 'RIGHT' }),
      body,
    })),
  })
}
