import type { FastifyInstance } from 'fastify'
import { ScimError } from '../enforcement/provisioning/scim-error.ts'
import type { ScimPage, ScimQuery } from '../enforcement/provisioning/scim-store.ts'
import { groupKind, type ResourceKind, userKind } from './attributes.ts'
import { listResponse } from './documents.ts'
import { below, callerOf, type ScimRouting } from './routing.ts'
import { type ListQuestion, readQuestion } from './read-query.ts'
import { bodyOf } from './read-resource.ts'
import { renderGroup, renderUser, selected } from './render.ts'
import type { Given } from './values.ts'

/** `/.search`: users, and groups behind them. What a filter asks for that one of both does not have fits none of it. */
export function addSearch(scim: FastifyInstance, { store, baseOf }: ScimRouting): void {
  scim.post(below('/.search'), async (request) => {
    const caller = callerOf(request)
    const asked = bodyOf(request.body)
    const base = baseOf(request)
    const ofUsers = questionOf(asked, userKind)
    const ofGroups = questionOf(asked, groupKind)
    const asking = ofUsers ?? ofGroups
    // Then neither fits, and one of both says why.
    if (!asking) return readQuestion(asked, userKind)
    const users = ofUsers ? await store.listUsers(caller, ofUsers.query) : nothing
    const left = { ...asking.query, limit: asking.query.limit - users.resources.length }
    const behind: ScimQuery = {
      ...left,
      ...ofGroups?.query,
      limit: left.limit,
      offset: Math.max(0, left.offset - users.total),
    }
    const groups = ofGroups ? await store.listGroups(caller, behind) : nothing
    const documents = [
      ...users.resources.map((user) => selected(renderUser(user, base), asking.selection)),
      ...groups.resources.map((group) => selected(renderGroup(group, base), asking.selection)),
    ]
    return listResponse(documents, { total: users.total + groups.total, startIndex: asking.startIndex })
  })
}

const nothing: ScimPage<never> = { total: 0, resources: [] }

function questionOf(asked: Given, kind: ResourceKind): ListQuestion | undefined {
  try {
    return readQuestion(asked, kind)
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'invalidFilter') return undefined
    throw error
  }
}
