import { parseCommit, type Commit } from '../git/commit.ts'
import type { GitStore } from '../git/git-store.ts'
import { gitCommit } from '../render/commit.ts'
import { refuseByRules } from '../rules/refuse-by-rules.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { found, invalid, Refusal } from '../server/refusal.ts'
import { created, noContent, ok, type Reply } from '../server/reply.ts'
import { fullName } from '../world/lookups.ts'
import { changeRef } from './change-ref.ts'
import { writeCommit, writeTree, type CommitBody, type TreeItem } from './write-git.ts'

/** GitHub refuses larger blobs with 403. */
const largestBlob = 100 * 1024 * 1024

export const gitDataHandlers: Handlers = {
  'git/get-tree': getTree,
  'git/get-blob': async (request) => {
    const store = await storeOf(request)
    const object = found(await store.read(objectId(request.params['file_sha']!)))
    if (object.type !== 'blob') throw new Refusal(422, 'The sha parameter must be that of a blob.')
    if (object.content.length > largestBlob)
      throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
    if (wantsRaw(request)) return raw(object.content)
    return ok({
      sha: object.oid,
      node_id: `B_${object.oid}`,
      size: object.content.length,
      url: `${apiOf(request)}/git/blobs/${object.oid}`,
      content: inLines(object.content),
      encoding: 'base64',
    })
  },
  'git/get-commit': async (request) => {
    const object = found(await (await storeOf(request)).read(objectId(request.params['commit_sha']!)))
    if (object.type !== 'commit') throw new Refusal(404, 'Not Found')
    return ok(gitCommit(request.github.world, request.repository, parseCommit(object)))
  },
  'git/get-ref': async (request) => {
    const refs = await (await storeOf(request)).refs()
    const name = `refs/${request.params['ref']}`
    const sha = refs.get(name)
    if (sha === undefined) throw await emptyOr(request, new Refusal(404, 'Not Found'))
    return ok(ref(request, name, sha))
  },
  'git/list-matching-refs': async (request) => {
    const refs = await (await storeOf(request)).refs()
    const start = `refs/${request.params['ref']}`
    const matching = [...refs].filter(([name]) => name.startsWith(start))
    return ok(matching.map(([name, sha]) => ref(request, name, sha)))
  },
  'git/create-ref': async (request) => {
    const { ref: name, sha } = request.body<{ ref: string; sha: string }>({ ref: '', sha: '' })
    if (!/^refs\/\w+\/.+/.test(name))
      throw new Refusal(422, 'Reference name must start with refs/heads or refs/tags.')
    const store = await storeOf(request)
    if ((await store.refs()).has(name)) throw new Refusal(422, 'Reference already exists')
    if (!(await store.read(objectId(sha)))) throw new Refusal(422, 'Object does not exist')
    await changeRef(request, name, sha)
    return created(ref(request, name, sha))
  },
  'git/update-ref': async (request) => {
    const { sha, force } = request.body<{ sha: string; force: boolean }>({ sha: '', force: false })
    const name = `refs/${request.params['ref']}`
    const store = await storeOf(request)
    const before = (await store.refs()).get(name)
    if (before === undefined) throw new Refusal(422, 'Reference does not exist')
    if (!(await store.read(objectId(sha)))) throw new Refusal(422, 'Object does not exist')
    if (!force && !(await isAncestor(store, before, sha)))
      throw new Refusal(422, 'Update is not a fast forward')
    await changeRef(request, name, sha)
    return ok(ref(request, name, sha))
  },
  'git/delete-ref': async (request) => {
    const name = `refs/${request.params['ref']}`
    if (!(await (await storeOf(request)).refs()).has(name)) throw new Refusal(422, 'Reference does not exist')
    await changeRef(request, name, undefined)
    return noContent
  },
  'git/create-blob': async (request) => {
    const { content, encoding } = request.body({ content: '', encoding: 'utf-8' })
    const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
    refuseByRules(request, [{ path: undefined, size: bytes.length }], 422)
    const store = await request.github.git.toWrite(request.repository)
    const sha = (await store.run(['hash-object', '-w', '--stdin'], bytes)).trim()
    return created({ sha, url: `${apiOf(request)}/git/blobs/${sha}` })
  },
  'git/create-tree': createTree,
  'git/create-commit': async (request) => {
    const body = request.body<CommitBody>({ message: '', tree: '' })
    const store = await request.github.git.toWrite(request.repository)
    const sha = await writeCommit(request, store, body)
    return created(gitCommit(request.github.world, request.repository, await readCommit(store, sha)))
  },
}

