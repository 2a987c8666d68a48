import { parseCommit } from '../git/commit.ts'
import type { GitStore, TreeEntry } from '../git/git-store.ts'
import type { GitObject } from '../git/object-reader.ts'
import { connection, type ConnectionArguments } from './connection.ts'

type Node = Readonly<Record<string, unknown>>

/** More of a text is cut off. */
const longestText = 512 * 1024

/** Whose address it is; null: nobody's that GitHub knows. */
export type UserOf = (email: string) => Node | null
const nobody: UserOf = () => null

/** A `GitObject` by an expression such as `HEAD:.github/workflows`; null if there is none. */
export async function objectBy(
  store: GitStore,
  expression: string,
  userOf: UserOf = nobody,
): Promise<Node | null> {
  if (/^[0-9a-f]{40}$/.test(expression)) {
    // An id names exactly that object, also where it is a tag that leads to a commit.
    const named = await store.read(expression)
    return named ? gitObject(store, named, userOf) : null
  }
  const [revision = '', path] = splitOnce(expression)
  const commit = revision === 'HEAD' ? 'HEAD' : await store.commitId(revision)
  const object = await store.read(path === undefined ? (commit ?? revision) : `${commit ?? revision}:${path}`)
  return object ? gitObject(store, object, userOf) : null
}

function splitOnce(text: string): readonly string[] {
  const at = text.indexOf(':')
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

export function gitObject(store: GitStore, object: GitObject, userOf: UserOf = nobody): Node {
  const common = { id: `GO_${object.oid}`, oid: object.oid, abbreviatedOid: object.oid.slice(0, 7) }
  if (object.type === 'blob') return { ...common, __typename: 'Blob', ...blob(object.content) }
  if (object.type === 'tree')
    return { ...common, __typename: 'Tree', entries: () => entries(store, object.oid) }
  if (object.type === 'tag') return { ...common, __typename: 'Tag', ...tag(object.content) }
  return { ...common, __typename: 'Commit', ...commit(store, object, userOf) }
}

function blob(content: Buffer): Node {
  const isBinary = content.subarray(0, 8_000).includes(0)
  const isTruncated = content.length > longestText
  return {
    byteSize: content.length,
    isBinary,
    isTruncated,
    text: isBinary ? null : content.subarray(0, longestText).toString('utf8'),
  }
}

/** `object …`, `type …`, `tag <name>`, `tagger <name> <<address>> <seconds> <zone>`, an empty line, the message. Source: git-mktag(1). */
function tag(content: Buffer): Node {
  const text = content.toString('utf8')
  const [, name = '', email = '', seconds = '0'] = /^tagger (.*?) ?<(.*?)> (\d+)/m.exec(text) ?? []
  return {
    name: /^tag (.*)$/m.exec(text)?.[1] ?? '',
    message: text.slice(text.indexOf('\n\n') + 2),
    tagger: { name, email, date: new Date(Number(seconds) * 1000).toISOString() },
  }
}

async function entries(store: GitStore, oid: string): Promise<readonly Node[]> {
  return (await store.tree(oid, false)).map((entry) => treeEntry(store, entry))
}

const treeEntry = (store: GitStore, { path, mode, type, oid, size }: TreeEntry): Node => ({
  __typename: 'TreeEntry',
  name: path,
  path,
  mode: Number.parseInt(mode, 8),
  type,
  oid,
  size: size ?? 0,
  async object() {
    const object = await store.read(oid)
    return object ? gitObject(store, object) : null
  },
})

function commit(store: GitStore, object: GitObject, userOf: UserOf): Node {
  const { message, author, committer, tree } = parseCommit(object)
  const actor = ({ name, email, date }: Partial<typeof author> & { readonly email: string }): Node => ({
    name,
    email,
    date,
    user: userOf(email),
  })
  // "The git author will always be first", says GitHub's description.
  const named = [...message.matchAll(/^co-authored-by: *(.*?) *<(.*)>/gim)].map(
    ([, name = '', email = '']) => ({
      name,
      email,
    }),
  )
  return {
    message,
    messageHeadline: message.split('\n')[0],
    authoredDate: author.date,
    committedDate: committer.date,
    author: actor(author),
    committer: actor(committer),
    authors: (wanted: ConnectionArguments) => connection('authors', [author, ...named], wanted, actor),
    async tree() {
      const found = await store.read(tree)
      return found ? gitObject(store, found) : null
    },
  }
}

/** `Ref`. */
export const ref = (store: GitStore, name: string, sha: string): Node => ({
  __typename: 'Ref',
  id: `REF_${Buffer.from(name).toString('base64url')}`,
  name: name.replace(/^refs\/(?:heads|tags)\//, ''),
  prefix: name.slice(0, name.indexOf('/', 'refs/'.length) + 1),
  async target() {
    const object = await store.read(sha)
    return object ? gitObject(store, object) : null
  },
})
