import { personOf } from '../auth/actor.ts'
import { isVisible } from '../auth/permissions-of.ts'
import { fullRepository, repository as renderRepository } from '../render/repository.ts'
import type { Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { ok } from '../server/reply.ts'
import { repositoriesOf } from '../world/lookups.ts'

export const repositoryHandlers: Handlers = {
  'repos/get': ({ github: { world }, repository, actor }) =>
    ok(fullRepository(world, repository, personOf(actor))),
  'repos/list-for-org': (request) => {
    const { world } = request.github
    const visible = repositoriesOf(world, request.organization.id).filter((one) =>
      isVisible(world, request.actor, one),
    )
    return page(request, visible, (one) => renderRepository(world, one, personOf(request.actor)))
  },
}
