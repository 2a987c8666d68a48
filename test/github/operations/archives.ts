import { archiveLink, type ArchiveFormat } from '../git/archive-links.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { found } from '../server/refusal.ts'
import type { Reply } from '../server/reply.ts'
import { storeOf } from './git-data.ts'

export const archiveHandlers: Handlers = {
  'repos/download-tarball-archive': (request) => archive(request, 'tar.gz'),
  'repos/download-zipball-archive': (request) => archive(request, 'zip'),
}

async function archive(request: ApiRequest, format: ArchiveFormat): Promise<Reply> {
  const { github, repository, params } = request
  const commit = found(await (await storeOf(request)).commitId(params['ref'] || repository.defaultBranch))
  return {
    status: 302,
    headers: { location: archiveLink(github, { repositoryId: repository.id, commit, format }) },
  }
}
