import type { Commit } from '../git/commit.ts'
import type { GitStore, TreeEntry } from '../git/git-store.ts'
import { commit as renderCommit } from '../render/commit.ts'
import { refuseByRules } from '../rules/refuse-by-rules.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { created, ok, type Reply } from '../server/reply.ts'
import { readDetails } from '../world/details.ts'
import { fullName } from '../world/lookups.ts'
import { changeRef } from './change-ref.ts'
import { apiOf, inLines, raw, readCommit, storeOf, wantsRaw } from './git-data.ts'
import { writeCommit, writeTree } from './write-git.ts'

/** A folder is cut off after this many entries, without a word. */
const largestFolder = 1_000

/** Larger files come without content, up to 100 MB; then not at all. */
const largestInline = 1024 * 1024

const largestFile = 100 * 1024 * 1024

export const contentHandlers: Handlers = {
  'repos/get-content': async (request) => {
    const { store, commit } = await commitAt(request)
    const path = trimSlashes(request.params['path']!)
    return contentReply(request, store, commit, path)
  },
  'repos/get-readme': async (request) => {
    const { store, commit } = await commitAt(request)
    const entries = await store.tree(commit, false)
    const readme = found(entries.find(({ path, type }) => type === 'blob' && /^readme(\.|$)/i.test(path)))
    return contentReply(request, store, commit, readme.path)
  },
  'repos/create-or-update-file-contents': putFile,
  'repos/delete-file': async (request) => {
    const body = request.body<{ message: string; sha: string; branch?: string }>({ message: '', sha: '' })
    const path = trimSlashes(request.params['path']!)
    refuseByRules(request, [{ path, size: 0 }], 409)
    const known = found(await entryOf(request, path, body.branch))
    if (known.oid !== body.sha) throw new Refusal(409, `${path} does not match ${body.sha}`)
    const { commit } = await writeFile(request, { ...body, path, sha: null })
    return ok({ content: null, commit })
  },
  'repos/list-branches': async (request) => {
    const refs = await (await storeOf(request)).refs()
    const { protections } = readDetails(request.repository)
    const branches = [...refs].flatMap(([name, sha]) =>
      name.startsWith('refs/heads/') ? [{ name: name.slice('refs/heads/'.length), sha }] : [],
    )
    const wanted = request.query.flag('protected')
    const shown = branches.filter(({ name }) => wanted === undefined || protections.has(name) === wanted)
    return page(request, shown, ({ name, sha }) => ({
      name,
      commit: { sha, url: `${apiOf(request)}/commits/${sha}` },
      protected: protections.has(name),
    }))
  },
  'repos/get-branch': async (request) => {
    const store = await storeOf(request)
    const name = request.params['branch']!
    const sha = (await store.refs()).get(`refs/heads/${name}`)
    if (sha === undefined) throw new Refusal(404, 'Branch not found')
    const self = `${apiOf(request)}/branches/${encodeURIComponent(name)}`
    const isProtected = readDetails(request.repository).protections.has(name)
    return ok({
      name,
      commit: renderCommit(request.github.world, request.repository, await readCommit(store, sha)),
      _links: {
        self,
        html: `${request.github.world.urls.web}/${fullName(request.github.world, request.repository)}/tree/${name}`,
      },
      protected: isProtected,
      protection: { enabled: isProtected },
      protection_url: `${self}/protection`,
    })
  },
  'repos/codeowners-errors': () => ok({ errors: [] }),
}

const trimSlashes = (path: string): string => path.replaceAll(/^\/+|\/+$/g, '')

async function commitAt(request: ApiRequest): Promise<{ readonly store: GitStore; readonly commit: string }> {
  const store = await storeOf(request)
  const name = request.query.text('ref') ?? request.repository.defaultBranch
  const commit = await store.commitId(name)
  if (commit !== undefined) return { store, commit }
  const isEmpty = (await store.refs()).size === 0
  throw new Refusal(404, isEmpty ? 'This repository is empty.' : `No commit found for the ref ${name}`)
}

