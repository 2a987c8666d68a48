/** One of somebody's addresses. */
export interface ScimEmail {
  readonly value: string
  readonly type?: string
  readonly primary?: boolean
}

/** What is kept of somebody whom an identity provider describes: what tells who they are, and no more. */
export interface ScimUserData {
  readonly userName: string
  readonly externalId?: string
  readonly displayName?: string
  readonly name?: { readonly formatted?: string; readonly familyName?: string; readonly givenName?: string }
  readonly emails?: readonly ScimEmail[]
  readonly active: boolean
}

interface Kept {
  readonly id: string
  /** Counts on with every change: the ETag. */
  readonly version: string
  readonly createdAt: Date
  readonly changedAt: Date
}

export interface ScimUser extends ScimUserData, Kept {
  /** Missing: it was not asked for. */
  readonly groups?: readonly ScimReference[]
}

/** Another resource: its id, and what it is called. */
export interface ScimReference {
  readonly value: string
  readonly display: string
}

export interface ScimGroup extends Kept {
  readonly displayName: string
  readonly externalId?: string
  /** Ids of users; missing: it was not asked for. */
  readonly members?: readonly string[]
}

/** A whole group, as it is created or replaced. @property members ids of users; undefined: none were named */
export interface ScimGroupData {
  readonly displayName: string
  readonly externalId?: string
  readonly members?: readonly string[]
}

/** What a patch wants of a group, however many operations it had. Missing is as it was. */
export interface ScimGroupChange {
  readonly displayName?: string
  /** null: it has none any more. */
  readonly externalId?: string | null
  /** Ids of users, in place of all members. */
  readonly set?: readonly string[]
  readonly add: readonly string[]
  readonly remove: readonly string[]
}
