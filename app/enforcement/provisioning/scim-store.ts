import type { ScimFilter } from './scim-filter.ts'
import type { ScimGroup, ScimGroupChange, ScimGroupData, ScimUser, ScimUserData } from './scim-resource.ts'

/** An identity provider that showed a token of its connection. */
export interface ScimCaller {
  /** Our id. */
  readonly connection: string
  /** Our id of the organization in whose record it is written. */
  readonly organization: string
}

/** What is wanted of a list. */
export interface ScimQuery {
  readonly filter?: ScimFilter
  /** A canonical path, `name.familyName`. */
  readonly sortBy?: string
  readonly isDescending: boolean
  /** How many are left out at the beginning. */
  readonly offset: number
  readonly limit: number
  /** Whether the groups of users, or the members of groups, are wanted. */
  readonly withRelated: boolean
}

export interface ScimPage<Resource> {
  readonly total: number
  readonly resources: readonly Resource[]
}

/** Which version it has to be; undefined: whichever it is. */
export type Expected = string | undefined

/** What identity providers read and write of one connection. All refuse with a `ScimError`. */
export interface ScimStore {
  /** @returns undefined: no such token works on this connection */
  readonly authenticate: (connection: string, token: string) => Promise<ScimCaller | undefined>
  readonly listUsers: (caller: ScimCaller, query: ScimQuery) => Promise<ScimPage<ScimUser>>
  readonly readUser: (caller: ScimCaller, id: string, withGroups: boolean) => Promise<ScimUser>
  readonly createUser: (caller: ScimCaller, user: ScimUserData) => Promise<ScimUser>
  /** @param change pure: it may be called more than once */
  readonly changeUser: (
    caller: ScimCaller,
    id: string,
    expected: Expected,
    change: (user: ScimUser) => ScimUserData,
  ) => Promise<ScimUser>
  readonly deleteUser: (caller: ScimCaller, id: string, expected: Expected) => Promise<void>
  readonly listGroups: (caller: ScimCaller, query: ScimQuery) => Promise<ScimPage<ScimGroup>>
  readonly readGroup: (caller: ScimCaller, id: string, withMembers: boolean) => Promise<ScimGroup>
  readonly createGroup: (caller: ScimCaller, group: ScimGroupData) => Promise<ScimGroup>
  readonly changeGroup: (
    caller: ScimCaller,
    id: string,
    expected: Expected,
    change: ScimGroupChange,
  ) => Promise<ScimGroup>
  readonly deleteGroup: (caller: ScimCaller, id: string, expected: Expected) => Promise<void>
}
