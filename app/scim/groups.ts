import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ScimGroup } from '../enforcement/provisioning/scim-resource.ts'
import { groupKind } from './attributes.ts'
import { listResponse } from './documents.ts'
import { below, callerOf, type ScimRouting } from './routing.ts'
import { patchGroup } from './patch-group.ts'
import { expectedOf, idOf, sendResource } from './resource-routes.ts'
import { readPatch } from './read-patch.ts'
import { readQuestion, selectionOf } from './read-query.ts'
import { bodyOf, readGroup } from './read-resource.ts'
import { isWanted, renderGroup, selected } from './render.ts'
import { type Given, isGiven } from './values.ts'

/** `/Groups` */
export function addGroups(scim: FastifyInstance, { store, baseOf }: ScimRouting): void {
  const send = (request: FastifyRequest, reply: FastifyReply, group: ScimGroup, status: number) =>
    sendResource(
      { request, reply, status, kind: groupKind, resource: group },
      renderGroup(group, baseOf(request)),
    )
  const wantsMembers = ({ query }: FastifyRequest): boolean =>
    isWanted('members', selectionOf(isGiven(query) ? query : {}, groupKind))
  /** With its members, unless they are not wanted. */
  const whole = async (request: FastifyRequest, group: ScimGroup): Promise<ScimGroup> =>
    wantsMembers(request) ? store.readGroup(callerOf(request), group.id, true) : group
  const list = async (request: FastifyRequest, asked: Given) => {
    const { query, selection, startIndex } = readQuestion(asked, groupKind)
    const { total, resources } = await store.listGroups(callerOf(request), query)
    const base = baseOf(request)
    return listResponse(
      resources.map((group) => selected(renderGroup(group, base), selection)),
      { total, startIndex },
    )
  }
  scim.get(below('/Groups'), (request) => list(request, isGiven(request.query) ? request.query : {}))
  scim.post(below('/Groups/.search'), (request) => list(request, bodyOf(request.body)))
  scim.post(below('/Groups'), async (request, reply) => {
    const group = await store.createGroup(callerOf(request), readGroup(bodyOf(request.body)))
    return send(request, reply, await whole(request, group), 201)
  })
  scim.get(below('/Groups/:id'), async (request, reply) => {
    const group = await store.readGroup(callerOf(request), idOf(request, 'group'), wantsMembers(request))
    return send(request, reply, group, 200)
  })
  scim.put(below('/Groups/:id'), async (request, reply) => {
    const { displayName, externalId = null, members = [] } = readGroup(bodyOf(request.body))
    const change = { displayName, externalId, set: members, add: [], remove: [] }
    const caller = callerOf(request)
    const group = await store.changeGroup(caller, idOf(request, 'group'), expectedOf(request), change)
    return send(request, reply, await whole(request, group), 200)
  })
  scim.patch(below('/Groups/:id'), async (request, reply) => {
    const change = patchGroup(readPatch(bodyOf(request.body), groupKind))
    const caller = callerOf(request)
    const group = await store.changeGroup(caller, idOf(request, 'group'), expectedOf(request), change)
    return send(request, reply, await whole(request, group), 200)
  })
  scim.delete(below('/Groups/:id'), async (request, reply) => {
    await store.deleteGroup(callerOf(request), idOf(request, 'group'), expectedOf(request))
    return reply.code(204).send()
  })
}
