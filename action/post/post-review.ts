import type { NewComment } from '../comments/plan-comments.ts'
import { isReviewMarked } from '../comments/marker.ts'
import { statusOf } from '../github.ts'
import { isLost } from './is-lost.ts'
import { type Posting, pullOf } from './posting.ts'
import { keyIn, readOwnKeys } from './read-comments.ts'

/** What a review is to hold. */
export interface ReviewDraft {
  readonly body: string
  readonly comments: readonly NewComment[]
}

/** Often enough for a bad minute of GitHub's; a run must end. */
const tries = 4
const shortWait = 1000

/**
 * Makes one review, so that people are told once. Where GitHub refuses a line or gives up on it, in halves; where its answer was lost,
 * only what is not there.
 * @returns the comments for which GitHub has no line in what it shows of the change
 */
export async function postReview(
  posting: Posting,
  draft: ReviewDraft,
  left = tries,
): Promise<readonly NewComment[]> {
  try {
    await createReview(posting, draft)
    return []
  } catch (error) {
    // Of a refused line GitHub does not say which it is: a file may be too large to be shown, or the change has moved on.
    if (statusOf(error) === 422) {
      if (draft.comments.length === 0) throw error
      return draft.comments.length === 1 ? draft.comments : postHalves(posting, draft, left)
    }
    // What was refused because of limits the client asks for again.
    if (!isLost(error) || left <= 1) throw error
    await posting.wait(shortWait)
    const missing = await whatIsMissing(posting, draft)
    return missing === undefined ? [] : postHalves(posting, missing, left - 1)
  }
}

async function postHalves(
  posting: Posting,
  { body, comments }: ReviewDraft,
  left: number,
): Promise<readonly NewComment[]> {
  if (comments.length < 2) return postReview(posting, { body, comments }, left)
  const half = Math.ceil(comments.length / 2)
  const first = await postReview(posting, { body, comments: comments.slice(0, half) }, left)
  return [...first, ...(await postReview(posting, { body: '', comments: comments.slice(half) }, left))]
}

/** undefined where all of it is there. A review is made as a whole or not at all, and its text stands in no other. */
async function whatIsMissing(
  posting: Posting,
  { body, comments }: ReviewDraft,
): Promise<ReviewDraft | undefined> {
  if (comments.length > 0) {
    const known = await readOwnKeys(posting)
    const missing = comments.filter((one) => !known.has(keyIn(one) ?? ''))
    return missing.length === 0
      ? undefined
      : { body: missing.length < comments.length ? '' : body, comments: missing }
  }
  const { octokit } = posting
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, {
    ...pullOf(posting),
    per_page: 100,
  })
  return reviews.some((one) => isReviewMarked(one.body)) ? undefined : { body, comments }
}

async function createReview(posting: Posting, { body, comments }: ReviewDraft): Promise<void> {
  await posting.octokit.rest.pulls.createReview({
    ...pullOf(posting),
    commit_id: posting.head,
    event: 'COMMENT',
    ...(body !== '' && { body }),
    comments: comments.map(({ path, line, startLine, body: text }) => ({
      path,
      line,
      side: 'RIGHT',
      ...(startLine !== undefined && { start_line: startLine, start_side: 'RIGHT' }),
      body: text,
    })),
  })
}
