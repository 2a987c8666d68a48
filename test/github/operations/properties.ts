import type { ApiRequest, Handlers } from '../server/api-request.ts'
import { page } from '../server/pages.ts'
import { found, Refusal } from '../server/refusal.ts'
import { noContent, ok, type Reply } from '../server/reply.ts'
import { editDetails, readDetails } from '../world/details.ts'
import type { CustomProperty, Organization, Repository } from '../world/entities.ts'
import { fullName, repositoriesOf, repositoryByName } from '../world/lookups.ts'

interface Value {
  readonly property_name: string
  readonly value: string | readonly string[] | null
}

export const propertyHandlers: Handlers = {
  'orgs/custom-properties-for-repos-get-organization-definitions': (request) =>
    ok(request.organization.properties.map((one) => definition(request, one))),
  'orgs/custom-properties-for-repos-get-organization-definition': (request) =>
    ok(definition(request, found(definitionIn(request)))),
  'orgs/custom-properties-for-repos-create-or-update-organization-definitions': (request) => {
    const { properties } = request.body<{ properties: readonly CustomProperty[] }>({ properties: [] })
    for (const one of properties) replace(request.organization, one)
    return ok(request.organization.properties.map((one) => definition(request, one)))
  },
  'orgs/custom-properties-for-repos-create-or-update-organization-definition': (request) => {
    const name = request.params['custom_property_name']!
    const body = request.body<Omit<CustomProperty, 'property_name'>>({ value_type: 'string' })
    const one = { ...body, property_name: name }
    replace(request.organization, one)
    return ok(definition(request, one))
  },
  'orgs/custom-properties-for-repos-delete-organization-definition': (request) => {
    const { properties } = request.organization
    properties.splice(properties.indexOf(found(definitionIn(request))), 1)
    return noContent
  },
  'orgs/custom-properties-for-repos-get-organization-values': (request) => {
    const { world } = request.github
    return page(request, repositoriesOf(world, request.organization.id), (repository) => ({
      repository_id: repository.id,
      repository_name: repository.name,
      repository_full_name: fullName(world, repository),
      properties: valuesOf(request.organization, repository),
    }))
  },
  'orgs/custom-properties-for-repos-create-or-update-organization-values': (request) => {
    const body = request.body<{ repository_names: readonly string[]; properties: readonly Value[] }>({
      repository_names: [],
      properties: [],
    })
    const { world } = request.github
    const repositories = body.repository_names.map((name) =>
      found(repositoryByName(world, request.organization.login, name)),
    )
    for (const repository of repositories) set(request, request.organization, repository, body.properties)
    return noContent
  },
  'repos/custom-properties-for-repos-get-repository-values': (request) => {
    const organization = request.github.world.organizations.get(request.repository.ownerId)
    return ok(organization ? valuesOf(organization, request.repository) : [])
  },
  'repos/custom-properties-for-repos-create-or-update-repository-values': (request) => {
    const organization = found(request.github.world.organizations.get(request.repository.ownerId))
    const { properties } = request.body<{ properties: readonly Value[] }>({ properties: [] })
    for (const { property_name: name } of properties) {
      const known = organization.properties.find((one) => one.property_name === name)
      if (known?.values_editable_by !== 'org_and_repo_actors')
        throw new Refusal(422, `Custom property '${name}' can only be edited by organization actors.`)
    }
    return set(request, organization, request.repository, properties)
  },
}

const definitionIn = ({ organization, params }: ApiRequest): CustomProperty | undefined =>
  organization.properties.find((one) => one.property_name === params['custom_property_name'])

const definition = ({ github: { world }, organization }: ApiRequest, one: CustomProperty) => ({
  ...one,
  url: `${world.urls.api}/orgs/${organization.login}/properties/schema/${one.property_name}`,
  source_type: 'organization',
  values_editable_by: one.values_editable_by ?? 'org_actors',
})

/** A definition is replaced as a whole: what is not sent is gone. */
function replace({ properties }: Organization, one: CustomProperty): void {
  const at = properties.findIndex((known) => known.property_name === one.property_name)
  if (at < 0) properties.push(one)
  else properties[at] = one
}

export const valuesOf = ({ properties }: Organization, repository: Repository): readonly Value[] =>
  properties.map(({ property_name: name, default_value: fallback }) => ({
    property_name: name,
    value: readDetails(repository).properties.get(name) ?? fallback ?? null,
  }))

function set(
  request: ApiRequest,
  organization: Organization,
  repository: Repository,
  values: readonly Value[],
): Reply {
  const before = valuesOf(organization, repository)
  const { properties } = editDetails(repository)
  for (const { property_name: name, value } of values) {
    const known = organization.properties.find((one) => one.property_name === name)
    if (known === undefined) throw new Refusal(422, `Custom property '${name}' does not exist.`)
    const wrong = [value ?? []]
      .flat()
      .find((one) => known.allowed_values && !known.allowed_values.includes(one))
    if (wrong !== undefined)
      throw new Refusal(422, `Value '${wrong}' is not allowed for the property '${name}'.`)
    if (value === null) properties.delete(name)
    else properties.set(name, value)
  }
  const after = valuesOf(organization, repository)
  request.github.webhooks.emit(
    'custom_property_values.updated',
    { repository, organization },
    { new_property_values: after, old_property_values: before },
  )
  return noContent
}
