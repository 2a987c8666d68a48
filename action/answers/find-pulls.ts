import type { Octokit, Place } from '../github.ts'
import { readNotes } from './note-marker.ts'
import { readAnswer } from './read-answer.ts'

/**
 * The pull requests on which somebody wrote a command, or something waits, since then; the one with the newest comment last.
 * Answers are looked for in all of the repository's comments: a call for each pull request would be many.
 */
export async function findPulls(
  octokit: Octokit,
  { owner, repo }: Place,
  since: Date,
): Promise<readonly number[]> {
  const about = {
    owner,
    repo,
    since: since.toISOString(),
    sort: 'created',
    direction: 'asc',
    per_page: 100,
  } as const
  const numbers = new Set<number>()
  const onLines = await octokit.paginate(octokit.rest.pulls.listReviewCommentsForRepo, about)
  for (const { body, pull_request_url: url } of onLines) if (matters(body)) numbers.add(lastNumber(url))
  const below = await octokit.paginate(octokit.rest.issues.listCommentsForRepo, about)
  // Of those below issues there is no pull request to be read, which is seen then.
  for (const { body = '', issue_url: url } of below) if (matters(body)) numbers.add(lastNumber(url))
  return [...numbers]
}

const matters = (body: string): boolean => readAnswer(body) !== undefined || readNotes(body).length > 0

const lastNumber = (url: string): number => Number(url.slice(url.lastIndexOf('/') + 1))
