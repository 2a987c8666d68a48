import { isoTime } from '../clock.ts'
import { app as renderApp } from '../render/installation.ts'
import { checkRun } from '../render/check-run.ts'
import { apiUrl } from '../render/issue.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { created, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { CheckRun, CheckSuite } from '../world/entities.ts'
import { senderOf } from './change-ref.ts'
import { apiOf, readCommit, storeOf } from './git-data.ts'
import { emit } from './threads.ts'

export const checkHandlers: Handlers = {
  'checks/create': createRun,
  'checks/get': (request) => ok(run(request, runIn(request))),
  'checks/update': (request) => {
    const one = runIn(request)
    if (one.appId !== appIdOf(request))
      throw new Refusal(
        403,
        'Invalid app_id `' +
          `${appIdOf(request)}` +
          '` - check run can only be modified by the GitHub App that created it.',
      )
    applyBody(request, one, request.body<RunBody>({}))
    return ok(run(request, one))
  },
  'checks/list-annotations': (request) =>
    page(request, runIn(request).output.annotations, (one) => annotation(request, one)),
  'checks/rerequest-run': (request) => {
    const one = runIn(request)
    // Only the App that made it is told.
    request.github.webhooks.emit(
      'check_run.rerequested',
      { repository: request.repository, sender: senderOf(request), app: one.appId },
      { check_run: run(request, one) },
    )
    return created({})
  },
  'checks/create-suite': async (request) => {
    const { head_sha: sha } = request.body({ head_sha: '' })
    const known = readDetails(request.repository).suites.find(
      (one) => one.headSha === sha && one.appId === appIdOf(request),
    )
    if (known) return ok(await suite(request, known))
    return created(await suite(request, await suiteFor(request, sha)))
  },
  'checks/get-suite': async (request) => ok(await suite(request, suiteIn(request))),
  'checks/rerequest-suite': () => created({}),
  'checks/list-for-suite': (request) => {
    const { id } = suiteIn(request)
    return listRuns(request, ({ suiteId }) => suiteId === id)
  },
  'checks/list-for-ref': async (request) => {
    const sha = await shaOf(request)
    const appId = request.query.number('app_id')
    return listRuns(request, (one) => one.headSha === sha && (appId === undefined || one.appId === appId))
  },
  'checks/list-suites-for-ref': async (request) => {
    const sha = await shaOf(request)
    const all = readDetails(request.repository).suites.filter((one) => one.headSha === sha)
    return page(
      request,
      all,
      (one) => suite(request, one),
      (shown) => ({ total_count: all.length, check_suites: shown }),
    )
  },
}

interface RunBody {
  readonly name?: string
  readonly head_sha?: string
  readonly status?: CheckRun['status']
  readonly conclusion?: string
  readonly details_url?: string
  readonly external_id?: string
  readonly completed_at?: string
  readonly actions?: readonly unknown[]
  readonly output?: {
    readonly title?: string
    readonly summary?: string
    readonly text?: string
    readonly annotations?: readonly Readonly<Record<string, unknown>>[]
  }
}

function appIdOf({ github: { world }, actor }: ApiRequest): number {
  const installation =
    actor.kind === 'installation' ? world.installations.get(actor.installationId) : undefined
  // Workflows write checks in the name of GitHub Actions.
  return installation?.appId ?? 15_368
}

