import { type Octokit, type Place, statusOf } from '../github.ts'
import type { Said } from './threads.ts'

/** Every comment on a pull request, as it stands there now: what was deleted is not among them. */
export async function readComments(
  octokit: Octokit,
  { owner, repo }: Place,
  number: number,
): Promise<readonly Said[]> {
  const about = { owner, repo, per_page: 100 }
  const onLines = await readOnLines(octokit, { ...about, pull_number: number })
  if (onLines === undefined) return []
  const below = await octokit.paginate(octokit.rest.issues.listComments, { ...about, issue_number: number })
  return [
    ...onLines.map((one): Said => ({
      ...common(one),
      where: 'line',
      thread: one.in_reply_to_id ?? one.id,
      // GitHub does not say it of these.
      isByApp: false,
    })),
    ...below.map((one): Said => ({
      ...common(one),
      where: 'pull',
      thread: undefined,
      isByApp: one.performed_via_github_app !== null && one.performed_via_github_app !== undefined,
    })),
  ]
}

/** undefined: it is an issue. */
async function readOnLines(
  octokit: Octokit,
  about: {
    readonly owner: string
    readonly repo: string
    readonly per_page: number
    readonly pull_number: number
  },
) {
  try {
    return await octokit.paginate(octokit.rest.pulls.listReviewComments, about)
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

interface GitHubComment {
  readonly id: number
  readonly user: { readonly login: string; readonly type: string } | null
  readonly body?: string
  readonly created_at: string
  readonly updated_at: string
  readonly html_url: string
}

const common = ({
  id,
  user,
  body,
  created_at: created,
  updated_at: updated,
  html_url: url,
}: GitHubComment) => ({
  id,
  // Whose account is gone can decide nothing.
  by: { login: user?.login ?? 'ghost', isBot: user === null || user.type !== 'User' },
  body: body ?? '',
  isEdited: created !== updated,
  at: new Date(created),
  url,
})
