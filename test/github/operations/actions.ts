import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { accepted, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { ActionsPolicy, RepositoryActionsPolicy, WorkflowRun } from '../world/entities.ts'
import { accountById, fullName } from '../world/lookups.ts'
import { storeOf } from './git-data.ts'

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
  'actions/list-repo-workflows': async (request) => {
    const all = await workflows(request)
    return page(
      request,
      all,
      (one) => workflow(request, one),
      (shown) => ({ total_count: all.length, workflows: shown }),
    )
  },
  'actions/get-workflow': async (request) => ok(workflow(request, await workflowIn(request))),
  'actions/disable-workflow': async (request) => {
    editDetails(request.repository).disabledWorkflows.add((await workflowIn(request)).path)
    return noContent
  },
  'actions/enable-workflow': async (request) => {
    editDetails(request.repository).disabledWorkflows.delete((await workflowIn(request)).path)
    return noContent
  },
  'actions/create-workflow-dispatch': async (request) => {
    const one = await workflowIn(request)
    if (readDetails(request.repository).disabledWorkflows.has(one.path))
      throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow")
    return noContent
  },
  'actions/list-workflow-runs-for-repo': (request) =>
    runs(request, readDetails(request.repository).workflowRuns),
  'actions/list-workflow-runs': async (request) => {
    const { path } = await workflowIn(request)
    return runs(
      request,
      readDetails(request.repository).workflowRuns.filter((one) => one.path === path),
    )
  },
  'actions/get-workflow-run': (request) => ok(run(request, runIn(request))),
  'actions/cancel-workflow-run': cancel,
  'actions/force-cancel-workflow-run': cancel,
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

interface Workflow {
  readonly id: number
  readonly path: string
  readonly name: string
}

/** GitHub knows a workflow by its file on the default branch. */
async function workflows(request: ApiRequest): Promise<readonly Workflow[]> {
  const store = await storeOf(request)
  const commit = await store.commitId(request.repository.defaultBranch)
  if (commit === undefined) return []
  const entries = await store.tree(commit, true)
  const files = entries.filter(({ path }) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path))
  return Promise.all(
    files.map(async ({ path, oid }) => {
      const text = (await store.read(oid))?.content.toString('utf8') ?? ''
      const name = /^name:\s*['"]?(.+?)['"]?\s*$/m.exec(text)?.[1] ?? path
      return { id: workflowId(request, path), path, name }
    }),
  )
}

/** The same for the same file at any time. */
const workflowId = ({ repository }: ApiRequest, path: string): number =>
  repository.id * 1_000 + Buffer.from(path).reduce((sum, byte) => (sum * 31 + byte) % 997, 7)

async function workflowIn(request: ApiRequest): Promise<Workflow> {
  const wanted = request.params['workflow_id']!
  const all = await workflows(request)
  return found(all.find(({ id, path }) => String(id) === wanted || path.endsWith(`/${wanted}`)))
}

function workflow(request: ApiRequest, { id, path, name }: Workflow): Readonly<Record<string, unknown>> {
  const { world } = request.github
  const full = fullName(world, request.repository)
  const time = isoTime(request.repository.createdAt)
  const isDisabled = readDetails(request.repository).disabledWorkflows.has(path)
  return {
    id,
    node_id: `W_${id}`,
    name,
    path,
    state: isDisabled ? 'disabled_manually' : 'active',
    created_at: time,
    updated_at: time,
    url: `${world.urls.api}/repos/${full}/actions/workflows/${id}`,
    html_url: `${world.urls.web}/${full}/blob/${request.repository.defaultBranch}/${path}`,
    badge_url: `${world.urls.web}/${full}/workflows/${encodeURIComponent(name)}/badge.svg`,
  }
}

const runs = (request: ApiRequest, all: readonly WorkflowRun[]): Promise<Reply> => {
  const actor = request.query.text('actor')
  const { world } = request.github
  const wanted = all.filter(
    ({ actorId }) => actor === undefined || accountById(world, actorId).login === actor,
  )
  return page(
    request,
    wanted.toReversed(),
    (one) => run(request, one),
    (shown) => ({ total_count: wanted.length, workflow_runs: shown }),
  )
}

const runIn = ({ repository, params }: ApiRequest): WorkflowRun =>
  found(readDetails(repository).workflowRuns.find(({ id }) => id === Number(params['run_id'])))

function cancel(request: ApiRequest): Reply {
  const one = runIn(request)
  if (one.status === 'completed') throw new Refusal(409, 'Cannot cancel a workflow run that is completed.')
  one.status = 'completed'
  one.conclusion = 'cancelled'
  return accepted({})
}

function run(request: ApiRequest, one: WorkflowRun): Readonly<Record<string, unknown>> {
  const { world } = request.github
  const full = fullName(world, request.repository)
  const self = `${world.urls.api}/repos/${full}/actions/runs/${one.id}`
  const time = isoTime(one.createdAt)
  const repository = renderRepository(world, request.repository)
  const actor = simpleUser(world, accountById(world, one.actorId))
  return {
    id: one.id,
    name: one.name,
    node_id: `WFR_${one.id}`,
    head_branch: one.headBranch,
    head_sha: one.headSha,
    path: one.path,
    display_title: one.name,
    run_number: one.runNumber,
    run_attempt: 1,
    event: one.event,
    status: one.status,
    conclusion: one.conclusion,
    workflow_id: workflowId(request, one.path),
    check_suite_id: one.id,
    url: self,
    html_url: `${world.urls.web}/${full}/actions/runs/${one.id}`,
    pull_requests: [],
    created_at: time,
    updated_at: time,
    run_started_at: time,
    actor,
    triggering_actor: actor,
    jobs_url: `${self}/jobs`,
    logs_url: `${self}/logs`,
    check_suite_url: `${world.urls.api}/repos/${full}/check-suites/${one.id}`,
    artifacts_url: `${self}/artifacts`,
    cancel_url: `${self}/cancel`,
    rerun_url: `${self}/rerun`,
    workflow_url: `${world.urls.api}/repos/${full}/actions/workflows/${workflowId(request, one.path)}`,
    head_commit: null,
    repository,
    head_repository: repository,
  }
}