async function contentReply(
  request: ApiRequest,
  store: GitStore,
  commit: string,
  path: string,
): Promise<Reply> {
  const object = found(await store.read(`${commit}:${path}`))
  if (object.type === 'tree') {
    const entries = (await store.tree(object.oid, false)).slice(0, largestFolder)
    return ok(
      entries.map((entry) =>
        listed(request, { ...entry, path: path === '' ? entry.path : `${path}/${entry.path}` }),
      ),
    )
  }
  if (object.content.length > largestFile)
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.')
  if (wantsRaw(request)) return raw(object.content)
  const isInline = object.content.length <= largestInline
  return ok({
    ...listed(request, { path, mode: '100644', type: 'blob', oid: object.oid, size: object.content.length }),
    content: isInline ? inLines(object.content) : '',
    encoding: isInline ? 'base64' : 'none',
  })
}

const kinds: Readonly<Record<string, string>> = {
  '120000': 'symlink',
  '160000': 'submodule',
  '040000': 'dir',
}

function listed(
  request: ApiRequest,
  { path, mode, type, oid, size }: TreeEntry,
): Readonly<Record<string, unknown>> {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  const { world } = request.github
  const ref = request.query.text('ref') ?? request.repository.defaultBranch
  const self = `${apiOf(request)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`
  const git = `${apiOf(request)}/git/${type === 'tree' ? 'trees' : 'blobs'}/${oid}`
  const html = `${world.urls.web}/${fullName(world, request.repository)}/blob/${ref}/${encoded}`
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: oid,
    size: size ?? 0,
    type: kinds[mode] ?? 'file',
    url: self,
    html_url: html,
    git_url: git,
    download_url: type === 'blob' ? html.replace('/blob/', '/raw/') : null,
    _links: { self, git, html },
  }
}

async function entryOf(
  request: ApiRequest,
  path: string,
  branch: string | undefined,
): Promise<TreeEntry | undefined> {
  const store = await storeOf(request)
  const commit = await store.commitId(branch ?? request.repository.defaultBranch)
  if (commit === undefined) return undefined
  return (await store.tree(commit, true)).find((entry) => entry.path === path)
}

async function putFile(request: ApiRequest): Promise<Reply> {
  const body = request.body<{ message: string; content: string; sha?: string; branch?: string }>({
    message: '',
    content: '',
  })
  const path = trimSlashes(request.params['path']!)
  refuseByRules(request, [{ path, size: Buffer.byteLength(body.content, 'base64') }], 409)
  const known = await entryOf(request, path, body.branch)
  if (known && body.sha === undefined) throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
  if (known && known.oid !== body.sha) throw new Refusal(409, `${path} does not match ${body.sha}`)
  const store = await request.github.git.toWrite(request.repository)
  const sha = (await store.run(['hash-object', '-w', '--stdin'], Buffer.from(body.content, 'base64'))).trim()
  const { commit } = await writeFile(request, { ...body, path, sha })
  const content = listed(request, {
    path,
    mode: '100644',
    type: 'blob',
    oid: sha,
    size: Buffer.byteLength(body.content, 'base64'),
  })
  return known ? ok({ content, commit }) : created({ content, commit })
}

interface Written {
  readonly path: string
  readonly sha: string | null
  readonly message: string
  readonly branch?: string
}

async function writeFile(request: ApiRequest, written: Written): Promise<{ readonly commit: unknown }> {
  const store = await request.github.git.toWrite(request.repository)
  const branch = written.branch ?? request.repository.defaultBranch
  const parent = await store.commitId(branch)
  if (parent === undefined && written.branch !== undefined)
    throw new Refusal(404, `Branch ${branch} not found`)
  const tree = await writeTree(store, parent, [{ path: written.path, sha: written.sha }])
  const parents = parent === undefined ? [] : [parent]
  const sha = await writeCommit(request, store, { message: written.message, tree, parents })
  await changeRef(request, `refs/heads/${branch}`, sha)
  return { commit: renderCommitOfFile(request, await readCommit(store, sha)) }
}

const renderCommitOfFile = (request: ApiRequest, one: Commit) => ({
  ...renderCommit(request.github.world, request.repository, one),
  author: one.author,
  committer: one.committer,
  message: one.message,
  tree: { sha: one.tree, url: `${apiOf(request)}/git/trees/${one.tree}` },
  verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
})
