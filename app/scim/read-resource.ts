import { invalid, ScimError } from '../enforcement/provisioning/scim-error.ts'
import type { ScimEmail, ScimGroupData, ScimUserData } from '../enforcement/provisioning/scim-resource.ts'
import { flag, type Given, given, isGiven, listed, text } from './values.ts'

const mostEmails = 50
/** Of one request. */
export const mostMembers = 20_000

/** A body that describes a resource. @throws ScimError `invalidSyntax` */
export function bodyOf(body: unknown): Given {
  if (isGiven(body)) return body
  throw invalid('invalidSyntax', 'The body has to be a JSON object.')
}

/** What is kept of a user that a provider describes; everything else that it says is left out. @throws ScimError */
export function readUser(body: Given): ScimUserData {
  const userName = text(given(body, 'userName'), 'userName')
  if (userName === undefined) throw invalid('invalidValue', '`userName` is missing.')
  const externalId = text(given(body, 'externalId'), 'externalId')
  const displayName = text(given(body, 'displayName'), 'displayName')
  const name = readName(given(body, 'name'))
  const emails = readEmails(given(body, 'emails'))
  return {
    userName,
    active: flag(given(body, 'active'), 'active') ?? true,
    ...(externalId !== undefined && { externalId }),
    ...(displayName !== undefined && { displayName }),
    ...(name && { name }),
    ...(emails.length > 0 && { emails }),
  }
}

function readName(value: unknown): ScimUserData['name'] {
  if (!isGiven(value)) return undefined
  const parts = (['formatted', 'familyName', 'givenName'] as const).flatMap((part) => {
    const found = text(given(value, part), `name.${part}`)
    return found === undefined ? [] : [[part, found] as const]
  })
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** Those that are empty are left out, and of several primary ones all but the first are not. */
function readEmails(value: unknown): readonly ScimEmail[] {
  const all = listed(value)
  if (all.length > mostEmails) throw invalid('invalidValue', `Somebody has at most ${mostEmails} emails.`)
  let hasPrimary = false
  return all.flatMap((one): readonly ScimEmail[] => {
    const email = isGiven(one) ? one : { value: one }
    const address = text(given(email, 'value'), 'emails.value')
    if (address === undefined) return []
    const type = text(given(email, 'type'), 'emails.type')
    const isPrimary = flag(given(email, 'primary'), 'emails.primary')
    const primary = isPrimary === true && hasPrimary ? false : isPrimary
    hasPrimary ||= primary === true
    return [
      { value: address, ...(type !== undefined && { type }), ...(primary !== undefined && { primary }) },
    ]
  })
}

/** A whole group. @throws ScimError */
export function readGroup(body: Given): ScimGroupData {
  const displayName = text(given(body, 'displayName'), 'displayName')
  if (displayName === undefined) throw invalid('invalidValue', '`displayName` is missing.')
  const externalId = text(given(body, 'externalId'), 'externalId')
  const members = given(body, 'members')
  return {
    displayName,
    ...(externalId !== undefined && { externalId }),
    ...(members !== undefined && { members: readMembers(members) }),
  }
}

/** Ids of users, each once. @throws ScimError `invalidValue` where one is a group, or too many are given */
export function readMembers(value: unknown): readonly string[] {
  const all = listed(value)
  if (all.length > mostMembers)
    throw new ScimError(
      413,
      `A request names at most ${mostMembers} members: send them in several, by PATCH.`,
    )
  const ids = all.map((one) => {
    const member = isGiven(one) ? one : { value: one }
    const type = text(given(member, 'type'), 'members.type')
    if (type !== undefined && type.toLowerCase() !== 'user')
      throw invalid(
        'invalidValue',
        'Groups in groups are not taken. Assign the inner groups too, or have the provider flatten them.',
      )
    return userId(text(given(member, 'value'), 'members.value'))
  })
  return [...new Set(ids)]
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** An id as we give them. @throws ScimError `invalidValue` */
export function userId(value: string | undefined): string {
  if (value !== undefined && uuid.test(value)) return value.toLowerCase()
  throw invalid('invalidValue', `\`${(value ?? '').slice(0, 100)}\` is the id of no user here.`)
}

export const isId = (value: string): boolean => uuid.test(value)
