import { isoTime } from '../clock.ts'
import { simpleUser } from '../render/account.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { accepted, noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { WorkflowRun } from '../world/entities.ts'
import { accountById, fullName } from '../world/lookups.ts'
import { storeOf } from './git-data.ts'

export const workflowHandlers: Handlers = {
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
  // GitHub takes a status and a conclusion by the same name.
  const status = request.query.text('status')
  const { world } = request.github
  const wanted = all.filter(
    (one) =>
      (actor === undefined || accountById(world, one.actorId).login === actor) &&
      (status === undefined || status === one.status || status === one.conclusion),
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
