import { isGranted } from '../auth/access.ts'
import { isVisible, permissionsOn } from '../auth/permissions-of.ts'
import { repository as renderRepository } from '../render/repository.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { invalid, Refusal } from '../server/refusal.ts'
import type { Repository } from '../world/entities.ts'
import { fullName, ownerOf } from '../world/lookups.ts'

/** Larger files are not indexed, nor are forks, archives and branches other than the default one. Source: docs "Searching code". */
const largestIndexed = 384 * 1024

export const searchHandlers: Handlers = {
  'search/code': async (request) => {
    // Unlike other searches, this one is for nobody unknown.
    if (request.actor.kind === 'anonymous') throw new Refusal(401, 'Requires authentication')
    const query = parse(request.query.text('q') ?? '')
    if (query.words.length === 0) throw invalid({ resource: 'Search', field: 'q', code: 'missing' })
    const { world } = request.github
    const repositories = [...world.repositories.values()].filter(
      (one) => isIndexed(one) && isWithin(request, one, query) && isReadable(request, one),
    )
    const found = (await Promise.all(repositories.map((one) => search(request, one, query)))).flat()
    return page(request, found, shown(request), (items) => ({
      total_count: found.length,
      incomplete_results: false,
      items,
    }))
  },
}

interface Query {
  readonly words: readonly string[]
  readonly qualifiers: ReadonlyMap<string, string>
}

function parse(text: string): Query {
  const parts = text.match(/(?:\w+:)?"[^"]*"|\S+/g) ?? []
  const pairs = parts.map((part) => /^(\w+):"?([^"]*)"?$/.exec(part) ?? part.replaceAll('"', ''))
  const words = pairs.flatMap((one) => (typeof one === 'string' ? [one.toLowerCase()] : []))
  const qualifiers = new Map(
    pairs.flatMap((one) => (typeof one === 'string' ? [] : [[one[1]!, one[2]!] as const])),
  )
  return { words, qualifiers }
}

const isIndexed = ({ forkOf, archived }: Repository): boolean => forkOf === null && !archived

function isWithin({ github: { world } }: ApiRequest, one: Repository, { qualifiers }: Query): boolean {
  const owner = qualifiers.get('org') ?? qualifiers.get('user')
  const repo = qualifiers.get('repo')
  if (owner !== undefined && ownerOf(world, one).login.toLowerCase() !== owner.toLowerCase()) return false
  return repo === undefined || fullName(world, one).toLowerCase() === repo.toLowerCase()
}

function isReadable({ github: { world }, actor }: ApiRequest, one: Repository): boolean {
  if (!isVisible(world, actor, one)) return false
  if (one.visibility === 'public' || actor.kind === 'classic') return true
  return isGranted(permissionsOn(world, actor, one) ?? {}, { contents: 'read' })
}

interface Hit {
  readonly repository: Repository
  readonly path: string
  readonly oid: string
  readonly commit: string
}

async function search(
  { github }: ApiRequest,
  repository: Repository,
  { words, qualifiers }: Query,
): Promise<readonly Hit[]> {
  const store = await github.git.of(repository)
  const commit = await store.commitId(repository.defaultBranch)
  if (commit === undefined) return []
  const [path, filename, extension] = ['path', 'filename', 'extension'].map((name) => qualifiers.get(name))
  const files = (await store.tree(commit, true)).filter(
    (one) =>
      one.type === 'blob' &&
      (one.size ?? 0) <= largestIndexed &&
      (path === undefined || one.path.startsWith(path)) &&
      (filename === undefined || one.path.split('/').at(-1) === filename) &&
      (extension === undefined || one.path.endsWith(`.${extension}`)),
  )
  const hits = await Promise.all(
    files.map(async (one) => {
      const text = (await store.read(one.oid))?.content.toString('utf8').toLowerCase() ?? ''
      return words.every((word) => text.includes(word))
        ? [{ repository, commit, path: one.path, oid: one.oid }]
        : []
    }),
  )
  return hits.flat()
}

const shown =
  ({ github: { world } }: ApiRequest) =>
  ({ repository, path, oid, commit }: Hit) => {
    const full = fullName(world, repository)
    const api = `${world.urls.api}/repos/${full}`
    return {
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      sha: oid,
      url: `${api}/contents/${path}?ref=${commit}`,
      git_url: `${api}/git/blobs/${oid}`,
      html_url: `${world.urls.web}/${full}/blob/${commit}/${path}`,
      repository: renderRepository(world, repository),
      score: 1,
    }
  }
