import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Octokit, type Place, statusOf } from '../../github.ts'
import { createGate } from './at-once.ts'

export interface WantedBlob {
  /** In hex. */
  readonly id: string
  /** In bytes. */
  readonly size: number
}

/** GitHub's GraphQL cuts texts off beyond half a megabyte; what is larger is asked for by itself. */
const largestTogether = 256 * 1024
/** So that no answer takes so long that a gateway gives up. */
const mostTogether = 50
const mostBytesTogether = 1024 * 1024
const atOnce = 4

/**
 * Brings blobs from GitHub, in groups where they are small: the token of a workflow may ask 1,000 times an hour, and a change may have
 * 3,000 files. What comes is what was asked for, since its hash is its id.
 * @param take gets each that could be had, once
 */
export async function fetchBlobs(
  octokit: Octokit,
  place: Place,
  wanted: readonly WantedBlob[],
  take: (id: string, bytes: Uint8Array) => void,
): Promise<void> {
  const gate = createGate(atOnce)
  const left = new Map(wanted.map(({ id, size }) => [id, size]))
  const takeIfRight = (id: string, bytes: Uint8Array): void => {
    if (!left.has(id) || hashOf('blob', bytes, id.length) !== id) return
    left.delete(id)
    take(id, bytes)
  }
  const groups = groupsOf(wanted.filter(({ size }) => size <= largestTogether))
  await Promise.all(
    groups.map((ids) =>
      gate(async () => {
        for (const [id, text] of await askTogether(octokit, place, ids)) takeIfRight(id, Buffer.from(text))
      }),
    ),
  )
  // Large ones, what is not text in UTF-8, and whatever the groups did not bring.
  await Promise.all(
    [...left.keys()].map((id) =>
      gate(async () => {
        const bytes = await askAlone(octokit, place, id)
        if (bytes) takeIfRight(id, bytes)
      }),
    ),
  )
}

/** An object's id. Source: Pro Git, "Git Objects". */
export const hashOf = (type: 'blob', bytes: Uint8Array, length: number): string =>
  createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`${type} ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')

function groupsOf(blobs: readonly WantedBlob[]): readonly (readonly string[])[] {
  const groups: string[][] = []
  let bytes = Infinity
  for (const { id, size } of blobs) {
    const last = groups.at(-1)
    if (last === undefined || last.length === mostTogether || bytes + size > mostBytesTogether) {
      groups.push([id])
      bytes = size
    } else {
      last.push(id)
      bytes += size
    }
  }
  return groups
}

const answerSchema = z.object({
  repository: z.record(z.string(), z.object({ text: z.string().nullish() }).nullable()),
})

/** Texts by their ids; whatever GitHub does not give so is left out. */
async function askTogether(
  octokit: Octokit,
  { owner, repo }: Place,
  ids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const fields = ids.map((id, index) => `b${index}: object(oid: "${id}") { ... on Blob { text } }`)
  const query = `query ($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${fields.join(' ')} } }`
  try {
    const answer = answerSchema.parse(await octokit.graphql(query, { owner, repo }))
    return ids.flatMap((id, index) => {
      const text = answer.repository[`b${index}`]?.text
      return typeof text === 'string' ? [[id, text] as const] : []
    })
  } catch {
    // One answer too many, or too large: each is asked for by itself, and what fails there is said there.
    return []
  }
}

/** Up to 100 MB. Source: GitHub REST API, "Get a blob". @returns undefined where GitHub does not give it */
async function askAlone(
  octokit: Octokit,
  { owner, repo }: Place,
  id: string,
): Promise<Uint8Array | undefined> {
  try {
    const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: id })
    return data.encoding === 'base64' ? Buffer.from(data.content, 'base64') : Buffer.from(data.content)
  } catch (error) {
    // What is too large, or lies in no branch any more, is told as not looked at, by its name.
    const status = statusOf(error)
    if (status === 404 || status === 403 || status === 422) return undefined
    throw error
  }
}
