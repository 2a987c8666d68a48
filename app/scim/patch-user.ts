import { scimPatch, type ScimPatchOperation } from 'scim-patch'
import { invalid } from '../enforcement/provisioning/scim-error.ts'
import type { ScimUser, ScimUserData } from '../enforcement/provisioning/scim-resource.ts'
import { userSchema } from './attributes.ts'
import type { Operation } from './read-patch.ts'
import { readUser } from './read-resource.ts'
import { flag, type Given, isGiven, listed, text } from './values.ts'

/**
 * A user after a patch. Pure.
 * @param operations of attributes that are kept: names that are none, `__proto__` among them, have been left out
 * @throws ScimError
 */
export function patchUser(user: ScimUser, operations: readonly Operation[]): ScimUserData {
  const { userName, externalId, displayName, name, emails, active } = user
  const before = { userName, externalId, displayName, name, emails, active }
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(before))
  let resource = { schemas: [userSchema], meta, ...copy }
  for (const operation of operations) resource = apply(resource, operation)
  return readUser(withOnePrimary(before.emails, resource))
}

type Resource = Parameters<typeof scimPatch>[0]

/** What the library wants to see, and nobody reads. */
const meta = { resourceType: 'User', created: new Date(0), lastModified: new Date(0), location: '' }

function apply<Patched extends Resource>(resource: Patched, operation: Operation): Patched {
  const one = written(operation)
  try {
    return scimPatch(resource, [one])
  } catch (error) {
    const type = error instanceof Error && 'scimCode' in error ? error.scimCode : undefined
    if (type === 'noTarget')
      throw invalid('noTarget', `Nothing of \`${operation.attribute.name}\` fits the filter of the path.`)
    throw invalid('invalidPath', `The operation on \`${operation.attribute.name}\` cannot be made.`)
  }
}

function written({ op, attribute, sub, filter, value }: Operation): ScimPatchOperation {
  const path = `${attribute.name}${filter === undefined ? '' : `[${filter}]`}${sub ? `.${sub.name}` : ''}`
  if (op === 'remove') return { op, path, ...(value !== undefined && { value }) }
  return { op, path, value: fitting(value, { attribute, sub, filter }) }
}

/** A value in the type of its attribute. */
function fitting(
  value: unknown,
  { attribute, sub, filter }: Pick<Operation, 'attribute' | 'sub' | 'filter'>,
): unknown {
  const { type, name } = sub ?? attribute
  if (type === 'boolean') return flag(value, name)
  if (type !== 'complex') return text(value, name)
  if (attribute.multiValued !== true) return canonical(value, attribute)
  if (filter !== undefined) return canonical(value, attribute)
  return listed(value).map((one) => canonical(isGiven(one) ? one : { value: one }, attribute))
}

/** Only the parts that there are, in canonical spelling. */
function canonical(value: unknown, attribute: Operation['attribute']): Given {
  if (!isGiven(value)) throw invalid('invalidValue', `\`${attribute.name}\` has to be an object.`)
  const parts = Object.entries(value).flatMap(([name, part]) => {
    const known = attribute.subAttributes?.find((one) => one.name.toLowerCase() === name.toLowerCase())
    return known ? [[known.name, part] as const] : []
  })
  return Object.fromEntries(parts)
}

/** An address that a patch makes primary is it instead of the one before. Source: RFC 7644, section 3.5.2. */
function withOnePrimary(before: ScimUserData['emails'], resource: Given): Given {
  const emails = listed(resource['emails']).filter(isGiven)
  const primary = emails.filter((one) => flag(one['primary'], 'emails.primary') === true)
  if (primary.length < 2) return resource
  const wasPrimary = before?.find((one) => one.primary === true)?.value
  const chosen = primary.findLast((one) => one['value'] !== wasPrimary) ?? primary.at(-1)
  return {
    ...resource,
    emails: emails.map((one) => ('primary' in one ? { ...one, primary: one === chosen } : one)),
  }
}
