import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { noContent, ok } from '../server/reply.ts'

/** Which repositories GitHub's own coding agent (with Claude among its models) may work in. */
export const copilotHandlers: Handlers = {
  'copilot/get-copilot-coding-agent-permissions-organization': ({ organization, github: { world } }) =>
    ok({
      enabled_repositories: organization.codingAgent.selection,
      selected_repositories_url: `${world.urls.api}/orgs/${organization.login}/copilot/coding-agent/permissions/repositories`,
    }),
  'copilot/set-copilot-coding-agent-permissions-organization': (request) => {
    const { enabled_repositories: selection } = request.body<{
      enabled_repositories: 'all' | 'selected' | 'none'
    }>({
      enabled_repositories: 'none',
    })
    request.organization.codingAgent.selection = selection
    return noContent
  },
  'copilot/list-copilot-coding-agent-selected-repositories-for-organization': (request) => {
    const { world } = request.github
    const repositories = [...selected(request)].flatMap((id) => world.repositories.get(id) ?? [])
    return page(
      request,
      repositories,
      (one) => renderRepository(world, one),
      (shown) => ({ total_count: repositories.length, repositories: shown }),
    )
  },
  'copilot/set-copilot-coding-agent-selected-repositories-for-organization': (request) => {
    const ids = selected(request)
    const body = request.body<{ selected_repository_ids: readonly number[] }>({ selected_repository_ids: [] })
    ids.clear()
    for (const id of body.selected_repository_ids) ids.add(id)
    return noContent
  },
  'copilot/enable-copilot-coding-agent-for-repository-in-organization': (request) => {
    selected(request).add(
      found(request.github.world.repositories.get(Number(request.params['repository_id']))).id,
    )
    return noContent
  },
  'copilot/disable-copilot-coding-agent-for-repository-in-organization': (request) => {
    selected(request).delete(Number(request.params['repository_id']))
    return noContent
  },
}

function selected({ organization: { codingAgent } }: ApiRequest): Set<number> {
  if (codingAgent.selection !== 'selected')
    throw new Refusal(409, 'The coding agent is not set to selected repositories.')
  return codingAgent.repositoryIds
}
