import type { TokenScope } from '../members/permissions.ts'
import type { GatehouseRole } from '../members/viewer.ts'

/** Somebody who is anything in an organization, as far as Gatehouse knows: whoever never signed in is not known. */
export interface ListedMember {
  /** Our opaque id. */
  readonly person: string
  /** null: erased */
  readonly login: string | null
  /** What they are here; null: nothing now, whatever was granted, since GitHub does not say that they belong to it. */
  readonly role: GatehouseRole | null
  readonly granted: GatehouseRole | null
  readonly grantedBy: string | null
  readonly grantedAt: Date | null
  /** What GitHub says; null: nothing, or nothing lately. */
  readonly onGitHub: 'admin' | 'member' | null
  /** What their company's identity provider gives them; null: nothing. */
  readonly mapped: GatehouseRole | null
  /** How many browsers they are signed in with. */
  readonly sessions: number
  readonly seenAt: Date | null
}

export interface MemberQuery {
  readonly organization: string
  /** A part of the login. */
  readonly login?: string
  readonly limit: number
  /** The login and the id of the last one of the page before. */
  readonly after?: readonly [string, string]
}

export interface MemberPage {
  readonly rows: readonly ListedMember[]
  readonly next: readonly [string, string] | undefined
}

/** A token by which a program reads an organization; itself it is shown only once, when it is made. */
export interface ListedToken {
  readonly id: string
  readonly name: string
  /** Its last characters. */
  readonly ending: string
  readonly scopes: readonly TokenScope[]
  /** Login; null: erased. */
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  /** To the minute; null: never. */
  readonly usedAt: Date | null
  readonly endedAt: Date | null
}
