import type { ClaudeVia } from '../claude/connections.ts'
import type { TxtStanding } from '../claude/domain-standing.ts'
import type { MappedGroup } from '../claude/group-mapping.ts'
import type { ClaudeSwitchName } from '../claude/posture.ts'

interface NamedOrganization {
  readonly id: string
  readonly login: string
}

/** What people see of an organization's tenant at Claude. */
export interface ClaudeReading {
  /** null: none is connected. */
  readonly tenant: TenantReading | null
  readonly switches: readonly SwitchReading[]
  readonly signIn: SignInReading | null
  /** Who may administer the tenant; null: the key may not read it. */
  readonly holders: readonly { readonly role: string; readonly email: string | null }[] | null
  /** How many members the tenant has; null: the key may not read it. */
  readonly members: number | null
  readonly domains: readonly DomainReading[]
  readonly connections: readonly ConnectionReading[]
  /** How many more are open than are shown. */
  readonly moreConnections: number
  /** As Claude told it last; to be tried out with the groups that the identity provider sends. */
  readonly mapping: readonly MappedGroup[]
}

export interface TenantReading {
  readonly owner: NamedOrganization
  readonly isOwner: boolean
  readonly covers: readonly NamedOrganization[]
  readonly keyEnding: string
  /** `gone`: it turned out to do too much, and was forgotten. */
  readonly keyState: 'reads-only' | 'unproven' | 'gone'
  readonly keyEndsAt: Date | null
  /** Login; null: erased. */
  readonly setBy: string | null
  readonly setAt: Date
  readonly readUntil: Date | null
  readonly lookedAt: Date | null
  readonly failingSince: Date | null
  readonly problem: string | null
  /** Activities that were taken in. */
  readonly taken: number
  readonly names: readonly string[]
}

export interface SwitchReading {
  readonly name: ClaudeSwitchName
  readonly title: string
  readonly why: string
  readonly clicks: readonly string[]
  readonly page: string
  /** null: Claude does not tell. */
  readonly value: string | null
  readonly isWide: boolean
  /** Whether the policy requires how it is. */
  readonly isRequired: boolean
  readonly since: string | null
  readonly by: string | null
}

/** How people sign in at Claude, and how they get there; null: Claude does not tell. */
export interface SignInReading {
  readonly enabled: boolean | null
  readonly enforced: boolean | null
  readonly consoleEnforced: boolean | null
  readonly directorySync: boolean | null
  readonly provisioning: string | null
  readonly failedSync: Date | null
  readonly switchedOff: Date | null
}

export interface DomainReading {
  readonly domain: string
  readonly record: string | null
  readonly setUpBy: string | null
  readonly setUpAt: Date | null
  readonly state: TxtStanding['state'] | 'not-looked'
  readonly since: string | null
  readonly views: TxtStanding['views']
  readonly found: string | null
  readonly todo: string | null
  readonly lookedAt: Date | null
}

export interface ConnectionReading {
  readonly source: string
  readonly via: ClaudeVia
  /** null: it belongs to nobody here, or is everything that an installation reaches. */
  readonly repository: { readonly id: string; readonly name: string } | null
  /** As Claude named it. */
  readonly named: string | null
  readonly openedAt: Date | null
  readonly by: string | null
  /** How a person undoes it. */
  readonly undo: string
}
