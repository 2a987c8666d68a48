import { isReviewMarked } from '../comments/marker.ts'
import { type Posting, type PullAccess, pullOf } from './posting.ts'

/** The review whose text is kept up to date. */
export interface KnownReview {
  readonly id: number
  readonly body: string
}

/** @returns the oldest of ours that is marked; undefined where there is none */
export async function readReview(access: PullAccess): Promise<KnownReview | undefined> {
  const { octokit } = access
  const all = await octokit.paginate(octokit.rest.pulls.listReviews, { ...pullOf(access), per_page: 100 })
  const marked = all.filter(({ body }) => isReviewMarked(body))
  if (marked.length === 0) return undefined
  const { id: own } = await access.identity()
  const first = marked.find(({ user }) => user?.id === own)
  return first && { id: first.id, body: first.body }
}

/** Changes its text, of which GitHub tells nobody. */
export async function updateReview(posting: Posting, { id, body }: KnownReview, text: string): Promise<void> {
  if (body === text) return
  await posting.octokit.rest.pulls.updateReview({ ...pullOf(posting), review_id: id, body: text })
}