export const storeOf = (request: Pick<ApiRequest, 'github' | 'repository'>): Promise<GitStore> =>
  request.github.git.of(request.repository)

export const apiOf = ({ github: { world }, repository }: ApiRequest): string =>
  `${world.urls.api}/repos/${fullName(world, repository)}`

/** A whole id or the beginning of one; anything else names no object here. */
function objectId(text: string): string {
  if (/^[0-9a-f]{40}$/.test(text)) return text
  throw invalid({
    field: 'sha',
    code: 'invalid',
    message: 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].',
  })
}

export const wantsRaw = ({ headers }: ApiRequest): boolean => headers['accept']?.includes('raw') ?? false

export const raw = (content: Buffer): Reply => ({
  status: 200,
  bytes: { type: 'application/vnd.github.raw; charset=utf-8', content },
})

/** GitHub breaks base64 into lines of 60. */
export const inLines = (content: Buffer): string => content.toString('base64').replaceAll(/.{1,60}/g, '$&\n')

const ref = (request: ApiRequest, name: string, sha: string) => ({
  ref: name,
  node_id: `REF_${Buffer.from(name).toString('base64url')}`,
  url: `${apiOf(request)}/git/${name}`,
  object: { type: 'commit', sha, url: `${apiOf(request)}/git/commits/${sha}` },
})

/** A repository without a commit has its own answer. */
export async function emptyOr(request: ApiRequest, refusal: Refusal): Promise<Refusal> {
  const refs = await (await storeOf(request)).refs()
  return refs.size === 0 ? new Refusal(409, 'Git Repository is empty.') : refusal
}

export async function readCommit(store: GitStore, sha: string): Promise<Commit> {
  return parseCommit(found(await store.read(`${sha}^{commit}`)))
}

async function isAncestor(store: GitStore, before: string, after: string): Promise<boolean> {
  const output = await store.run(['rev-list', '--count', `${after}..${before}`])
  return output.trim() === '0'
}

async function getTree(request: ApiRequest): Promise<Reply> {
  const store = await storeOf(request)
  const name = request.params['tree_sha']!
  // A branch, a tag, a commit or a tree.
  const object = await store.read(`${(await store.commitId(name)) ?? name}^{tree}`)
  if (object === undefined) throw await emptyOr(request, new Refusal(404, 'Not Found'))
  const recursive = request.query.text('recursive') !== undefined
  const entries = await store.tree(object.oid, recursive)
  const { treeLimit } = request.github.world.settings
  return ok({
    sha: object.oid,
    url: `${apiOf(request)}/git/trees/${object.oid}`,
    tree: entries.slice(0, treeLimit).map(({ path, mode, type, oid, size }) => ({
      path,
      mode,
      type,
      sha: oid,
      ...(size === undefined ? {} : { size }),
      // Submodules lie elsewhere.
      ...(type === 'commit' ? {} : { url: `${apiOf(request)}/git/${type}s/${oid}` }),
    })),
    truncated: entries.length > treeLimit,
  })
}

async function createTree(request: ApiRequest): Promise<Reply> {
  const { tree, base_tree: base } = request.body<{ tree: readonly TreeItem[]; base_tree?: string }>({
    tree: [],
  })
  const sent = tree.map(({ path, content }) => ({ path, size: Buffer.byteLength(content ?? '') }))
  refuseByRules(request, sent, 422)
  const store = await request.github.git.toWrite(request.repository)
  const sha = await writeTree(store, base, tree)
  const entries = await store.tree(sha, false)
  const url = `${apiOf(request)}/git/trees/${sha}`
  const shown = entries.map(({ path, mode, type, oid, size }) => ({
    path,
    mode,
    type,
    sha: oid,
    ...(size === undefined ? {} : { size }),
    url: `${apiOf(request)}/git/${type}s/${oid}`,
  }))
  return created({ sha, url, tree: shown, truncated: false })
}
