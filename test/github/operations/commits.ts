import { diff } from '../git/diff.ts'
import type { GitStore } from '../git/git-store.ts'
import { commit as renderCommit, diffEntry } from '../render/commit.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, notFound, Refusal } from '../server/refusal.ts'
import { ok, type Reply } from '../server/reply.ts'
import { fullName } from '../world/lookups.ts'
import { apiOf, emptyOr, raw, readCommit, storeOf } from './git-data.ts'

export const commitHandlers: Handlers = {
  'repos/list-commits': async (request) => {
    const store = await storeOf(request)
    const start = request.query.text('sha') ?? request.repository.defaultBranch
    const from = await store.commitId(start)
    if (from === undefined) throw await emptyOr(request, notFound())
    return page(request, await logOf(store, [from], request.query), async (sha) =>
      renderCommit(request.github.world, request.repository, await readCommit(store, sha)),
    )
  },
  'repos/get-commit': async (request) => {
    const store = await storeOf(request)
    const sha = await store.commitId(request.params['ref']!)
    if (sha === undefined)
      throw await emptyOr(request, new Refusal(422, `No commit found for SHA: ${request.params['ref']}`))
    // The media type of a sha alone: the cheap way to ask whether a branch moved.
    if (request.headers['accept']?.includes('.sha')) return raw(Buffer.from(sha))
    const one = await readCommit(store, sha)
    const files = await diff(store, one.parents[0], sha)
    return ok(renderCommit(request.github.world, request.repository, one, files.slice(0, 300)))
  },
  'repos/compare-commits-with-basehead': compare,
}

async function logOf(
  store: GitStore,
  range: readonly string[],
  query: ApiRequest['query'],
): Promise<readonly string[]> {
  const since = query.text('since')
  const until = query.text('until')
  const path = query.text('path')
  const output = await store.run([
    'rev-list',
    ...(since ? [`--since=${since}`] : []),
    ...(until ? [`--until=${until}`] : []),
    ...range,
    ...(path ? ['--', path] : []),
  ])
  return output.split('\n').filter(Boolean)
}

/** GitHub shows no more where no page is asked for. */
const mostCompared = 250

/** `base...head`: GitHub shows 300 files on the first page and none on others, and 250 commits or the page that is asked for. */
async function compare(request: ApiRequest): Promise<Reply> {
  const { world } = request.github
  const store = await storeOf(request)
  const [baseName = '', headName = ''] = request.params['basehead']!.split('...')
  const base = found(await store.commitId(baseName))
  const head = found(await store.commitId(headName))
  const mergeBase = (
    await store.run(['merge-base', base, head]).catch(() => {
      // git's exit code says that they share nothing.
      throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`)
    })
  ).trim()
  const ahead = await logOf(store, [`${base}..${head}`], request.query)
  const behind = await logOf(store, [`${head}..${base}`], request.query)
  const files = await diff(store, mergeBase, head)
  const render = async (sha: string) => renderCommit(world, request.repository, await readCommit(store, sha))
  const self = `${apiOf(request)}/compare/${request.params['basehead']}`
  const web = `${world.urls.web}/${fullName(world, request.repository)}/compare/${request.params['basehead']}`
  const isPaged = request.query.number('per_page') !== undefined || request.query.number('page') !== undefined
  const isFirst = (request.query.number('page') ?? 1) <= 1
  const shownFiles = isFirst ? files.slice(0, 300) : []
  const about = {
    url: self,
    html_url: web,
    permalink_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: await render(base),
    merge_base_commit: await render(mergeBase),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    files: shownFiles.map((file) => diffEntry(world, request.repository, { sha: head }, file)),
  }
  // Oldest first, unlike everywhere else.
  const commits = ahead.toReversed()
  if (isPaged) return page(request, commits, render, (shown) => ({ ...about, commits: shown }))
  return ok({ ...about, commits: await Promise.all(commits.slice(0, mostCompared).map(render)) })
}

function statusOf(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead'
  return behind > 0 ? 'behind' : 'identical'
}
