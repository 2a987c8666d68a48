import { parse } from 'scim2-parse-filter'
import { invalid, ScimError } from '../enforcement/provisioning/scim-error.ts'
import type { ScimGroupChange } from '../enforcement/provisioning/scim-resource.ts'
import type { Operation } from './read-patch.ts'
import { mostMembers, readMembers, userId } from './read-resource.ts'
import { text } from './values.ts'

/**
 * What a patch of a group comes to: names of users who are in it or not, without its members having to be read, of whom there may be tens
 * of thousands while one of them changes. Pure. @throws ScimError
 */
export function patchGroup(operations: readonly Operation[]): ScimGroupChange {
  let displayName: string | undefined
  let externalId: string | null | undefined
  let set: Set<string> | undefined
  const add = new Set<string>()
  const remove = new Set<string>()
  for (const operation of operations) {
    const { op, attribute, value } = operation
    if (attribute.name === 'displayName') displayName = text(value, 'displayName')
    else if (attribute.name === 'externalId')
      externalId = op === 'remove' ? null : (text(value, 'externalId') ?? null)
    else if (op === 'remove' && operation.filter === undefined && value === undefined) {
      set = new Set()
      add.clear()
      remove.clear()
    } else if (op === 'replace' && operation.filter === undefined) {
      set = new Set(readMembers(value))
      add.clear()
      remove.clear()
    } else {
      const [into, outOf] = op === 'remove' ? [remove, add] : [add, remove]
      for (const id of idsOf(operation)) {
        into.add(id)
        outOf.delete(id)
      }
    }
    if (add.size + remove.size + (set?.size ?? 0) > mostMembers)
      throw new ScimError(413, `A request names at most ${mostMembers} members: send them in several.`)
  }
  return {
    ...(displayName !== undefined && { displayName }),
    ...(externalId !== undefined && { externalId }),
    ...(set && { set: [...set] }),
    add: [...add],
    remove: [...remove],
  }
}

function idsOf({ op, filter, sub, value }: Operation): readonly string[] {
  if (filter === undefined) return readMembers(value)
  if (op !== 'remove' || sub !== undefined)
    throw invalid('mutability', 'A member is added or removed, and not changed.')
  return idsIn(filter)
}

/** Who is meant by `value eq "…"`, or by several of them with `or` between. */
function idsIn(filter: string): readonly string[] {
  const wrong = invalid('invalidFilter', 'Members are chosen by `value eq "<id>"`.')
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(filter)
  } catch {
    throw wrong
  }
  const terms = parsed.op === 'or' && 'filters' in parsed ? parsed.filters : [parsed]
  return terms.map((term) => {
    if (term.op !== 'eq' || !('compValue' in term) || term.attrPath.toLowerCase() !== 'value') throw wrong
    return userId(String(term.compValue))
  })
}
