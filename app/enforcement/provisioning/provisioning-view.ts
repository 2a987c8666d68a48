import type { GatehouseRole } from '../members/viewer.ts'
import type { HoldReason } from './role-changes.ts'
import type { Mismatch } from './mismatches.ts'

/** A token by which an identity provider writes, without its secret. */
export interface ListedScimToken {
  readonly id: string
  /** Its last characters. */
  readonly ending: string
  /** Login; null: erased. */
  readonly createdBy: string | null
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly endedAt: Date | null
}

/** What waits for an owner, since it would take too much. */
export interface ShownHold {
  readonly id: string
  readonly why: HoldReason
  /** How many had lost something within a day when it was opened, of how many. */
  readonly people: number
  readonly of: number
  readonly openedAt: Date
  /** Whose loss waits now; at most 200 of them. */
  readonly waiting: readonly ShownLoss[]
  readonly waitingCount: number
}

export interface ShownLoss {
  /** Opaque. */
  readonly person: string
  readonly login: string | null
  readonly name: string | null
  /** What they have, by the login of each organization. */
  readonly from: readonly ShownRole[]
  readonly to: readonly ShownRole[]
}

export interface ShownRole {
  /** Login of the organization. */
  readonly organization: string
  /** null: deactivated */
  readonly role: GatehouseRole | null
}

/** One connection's provisioning, as owners see it. */
export interface ProvisioningState {
  /** Our id of the connection. */
  readonly id: string
  readonly name: string
  readonly kind: 'oidc' | 'saml' | 'scim'
  /** Login of its organization. */
  readonly organization: string
  /** null: it is a dry run. */
  readonly startedAt: Date | null
  readonly lossPercent: number
  readonly people: number
  readonly activePeople: number
  readonly groups: number
  readonly tokens: readonly ListedScimToken[]
  readonly hold: ShownHold | null
}

/** What would follow for whom, before it does. */
export interface DryRun {
  readonly groups: readonly ShownGroup[]
  readonly groupCount: number
  readonly people: readonly ShownPerson[]
  readonly peopleCount: number
  readonly mismatches: readonly Mismatch[]
}

export interface ShownGroup {
  readonly name: string
  readonly members: number
  /** What the first line that names it gives, and where; empty: no line names it. */
  readonly roles: readonly { readonly role: GatehouseRole; readonly organization: string | null }[]
}

export interface ShownPerson {
  readonly userName: string
  readonly name: string | null
  readonly email: string | null
  readonly isActive: boolean
  /** Login on GitHub; null: they have not linked their account. */
  readonly github: string | null
  readonly groups: number
  readonly roles: readonly ShownRole[]
}
