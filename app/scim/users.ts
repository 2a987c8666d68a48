import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ScimUser } from '../enforcement/provisioning/scim-resource.ts'
import { userKind } from './attributes.ts'
import { listResponse } from './documents.ts'
import { below, callerOf, type ScimRouting } from './routing.ts'
import { patchUser } from './patch-user.ts'
import { expectedOf, idOf, sendResource } from './resource-routes.ts'
import { readPatch } from './read-patch.ts'
import { readQuestion, selectionOf } from './read-query.ts'
import { bodyOf, readUser } from './read-resource.ts'
import { isWanted, renderUser, selected } from './render.ts'
import { type Given, isGiven } from './values.ts'

/** `/Users` */
export function addUsers(scim: FastifyInstance, { store, baseOf }: ScimRouting): void {
  const send = (request: FastifyRequest, reply: FastifyReply, user: ScimUser, status: number) =>
    sendResource(
      { request, reply, status, kind: userKind, resource: user },
      renderUser(user, baseOf(request)),
    )
  const list = async (request: FastifyRequest, asked: Given) => {
    const { query, selection, startIndex } = readQuestion(asked, userKind)
    const { total, resources } = await store.listUsers(callerOf(request), query)
    const base = baseOf(request)
    return listResponse(
      resources.map((user) => selected(renderUser(user, base), selection)),
      { total, startIndex },
    )
  }
  scim.get(below('/Users'), (request) => list(request, isGiven(request.query) ? request.query : {}))
  scim.post(below('/Users/.search'), (request) => list(request, bodyOf(request.body)))
  scim.post(below('/Users'), async (request, reply) => {
    const user = await store.createUser(callerOf(request), readUser(bodyOf(request.body)))
    return send(request, reply, user, 201)
  })
  scim.get(below('/Users/:id'), async (request, reply) => {
    const isWhole = isWanted('groups', selectionOf(isGiven(request.query) ? request.query : {}, userKind))
    return send(request, reply, await store.readUser(callerOf(request), idOf(request, 'user'), isWhole), 200)
  })
  scim.put(below('/Users/:id'), async (request, reply) => {
    const wanted = readUser(bodyOf(request.body))
    const caller = callerOf(request)
    const user = await store.changeUser(caller, idOf(request, 'user'), expectedOf(request), () => wanted)
    return send(request, reply, user, 200)
  })
  scim.patch(below('/Users/:id'), async (request, reply) => {
    const operations = readPatch(bodyOf(request.body), userKind)
    const caller = callerOf(request)
    const user = await store.changeUser(caller, idOf(request, 'user'), expectedOf(request), (before) =>
      patchUser(before, operations),
    )
    return send(request, reply, user, 200)
  })
  scim.delete(below('/Users/:id'), async (request, reply) => {
    await store.deleteUser(callerOf(request), idOf(request, 'user'), expectedOf(request))
    return reply.code(204).send()
  })
}
