import { z } from 'zod'
import { type Fact, known, unknown } from '../../policies/facts.ts'
import type { FoundFile, ListedFile, RepositorySnapshot } from '../enforcement/github.ts'
import type { ApiClient } from './api-client.ts'
import { type AskGraphql, askGraphql, isRefusal } from './ask-graphql.ts'
import { readFact } from './read-fact.ts'

/** Texts asked for in one query. */
const batchSize = 50
/** A file that people write is smaller; a larger one is no workflow that GitHub runs, either. */
const largestText = 1024 * 1024

const blob = z.object({
  oid: z.string(),
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
  byteSize: z.number().nullish(),
})
type Blob = z.output<typeof blob>
const blobFields = '... on Blob { oid text isBinary isTruncated byteSize }'

/**
 * Texts by their blobs' ids: many in one query by the repository's name, and what that does not tell one by one by its id. A
 * blob is named by its content, so that nothing can be mixed up if the name is another repository's by now.
 */
export async function readTexts(
  client: ApiClient,
  ask: AskGraphql,
  { owner, snapshot }: { readonly owner: string; readonly snapshot: RepositorySnapshot },
  files: readonly ListedFile[],
): Promise<Fact<ReadonlyMap<string, string>>> {
  const oids = [...new Set(files.map(({ oid }) => oid))]
  return readFact('the texts of its files', async () => {
    const texts = new Map<string, string>()
    for (let start = 0; start < oids.length; start += batchSize) {
      const wanted = oids.slice(start, start + batchSize)
      const found = await askBlobs(ask, owner, snapshot.name, wanted)
      for (const oid of wanted) {
        const one = found.get(oid)
        const read = one && isWhole(one) ? textOf(one) : await readBlob(client, snapshot.githubId, oid, one)
        if ('text' in read) texts.set(oid, read.text)
      }
    }
    return texts
  })
}

type Read = { readonly text: string } | { readonly problem: string }

const noText = { problem: 'is no text in UTF-8' } as const
const tooLarge = { problem: `is larger than ${largestText / 1024 / 1024} MiB` } as const

const textOf = ({ isBinary, text }: Blob): Read =>
  isBinary || text === null || text === undefined ? noText : { text }

/** Where bytes were no UTF-8, others stand in their place, and a pattern would mean something else: then they are read themselves. */
const isWhole = ({ isBinary, isTruncated, text, byteSize }: Blob): boolean =>
  isTruncated !== true &&
  (isBinary === true || typeof byteSize !== 'number' || Buffer.byteLength(text ?? '') === byteSize)

async function askBlobs(
  ask: AskGraphql,
  owner: string,
  name: string,
  oids: readonly string[],
): Promise<ReadonlyMap<string, Blob>> {
  const declared = oids.map((_, index) => `$o${index}: GitObjectID!`).join(', ')
  const fields = oids.map((_, index) => `f${index}: object(oid: $o${index}) { ${blobFields} }`).join('\n')
  const query = `query texts($owner: String!, $name: String!, ${declared}) {
    repository(owner: $owner, name: $name) { ${fields} }
  }`
  const variables = Object.fromEntries(oids.map((oid, index) => [`o${index}`, oid]))
  const { data } = await askGraphql(ask, query, { owner, name, ...variables })
  // What is missing here, for whichever reason, is asked for by the repository's id, where GitHub says why.
  const answer = z.object({ repository: z.record(z.string(), z.unknown()).nullable() }).safeParse(data)
  const blobs = Object.values(answer.data?.repository ?? {}).flatMap((one) => {
    const parsed = blob.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  return new Map(blobs.map((one) => [one.oid, one]))
}

const restBlob = z.object({ content: z.string(), encoding: z.literal('base64'), size: z.number() })

/** @param told what the query told of it */
async function readBlob(client: ApiClient, id: number, oid: string, told: Blob | undefined): Promise<Read> {
  if ((told?.byteSize ?? 0) > largestText) return tooLarge
  const route = 'GET /repositories/{id}/git/blobs/{oid}'
  const { content, size } = await client.get(route, { id, oid }, restBlob)
  if (size > largestText) return tooLarge
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(content, 'base64')) }
  } catch {
    return noText
  }
}

const fileAnswer = z.object({
  repository: z.object({
    databaseId: z.number(),
    defaultBranchRef: z.object({ target: z.object({ oid: z.string() }).nullable() }).nullable(),
    object: z.unknown(),
  }),
})

/**
 * A file of the default branch, with the commit that it was seen in; or of another commit.
 * @param at in hex, also of a pull request from a fork
 */
export async function readFile(
  client: ApiClient,
  ask: AskGraphql,
  {
    owner,
    name,
    path,
    at,
  }: {
    readonly owner: string
    readonly name: string
    readonly path: string
    readonly at?: string | undefined
  },
): Promise<Fact<FoundFile | null>> {
  const query = `query file($owner: String!, $name: String!, $expression: String!) {
    repository(owner: $owner, name: $name) {
      databaseId
      defaultBranchRef { target { oid } }
      object(expression: $expression) { ${blobFields} }
    }
  }`
  const { data, errors } = await askGraphql(ask, query, {
    owner,
    name,
    expression: `${at ?? 'HEAD'}:${path}`,
  })
  const refused = errors.find(isRefusal)
  if (refused)
    return unknown(
      `${path} of ${name} could not be read: GitHub answers ${refused.type}; the repository is not there, or our App may not read its contents`,
    )
  if (errors.length > 0) throw new Error(`${path} of ${name} could not be read: ${errors[0]!.message}`)
  const { repository } = fileAnswer.parse(data)
  const commit = at ?? repository.defaultBranchRef?.target?.oid
  const found = blob.safeParse(repository.object)
  // Nothing was ever pushed, there is no such file, or it is a folder.
  if (commit === undefined || !found.success) return known(null)
  const one = found.data
  const read = isWhole(one) ? textOf(one) : await readBlob(client, repository.databaseId, one.oid, one)
  return 'text' in read
    ? known({ text: read.text, oid: one.oid, commit })
    : unknown(`${path} of ${name} ${read.problem}`)
}
