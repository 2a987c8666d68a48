import { invalid } from '../enforcement/provisioning/scim-error.ts'
import type { ScimGroup, ScimUser } from '../enforcement/provisioning/scim-resource.ts'
import { groupKind, type ResourceKind, userKind } from './attributes.ts'
import { withoutSchema } from './paths.ts'

export type Document = Readonly<Record<string, unknown>>

/** @param base where the connection's resources are, `https://gatehouse.example/scim/v2/3` */
export function renderUser(user: ScimUser, base: string): Document {
  const { id, externalId, userName, name, displayName, emails, active, groups } = user
  return {
    schemas: [userKind.schema],
    id,
    ...(externalId !== undefined && { externalId }),
    userName,
    ...(name && { name }),
    ...(displayName !== undefined && { displayName }),
    ...(emails && emails.length > 0 && { emails }),
    active,
    ...(groups &&
      groups.length > 0 && {
        groups: groups.map(({ value, display }) => ({ value, $ref: `${base}/Groups/${value}`, display })),
      }),
    meta: metaOf(user, userKind, base),
  }
}

export function renderGroup(group: ScimGroup, base: string): Document {
  const { id, externalId, displayName, members } = group
  return {
    schemas: [groupKind.schema],
    id,
    ...(externalId !== undefined && { externalId }),
    displayName,
    ...(members &&
      members.length > 0 && {
        // Without names: a group may have tens of thousands, and the provider knows them.
        members: members.map((value) => ({ value, $ref: `${base}/Users/${value}`, type: 'User' })),
      }),
    meta: metaOf(group, groupKind, base),
  }
}

export const etagOf = ({ version }: Pick<ScimUser, 'version'>): string => `W/"${version}"`

function metaOf(
  resource: Pick<ScimUser, 'id' | 'createdAt' | 'changedAt' | 'version'>,
  { name, endpoint }: ResourceKind,
  base: string,
): Document {
  return {
    resourceType: name,
    created: resource.createdAt.toISOString(),
    lastModified: resource.changedAt.toISOString(),
    location: `${base}${endpoint}/${resource.id}`,
    version: etagOf(resource),
  }
}

/** Which parts of a resource are wanted. Source: RFC 7644, section 3.9. */
export interface Selection {
  readonly attributes: readonly string[]
  readonly excluded: readonly string[]
}

/** Reads `attributes` and `excludedAttributes`. @throws ScimError where there are both */
export function readSelection(
  attributes: readonly string[],
  excluded: readonly string[],
  kind: ResourceKind,
): Selection {
  if (attributes.length > 0 && excluded.length > 0)
    throw invalid('invalidValue', 'Send `attributes` or `excludedAttributes`, and not both.')
  const names = (all: readonly string[]): readonly string[] =>
    all.map((one) => withoutSchema(one.trim(), kind).toLowerCase()).filter((one) => one !== '')
  return { attributes: names(attributes), excluded: names(excluded) }
}

/** Whether an attribute is among what is wanted, wholly or in part. */
export function isWanted(name: string, { attributes, excluded }: Selection): boolean {
  const known = name.toLowerCase()
  if (attributes.length > 0) return attributes.some((one) => one === known || one.startsWith(`${known}.`))
  return !excluded.includes(known)
}

/** Of every resource there are its id and its schemas. */
const always = new Set(['id', 'schemas'])

/** Only what is wanted of a resource. Pure. */
export function selected(document: Document, selection: Selection): Document {
  const { attributes, excluded } = selection
  if (attributes.length === 0 && excluded.length === 0) return document
  const kept = Object.entries(document).flatMap(([name, value]) => {
    if (always.has(name)) return [[name, value] as const]
    if (!isWanted(name, selection)) return []
    const below = (all: readonly string[]): readonly string[] =>
      all.filter((one) => one.startsWith(`${name.toLowerCase()}.`)).map((one) => one.slice(name.length + 1))
    const whole = attributes.includes(name.toLowerCase())
    return [[name, partsOf(value, whole ? [] : below(attributes), below(excluded))] as const]
  })
  return Object.fromEntries(kept)
}

function partsOf(value: unknown, wanted: readonly string[], unwanted: readonly string[]): unknown {
  if (wanted.length === 0 && unwanted.length === 0) return value
  if (Array.isArray(value)) return value.map((one: unknown) => partsOf(one, wanted, unwanted))
  if (typeof value !== 'object' || value === null) return value
  const isKept = (name: string): boolean =>
    wanted.length > 0 ? wanted.includes(name.toLowerCase()) : !unwanted.includes(name.toLowerCase())
  return Object.fromEntries(Object.entries(value).filter(([name]) => isKept(name)))
}
