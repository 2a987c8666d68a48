import { type Attribute, groupKind, type ResourceKind, userKind } from './attributes.ts'
import type { Document } from './render.ts'

export const kinds: readonly ResourceKind[] = [userKind, groupKind]
/** Resources of one answer. */
export const mostResources = 200

/** What this side of provisioning can. Source: RFC 7643, section 5. */
export const serviceProviderConfig = (base: string): Document => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: mostResources },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token of this connection, made in Gatehouse’s settings.',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
})

export const resourceType = (
  { name, endpoint, schema, description }: ResourceKind,
  base: string,
): Document => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint,
  description,
  schema,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
})

export const schemaDocument = ({ name, schema, description, own }: ResourceKind, base: string): Document => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: schema,
  name,
  description,
  attributes: own.map(described),
  meta: { resourceType: 'Schema', location: `${base}/Schemas/${schema}` },
})

/** With everything that is said by leaving it out. */
const described = (attribute: Attribute): Document => ({
  name: attribute.name,
  type: attribute.type,
  multiValued: attribute.multiValued ?? false,
  description: attribute.description,
  required: attribute.required ?? false,
  ...(attribute.type !== 'complex' && { caseExact: attribute.caseExact ?? false }),
  mutability: attribute.mutability ?? 'readWrite',
  returned: 'default',
  ...(attribute.type !== 'complex' && { uniqueness: attribute.uniqueness ?? 'none' }),
  ...(attribute.canonicalValues && { canonicalValues: attribute.canonicalValues }),
  ...(attribute.referenceTypes && { referenceTypes: attribute.referenceTypes }),
  ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(described) }),
})

export const listResponse = (
  resources: readonly Document[],
  { total, startIndex }: { readonly total: number; readonly startIndex: number },
): Document => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
})

export const errorDocument = (status: number, detail: string, scimType?: string): Document => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  ...(scimType !== undefined && { scimType }),
  detail,
})
