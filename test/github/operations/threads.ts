import type { ApiRequest } from '../server/api-request.ts'
import { found, invalid, Refusal } from '../server/refusal.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { Issue, PullRequest } from '../world/entities.ts'
import { senderOf } from './change-ref.ts'

/** GitHub takes no more in a body. */
const longestBody = 65_536

export function checkBody(body: string | null | undefined): void {
  if ((body?.length ?? 0) > longestBody)
    throw invalid({
      field: 'body',
      code: 'custom',
      message: `body is too long (maximum is ${longestBody} characters)`,
    })
}

/** What GitHub answers where nobody can write an issue. */
export function checkWritable({ repository }: ApiRequest): void {
  if (repository.archived) throw new Refusal(403, 'Repository was archived so is read-only.')
  if (repository.hasNoIssues === true) throw new Refusal(410, 'Issues has been disabled in this repository.')
}

/** Issues and pull requests count together. */
export const nextNumber = ({ repository }: ApiRequest): number => (editDetails(repository).lastNumber += 1)

export const threads = ({ repository }: ApiRequest): readonly (Issue | PullRequest)[] => [
  ...readDetails(repository).issues,
  ...readDetails(repository).pulls,
]

export function threadIn(request: ApiRequest): Issue | PullRequest {
  const { repository, params, github } = request
  const number = Number(params['issue_number'])
  const { deletedIssues, movedIssues } = readDetails(repository)
  if (deletedIssues.has(number)) throw new Refusal(410, 'This issue was deleted')
  const moved = movedIssues.get(number)
  const target = moved && github.world.repositories.get(moved.repositoryId)
  if (moved && target) {
    const location = `${github.world.urls.api}/repositories/${target.id}/issues/${moved.number}`
    throw new Refusal(301, 'Moved Permanently', { headers: { location } })
  }
  return found(threads(request).find((one) => one.number === number))
}

export function emit(request: ApiRequest, event: string, rest: Readonly<Record<string, unknown>>): void {
  const { repository } = request
  request.github.webhooks.emit(event, { repository, sender: senderOf(request) }, rest)
}
