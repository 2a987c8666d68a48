import { parseCommit, type Commit } from '../git/commit.ts'
import { diff } from '../git/diff.ts'
import type { GitStore } from '../git/git-store.ts'
import { keepHead } from '../git/keep-head.ts'
import { pullPayload } from '../render/pull-payload.ts'
import type { GitHub } from '../server/github.ts'
import { readDetails } from '../world/details.ts'
import type { Repository, User } from '../world/entities.ts'
import { fullName } from '../world/lookups.ts'

/** What stands for "no commit" in a push. */
const none = '0'.repeat(40)
/** Above these numbers GitHub sends no push at all. */
const mostBranches = 5_000
const mostTags = 3
/** A push lists no more commits. */
const mostCommits = 2_048

interface Before {
  readonly before: ReadonlyMap<string, string>
  readonly sender: User
}

/** Compares refs with what they were, and sends what GitHub sends about each difference. */
export async function pushed(
  github: GitHub,
  repository: Repository,
  { before, sender }: Before,
): Promise<void> {
  const now = github.world.clock.now()
  const store = await github.git.toWrite(repository)
  const after = await store.refs()
  const names = new Set([...before.keys(), ...after.keys()])
  const changed = [...names].filter((name) => before.get(name) !== after.get(name))
  if (changed.length === 0) return
  repository.pushedAt = now
  repository.updatedAt = now
  const tags = changed.filter((name) => name.startsWith('refs/tags/'))
  const branches = changed.filter((name) => name.startsWith('refs/heads/'))
  if (branches.length > mostBranches) return
  for (const name of [...branches, ...(tags.length > mostTags ? [] : tags)]) {
    const change = { name, from: before.get(name), to: after.get(name) }
    await sendPush(github, repository, store, { ...change, sender })
    await moveHeads(github, repository, { ...change, sender })
  }
}

interface Change {
  readonly name: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly sender: User
}

async function sendPush(
  github: GitHub,
  repository: Repository,
  store: GitStore,
  { name, from, to, sender }: Change,
): Promise<void> {
  const { world, webhooks } = github
  const commits = to === undefined ? [] : await newCommits(store, from, to)
  const shown = await Promise.all(commits.map((one) => commitOf(github, repository, store, one)))
  const web = `${world.urls.web}/${fullName(world, repository)}`
  const subject = { repository, sender }
  const isForced = from !== undefined && to !== undefined && !(await reachesFrom(store, from, to))
  webhooks.emit('push', subject, {
    ref: name,
    before: from ?? none,
    after: to ?? none,
    base_ref: null,
    created: from === undefined,
    deleted: to === undefined,
    forced: isForced,
    compare: `${web}/compare/${(from ?? none).slice(0, 12)}...${(to ?? none).slice(0, 12)}`,
    commits: shown,
    head_commit: shown.at(-1) ?? null,
    pusher: { name: sender.login, email: sender.email },
  })
  const type = name.startsWith('refs/tags/') ? 'tag' : 'branch'
  const ref = name.replace(/^refs\/(?:heads|tags)\//, '')
  const common = { ref, ref_type: type, pusher_type: 'user' }
  if (from === undefined)
    webhooks.emit('create', subject, {
      ...common,
      master_branch: repository.defaultBranch,
      description: repository.description,
    })
  if (to === undefined) webhooks.emit('delete', subject, common)
}

async function newCommits(store: GitStore, from: string | undefined, to: string): Promise<readonly Commit[]> {
  const range = from === undefined ? [to] : [`${from}..${to}`]
  const output = await store.run(['rev-list', '--reverse', `--max-count=${mostCommits}`, ...range])
  const objects = await Promise.all(
    output
      .split('\n')
      .filter(Boolean)
      .map((id) => store.read(id)),
  )
  return objects.flatMap((object) => (object ? [parseCommit(object)] : []))
}

async function reachesFrom(store: GitStore, from: string, to: string): Promise<boolean> {
  return (await store.run(['rev-list', '--count', `${to}..${from}`])).trim() === '0'
}

async function commitOf({ world }: GitHub, repository: Repository, store: GitStore, one: Commit) {
  const files = await diff(store, one.parents[0], one.sha)
  const paths = (status: string) => files.filter((file) => file.status === status).map(({ path }) => path)
  return {
    id: one.sha,
    tree_id: one.tree,
    distinct: true,
    message: one.message,
    timestamp: one.committer.date,
    url: `${world.urls.web}/${fullName(world, repository)}/commit/${one.sha}`,
    author: { name: one.author.name, email: one.author.email },
    committer: { name: one.committer.name, email: one.committer.email },
    added: paths('added'),
    removed: paths('removed'),
    modified: paths('modified'),
  }
}

/** Pull requests follow their branch, also those of a fork in the repository that it was forked from. */
async function moveHeads(
  github: GitHub,
  repository: Repository,
  { name, from, to, sender }: Change,
): Promise<void> {
  if (from === undefined || to === undefined) return
  const parent = github.world.repositories.get(repository.forkOf ?? 0)
  for (const base of [repository, ...(parent ? [parent] : [])]) {
    const moved = readDetails(base).pulls.filter(
      (one) =>
        one.state === 'open' &&
        one.headRepositoryId === repository.id &&
        `refs/heads/${one.headRef}` === name,
    )
    for (const pull of moved) {
      pull.headSha = to
      pull.updatedAt = github.world.clock.now()
      await keepHead(github, base, { number: pull.number, headSha: to, from: repository })
      github.webhooks.emit(
        'pull_request.synchronize',
        { repository: base, sender },
        {
          number: pull.number,
          before: from,
          after: to,
          pull_request: await pullPayload({ github, repository: base }, pull),
        },
      )
    }
  }
}
