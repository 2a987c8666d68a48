import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { GitHub } from '../server/github.ts'
import type { Repository } from '../world/entities.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { World } from '../world/world.ts'

const askedSchema = z.object({
  operation: z.string(),
  objects: z.array(z.object({ oid: z.string(), size: z.int() })),
})
const mediaType = 'application/vnd.git-lfs+json'

/** Puts a file into a repository's Git LFS. @returns the text of its pointer */
export function addLargeFile(_: World, repository: Repository, content: Uint8Array): string {
  const oid = createHash('sha256').update(content).digest('hex')
  editDetails(repository).largeFiles.set(oid, content)
  return `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`
}

/**
 * Says where files lie, for whoever may read the repository. Source: git-lfs, docs/api/batch.md.
 * @returns the status
 */
export async function serveLfsBatch(
  { world }: GitHub,
  repository: Repository,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const chunks: Buffer[] = []
  const parts: AsyncIterable<Buffer> = message
  for await (const part of parts) chunks.push(part)
  const { headers } = message
  if (headers.accept !== mediaType || headers['content-type'] !== mediaType) return end(response, 406, {})
  const asked = askedSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')))
  if (asked.operation !== 'download') return end(response, 422, { message: 'Only downloads are simulated.' })
  const { largeFiles } = readDetails(repository)
  const objects = asked.objects.map(({ oid, size }) => {
    if (!largeFiles.has(oid))
      return { oid, size, error: { code: 404, message: 'Object does not exist on the server' } }
    const href = `${world.urls.web}/_media/${repository.id}/${oid}`
    return { oid, size, authenticated: true, actions: { download: { href, header: { 'x-media': 'yes' } } } }
  })
  return end(response, 200, { transfer: 'basic', hash_algo: 'sha256', objects })
}

export const isMediaLink = ({ pathname }: URL): boolean => pathname.startsWith('/_media/')

/** Sends a file to whoever has its link, without any other credential. */
export function serveMedia(
  { world }: GitHub,
  { pathname }: URL,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  const [, id, oid = ''] = /^\/_media\/(\d+)\/([0-9a-f]{64})$/.exec(pathname) ?? []
  const repository = world.repositories.get(Number(id))
  const content = repository && readDetails(repository).largeFiles.get(oid)
  // A token that is sent along would be one that is given away.
  const isRight = message.headers['x-media'] === 'yes' && message.headers.authorization === undefined
  if (content === undefined || !isRight) {
    response.writeHead(404)
    response.end()
    return
  }
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length })
  response.end(content)
}

function end(response: ServerResponse, status: number, body: unknown): number {
  response.writeHead(status, { 'content-type': mediaType })
  response.end(JSON.stringify(body))
  return status
}
