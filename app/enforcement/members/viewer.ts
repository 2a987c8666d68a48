import type { TokenScope } from './permissions.ts'

/** What somebody is to Gatehouse in one organization. Who approves, the policy's teams say, and no role. */
export const gatehouseRoles = ['owner', 'admin', 'member', 'auditor'] as const
export type GatehouseRole = (typeof gatehouseRoles)[number]

/** Who calls the API. */
export interface Viewer {
  /** Our opaque id; null: a program with a token of an organization. */
  readonly person: string | null
  readonly login: string | null
  readonly name: string | null
  readonly avatarUrl: string | null
  readonly via: ViewerVia
  /** By our ids of organizations; those in which they are nothing are missing. */
  readonly roles: ReadonlyMap<string, GatehouseRole>
  readonly scope: ViewerScope
}

/** How somebody shows who they are. */
export type ViewerVia =
  | { readonly kind: 'session'; readonly id: string; readonly signedInAt: Date; readonly csrfToken: string }
  | { readonly kind: 'api-token'; readonly id: string; readonly scopes: readonly TokenScope[] }
  | { readonly kind: 'github-token' }

/** Which rows somebody may see. Never `everything`, which is for Gatehouse itself. */
export interface ViewerScope {
  /** Our ids of organizations that they see wholly. */
  readonly organizations: readonly string[]
  /** Of these organizations they see the repositories that they can read on GitHub. */
  readonly visibleTo?: VisibleTo
}

export interface VisibleTo {
  readonly person: string
  readonly organizations: readonly string[]
  /** What GitHub said before this is not believed any more. */
  readonly lookedAfter: Date
}
