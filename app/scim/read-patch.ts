import { invalid } from '../enforcement/provisioning/scim-error.ts'
import { type Attribute, attributeIn, type ResourceKind } from './attributes.ts'
import { type PatchPath, readPatchPath } from './paths.ts'
import { type Given, given, isGiven, text } from './values.ts'

const mostOperations = 1000

/** One thing that a patch does, of an attribute that there is, in canonical spelling. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace'
  readonly attribute: Attribute
  /** Of the attribute; undefined: all of it. */
  readonly sub: Attribute | undefined
  readonly filter: string | undefined
  readonly value: unknown
}

/**
 * Reads what a patch does, as the standard says it and as providers really write it: operations in any case, one without a path whose value
 * names paths (`{"name.givenName": "Ada"}`), no quotes in a filter. What is said of attributes that are not kept here is left out, as in a
 * whole resource: else one line of a provider's mapping would keep everything else from arriving.
 * @throws ScimError
 */
export function readPatch(body: Given, kind: ResourceKind): readonly Operation[] {
  const operations = given(body, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0)
    throw invalid('invalidSyntax', '`Operations` has to be a list of operations.')
  if (operations.length > mostOperations)
    throw invalid('invalidSyntax', `A request has at most ${mostOperations} operations.`)
  const read = operations.flatMap((one: unknown) => readOperation(one, kind))
  if (read.length > mostOperations * 2)
    throw invalid('invalidSyntax', `A request has at most ${mostOperations} operations.`)
  return read
}

function readOperation(operation: unknown, kind: ResourceKind): readonly Operation[] {
  if (!isGiven(operation)) throw invalid('invalidSyntax', 'An operation has to be an object.')
  const op = text(given(operation, 'op'), 'op')?.toLowerCase()
  if (op !== 'add' && op !== 'remove' && op !== 'replace')
    throw invalid('invalidSyntax', 'The `op` of an operation is add, remove or replace.')
  const path = given(operation, 'path')
  const value = given(operation, 'value')
  if (typeof path === 'string' && path.trim() !== '') return resolved({ op, value }, path, kind, true)
  if (op === 'remove') throw invalid('noTarget', 'What removes something needs a path.')
  if (!isGiven(value))
    throw invalid('invalidValue', 'An operation without a path needs an object as its value.')
  return Object.entries(value).flatMap(([name, part]) => resolved({ op, value: part }, name, kind, false))
}

/** @param isNamed as a path: else it stands among what describes the resource, and what cannot be changed is passed over */
function resolved(
  { op, value }: Pick<Operation, 'op' | 'value'>,
  path: string,
  kind: ResourceKind,
  isNamed: boolean,
): readonly Operation[] {
  const read = readPatchPath(path, kind)
  if (!read) {
    if (/^urn:/i.test(path.trim())) return []
    throw invalid('invalidPath', `\`${path.slice(0, 100)}\` is no path.`)
  }
  const found = attributesOf(read, kind)
  if (!found) return []
  const { attribute, sub } = found
  if (attribute.mutability === 'readOnly' || sub?.mutability === 'readOnly') {
    if (!isNamed) return []
    throw invalid('mutability', `\`${attribute.name}\` is not changed by who provisions.`)
  }
  if (read.filter !== undefined && attribute.multiValued !== true)
    throw invalid('invalidPath', `\`${attribute.name}\` has not several values to choose from.`)
  const isNothing = value === null || value === ''
  const operation = { op: isNothing && op !== 'remove' ? ('remove' as const) : op, attribute, sub }
  if (operation.op === 'remove' && attribute.required === true)
    throw invalid('mutability', `\`${attribute.name}\` cannot be removed.`)
  return [{ ...operation, filter: read.filter, value: isNothing ? undefined : value }]
}

function attributesOf(
  { attribute: name, sub: subName }: PatchPath,
  kind: ResourceKind,
): Pick<Operation, 'attribute' | 'sub'> | undefined {
  const attribute = attributeIn(kind.attributes, name)
  if (!attribute) return undefined
  if (subName === undefined) return { attribute, sub: undefined }
  const sub = attributeIn(attribute.subAttributes ?? [], subName)
  return sub && { attribute, sub }
}
