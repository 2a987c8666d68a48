import { personOf } from '../auth/actor.ts'
import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { found, notFound } from '../server/refusal.ts'
import { ok } from '../server/reply.ts'
import type { CustomProperty, Enterprise, Organization } from '../world/entities.ts'
import { auditPage } from './organizations.ts'

export const enterpriseHandlers: Handlers = {
  'enterprise-admin/get-audit-log': (request) => {
    const organizations = organizationsOf(request, enterpriseIn(request))
    // Owners of the enterprise; here they are who owns all of its organizations.
    const person = personOf(request.actor)
    const isOwner = organizations.every(({ members }) => members.get(person ?? 0) === 'admin')
    if (!isOwner) throw notFound()
    const entries = organizations.flatMap((one) => one.auditLog.map((entry) => ({ one, entry })))
    return auditPage(
      request,
      entries.toSorted((a, b) => a.entry.time - b.entry.time),
    )
  },
  'enterprise-admin/custom-properties-for-repos-get-enterprise-definitions': (request) =>
    ok(definitions(request)),
  'enterprise-admin/custom-properties-for-repos-create-or-update-enterprise-definitions': (request) => {
    const { properties } = enterpriseIn(request)
    const sent = request.body<{ properties: readonly CustomProperty[] }>({ properties: [] }).properties
    for (const one of sent) {
      const at = properties.findIndex((known) => known.property_name === one.property_name)
      properties.splice(at < 0 ? properties.length : at, at < 0 ? 0 : 1, one)
    }
    return ok(definitions(request))
  },
}

const enterpriseIn = ({ github: { world }, params }: ApiRequest): Enterprise =>
  found(world.enterprises.get(params['enterprise']!))

const organizationsOf = ({ github: { world } }: ApiRequest, { slug }: Enterprise): readonly Organization[] =>
  [...world.organizations.values()].filter(({ enterprise }) => enterprise === slug)

function definitions(request: ApiRequest): readonly unknown[] {
  const { slug, properties } = enterpriseIn(request)
  return properties.map((one) => ({
    ...one,
    url: `${request.github.world.urls.api}/enterprises/${slug}/properties/schema/${one.property_name}`,
    source_type: 'enterprise',
    values_editable_by: one.values_editable_by ?? 'org_actors',
  }))
}
