import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { Refusal } from '../server/refusal.ts'
import { noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { ActionsPolicy, RepositoryActionsPolicy } from '../world/entities.ts'

type Policy = ActionsPolicy | RepositoryActionsPolicy

export const actionsHandlers: Handlers = {
  'actions/get-github-actions-permissions-organization': ({ organization: { actions } }) =>
    ok({ enabled_repositories: actions.enabled, ...allowed(actions) }),
  'actions/set-github-actions-permissions-organization': (request) => {
    const body = request.body<AllowedBody & { enabled_repositories: ActionsPolicy['enabled'] }>({
      enabled_repositories: 'all',
    })
    request.organization.actions.enabled = body.enabled_repositories
    return allow(request.organization.actions, body)
  },
  'actions/list-selected-repositories-enabled-github-actions-organization': (request) => {
    const { world } = request.github
    const repositories = [...selectedIds(request)].flatMap((id) => world.repositories.get(id) ?? [])
    return page(
      request,
      repositories,
      (one) => renderRepository(world, one),
      (shown) => ({ total_count: repositories.length, repositories: shown }),
    )
  },
  'actions/set-selected-repositories-enabled-github-actions-organization': (request) => {
    const ids = selectedIds(request)
    const body = request.body<{ selected_repository_ids: readonly number[] }>({ selected_repository_ids: [] })
    ids.clear()
    for (const id of body.selected_repository_ids) ids.add(id)
    return noContent
  },
  'actions/enable-selected-repository-github-actions-organization': (request) => {
    selectedIds(request).add(Number(request.params['repository_id']))
    return noContent
  },
  'actions/disable-selected-repository-github-actions-organization': (request) => {
    selectedIds(request).delete(Number(request.params['repository_id']))
    return noContent
  },
  'actions/get-allowed-actions-organization': ({ organization }) => selectedActions(organization.actions),
  'actions/set-allowed-actions-organization': (request) =>
    setSelectedActions(request, request.organization.actions),
  'actions/get-github-actions-default-workflow-permissions-organization': ({ organization }) =>
    defaultPermissions(organization.actions),
  'actions/set-github-actions-default-workflow-permissions-organization': (request) =>
    setDefaultPermissions(request, request.organization.actions),
  'actions/get-github-actions-permissions-repository': ({ repository }) => {
    const { actions } = readDetails(repository)
    return ok({ enabled: actions.enabled, ...allowed(actions) })
  },
  'actions/set-github-actions-permissions-repository': (request) => {
    const { actions } = editDetails(request.repository)
    const body = request.body<AllowedBody & { enabled: boolean }>({ enabled: true })
    actions.enabled = body.enabled
    return allow(actions, body)
  },
  'actions/get-allowed-actions-repository': ({ repository }) =>
    selectedActions(readDetails(repository).actions),
  'actions/set-allowed-actions-repository': (request) =>
    setSelectedActions(request, editDetails(request.repository).actions),
  'actions/get-github-actions-default-workflow-permissions-repository': ({ repository }) =>
    defaultPermissions(readDetails(repository).actions),
  'actions/set-github-actions-default-workflow-permissions-repository': (request) =>
    setDefaultPermissions(request, editDetails(request.repository).actions),
}

interface AllowedBody {
  readonly allowed_actions?: Policy['allowed']
  readonly sha_pinning_required?: boolean
}

const allowed = ({ allowed: which, shaPinningRequired }: Policy) => ({
  allowed_actions: which,
  sha_pinning_required: shaPinningRequired,
})

function allow(policy: Policy, body: AllowedBody): Reply {
  policy.allowed = body.allowed_actions ?? policy.allowed
  policy.shaPinningRequired = body.sha_pinning_required ?? policy.shaPinningRequired
  return noContent
}

function selectedIds({ organization: { actions } }: ApiRequest): Set<number> {
  if (actions.enabled !== 'selected')
    throw new Refusal(409, 'Actions are not enabled for selected repositories.')
  return actions.repositoryIds
}

function selectedActions({ allowed: which, selected }: Policy): Reply {
  if (which !== 'selected') throw new Refusal(409, 'Selected actions are not enabled.')
  return ok({
    github_owned_allowed: selected.githubOwned,
    verified_allowed: selected.verified,
    patterns_allowed: selected.patterns,
  })
}

function setSelectedActions(request: ApiRequest, policy: Policy): Reply {
  if (policy.allowed !== 'selected') throw new Refusal(409, 'Selected actions are not enabled.')
  const body = request.body<{
    github_owned_allowed?: boolean
    verified_allowed?: boolean
    patterns_allowed?: readonly string[]
  }>({})
  // The whole of it is replaced.
  policy.selected = {
    githubOwned: body.github_owned_allowed ?? false,
    verified: body.verified_allowed ?? false,
    patterns: body.patterns_allowed ?? [],
  }
  return noContent
}

const defaultPermissions = ({ defaultToken, mayApprove }: Policy): Reply =>
  ok({ default_workflow_permissions: defaultToken, can_approve_pull_request_reviews: mayApprove })

function setDefaultPermissions(request: ApiRequest, policy: Policy): Reply {
  const body = request.body<{
    default_workflow_permissions?: 'read' | 'write'
    can_approve_pull_request_reviews?: boolean
  }>({})
  policy.defaultToken = body.default_workflow_permissions ?? policy.defaultToken
  policy.mayApprove = body.can_approve_pull_request_reviews ?? policy.mayApprove
  return noContent
}
