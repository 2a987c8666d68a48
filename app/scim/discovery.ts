import type { FastifyInstance } from 'fastify'
import { notThere, ScimError } from '../enforcement/provisioning/scim-error.ts'
import { kinds, listResponse, resourceType, schemaDocument, serviceProviderConfig } from './documents.ts'
import { below, type ScimRouting } from './routing.ts'
import type { Document } from './render.ts'

type Named = { Params: { connection: string; name: string } }

/** What this side can, and which resources there are. */
export function addDiscovery(scim: FastifyInstance, { baseOf }: ScimRouting): void {
  const answer = (path: string, make: (base: string) => Document): void => {
    scim.get(below(path), (request) => make(baseOf(request)))
    refuseChanges(scim, path)
  }
  const all = (documents: readonly Document[]): Document =>
    listResponse(documents, { total: documents.length, startIndex: 1 })
  answer('/ServiceProviderConfig', serviceProviderConfig)
  answer('/ResourceTypes', (base) => all(kinds.map((kind) => resourceType(kind, base))))
  answer('/Schemas', (base) => all(kinds.map((kind) => schemaDocument(kind, base))))
  scim.get<Named>(below('/ResourceTypes/:name'), (request) => {
    const kind = kinds.find(({ name }) => name === request.params.name)
    if (!kind) throw notThere('resource type')
    return resourceType(kind, baseOf(request))
  })
  refuseChanges(scim, '/ResourceTypes/:name')
  scim.get<Named>(below('/Schemas/:name'), (request) => {
    const kind = kinds.find(({ schema }) => schema === request.params.name)
    if (!kind) throw notThere('schema')
    return schemaDocument(kind, baseOf(request))
  })
  refuseChanges(scim, '/Schemas/:name')
}

const refuseChanges = (scim: FastifyInstance, path: string): void =>
  void scim.route({
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: below(path),
    handler: (_request, reply) => {
      reply.header('allow', 'GET')
      throw new ScimError(405, 'This is only read.')
    },
  })
