import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { minute } from '../clock.ts'
import type { GitHub } from '../server/github.ts'
import { runGit } from './run-git.ts'

export type ArchiveFormat = 'tar.gz' | 'zip'

interface Archive {
  readonly repositoryId: number
  readonly commit: string
  readonly format: ArchiveFormat
}

/** Links to private archives are good for five minutes. Source: the description of `repos/download-tarball-archive`. */
const linkGoodFor = 5 * minute
const key = randomBytes(32)
const types: Readonly<Record<ArchiveFormat, string>> = {
  'tar.gz': 'application/x-gzip',
  zip: 'application/zip',
}

/** Where an archive is fetched without any other credential. */
export function archiveLink({ world }: GitHub, archive: Archive): string {
  const { repositoryId, commit, format } = archive
  const until = world.clock.now() + linkGoodFor
  const path = `/_codeload/${repositoryId}/${format}/${commit}/${until}`
  return `${world.urls.web}${path}/${sign(path)}`
}

const sign = (path: string): string => createHmac('sha256', key).update(path).digest('hex')

/** The archive that a link names, as long as it is good. */
function archiveOf({ world }: GitHub, pathname: string): Archive | undefined {
  const match = /^(\/_codeload\/(\d+)\/(tar\.gz|zip)\/([0-9a-f]{40})\/(\d+))\/([0-9a-f]{64})$/.exec(pathname)
  if (match === null) return undefined
  const [, path, repositoryId, format, commit, until, signature] = match
  if (!timingSafeEqual(Buffer.from(signature!, 'hex'), Buffer.from(sign(path!), 'hex'))) return undefined
  if (world.clock.now() > Number(until)) return undefined
  return { repositoryId: Number(repositoryId), format: format === 'zip' ? 'zip' : 'tar.gz', commit: commit! }
}

export const isArchiveLink = ({ pathname }: URL): boolean => pathname.startsWith('/_codeload/')

/** Sends what `git archive` makes: with `export-ignore` in `.gitattributes` left out, as from GitHub. */
export async function serveArchive(
  github: GitHub,
  { pathname }: URL,
  response: ServerResponse,
): Promise<void> {
  const archive = archiveOf(github, pathname)
  const repository = archive && github.world.repositories.get(archive.repositoryId)
  if (archive === undefined || repository === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' })
    response.end('404: Not Found')
    return
  }
  const { commit, format } = archive
  const folder = await (await github.git.of(repository)).folder()
  const prefix = `${repository.name}-${commit.slice(0, 7)}/`
  const content = await runGit(folder, ['archive', `--format=${format}`, `--prefix=${prefix}`, commit])
  response.writeHead(200, { 'content-type': types[format], 'content-length': content.length })
  response.end(content)
}