export async function shaOf(request: ApiRequest): Promise<string> {
  const sha = await (await storeOf(request)).commitId(request.params['ref']!)
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${request.params['ref']}`)
  return sha
}

async function suiteFor(request: ApiRequest, sha: string): Promise<CheckSuite> {
  const { suites } = editDetails(request.repository)
  const appId = appIdOf(request)
  const known = suites.find((one) => one.headSha === sha && one.appId === appId)
  if (known) return known
  const store = await storeOf(request)
  if ((await store.commitId(sha)) === undefined) throw new Refusal(422, `No commit found for SHA: ${sha}`)
  const branch = [...(await store.refs())].find(([name, at]) => at === sha && name.startsWith('refs/heads/'))
  const one: CheckSuite = {
    id: request.github.world.nextId(),
    appId,
    headSha: sha,
    headBranch: branch ? branch[0].slice('refs/heads/'.length) : null,
    createdAt: request.github.world.clock.now(),
  }
  suites.push(one)
  return one
}

async function createRun(request: ApiRequest): Promise<Reply> {
  const body = request.body<RunBody>({})
  const { id: suiteId } = await suiteFor(request, body.head_sha ?? '')
  const one: CheckRun = {
    id: request.github.world.nextId(),
    suiteId,
    appId: appIdOf(request),
    headSha: body.head_sha ?? '',
    name: body.name ?? '',
    status: 'queued',
    conclusion: null,
    detailsUrl: null,
    externalId: '',
    startedAt: request.github.world.clock.now(),
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
    actions: [],
  }
  applyBody(request, one, body)
  editDetails(request.repository).runs.push(one)
  emit(request, 'check_run.created', { check_run: run(request, one) })
  return created(run(request, one))
}

function applyBody(request: ApiRequest, one: CheckRun, body: RunBody): void {
  one.name = body.name ?? one.name
  one.detailsUrl = body.details_url ?? one.detailsUrl
  one.externalId = body.external_id ?? one.externalId
  one.conclusion = body.conclusion ?? one.conclusion
  // A conclusion completes, whatever status was sent.
  one.status = body.conclusion ? 'completed' : (body.status ?? one.status)
  if (one.status === 'completed') one.completedAt = request.github.world.clock.now()
  one.actions = body.actions ?? one.actions
  const { output } = body
  if (output)
    one.output = {
      title: output.title ?? one.output.title,
      summary: output.summary ?? one.output.summary,
      text: output.text ?? one.output.text,
      // Annotations are added to those that are there.
      annotations: [...one.output.annotations, ...(output.annotations ?? [])],
    }
}

const runIn = ({ repository, params }: ApiRequest): CheckRun =>
  found(readDetails(repository).runs.find(({ id }) => id === Number(params['check_run_id'])))

const suiteIn = ({ repository, params }: ApiRequest): CheckSuite =>
  found(readDetails(repository).suites.find(({ id }) => id === Number(params['check_suite_id'])))

const appOf = ({ github: { world } }: ApiRequest, id: number): unknown => {
  const app = world.apps.get(id)
  return app ? renderApp(world, app) : null
}

function listRuns(request: ApiRequest, isWanted: (one: CheckRun) => boolean): Promise<Reply> {
  const name = request.query.text('check_name')
  const all = readDetails(request.repository).runs.filter(
    (one) => isWanted(one) && (name === undefined || one.name === name),
  )
  // Of runs of one name only the last, unless all are wanted.
  const latest = [...new Map(all.map((one) => [`${one.appId} ${one.name}`, one])).values()]
  const shown = request.query.text('filter') === 'all' ? all : latest
  return page(
    request,
    shown,
    (one) => run(request, one),
    (runs) => ({ total_count: shown.length, check_runs: runs }),
  )
}

const run = (
  { github: { world }, repository }: ApiRequest,
  one: CheckRun,
): Readonly<Record<string, unknown>> => checkRun(world, repository, one)

async function suite(request: ApiRequest, one: CheckSuite): Promise<Readonly<Record<string, unknown>>> {
  const { world } = request.github
  const commit = await readCommit(await storeOf(request), one.headSha)
  const runs = readDetails(request.repository).runs.filter(({ suiteId }) => suiteId === one.id)
  const self = `${apiUrl(world, request.repository)}/check-suites/${one.id}`
  const isDone = runs.length > 0 && runs.every(({ status: state }) => state === 'completed')
  return {
    id: one.id,
    node_id: `CS_${one.id}`,
    head_branch: one.headBranch,
    head_sha: one.headSha,
    status: isDone ? 'completed' : 'queued',
    conclusion: isDone ? 'success' : null,
    url: self,
    before: commit.parents[0] ?? null,
    after: one.headSha,
    pull_requests: [],
    app: appOf(request, one.appId),
    repository: renderRepository(world, request.repository),
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.createdAt),
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
    },
    latest_check_runs_count: runs.length,
    check_runs_url: `${self}/check-runs`,
  }
}

const annotation = (request: ApiRequest, one: Readonly<Record<string, unknown>>) => ({
  start_column: null,
  end_column: null,
  title: null,
  raw_details: null,
  ...one,
  blob_href: `${apiOf(request)}/git/blobs/${'0'.repeat(40)}`,
})
