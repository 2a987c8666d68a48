import type { Coverage } from '../scanner/engine/finding.ts'

/** Something that was read, or why it could not be. What could not be read never grants. */
export type Fact<Value> =
  | { readonly known: true; readonly value: Value }
  /** `why` in words that continue "could not be read: …". */
  | { readonly known: false; readonly why: string }

export const known = <Value>(value: Value): Fact<Value> => ({ known: true, value })
export const unknown = (why: string): Fact<never> => ({ known: false, why })

export const visibilities = ['public', 'internal', 'private'] as const
export type Visibility = (typeof visibilities)[number]

/** What every member of the organization may do in the repository, least first. */
export const basePermissions = ['none', 'read', 'write', 'admin'] as const
export type BasePermission = (typeof basePermissions)[number]

/** How the default branch is protected. */
export interface BranchProtection {
  readonly protected: boolean
  /** Approving reviews that a pull request needs before it is merged; 0 where none are asked for. */
  readonly reviews: number
  /**
   * Whether our own check is required before merging, and whether only of our App, or of whoever may write statuses; missing: it is not.
   */
  readonly ownCheck?: 'of-our-app' | 'of-anybody'
}

/** One scan of the repository. */
export interface ScanFact {
  readonly coverage: Coverage
  /** Whether history was scanned too. Without it nothing is known of secrets that were deleted. */
  readonly history: boolean
}

/** What a custom property holds; null where it is not set. */
export type PropertyValue = string | readonly string[] | null

/** Everything a policy can ask about one repository, besides the findings. */
export interface Facts {
  /** `owner/name`. */
  readonly repository: Fact<string>
  readonly visibility: Fact<Visibility>
  readonly topics: Fact<readonly string[]>
  /** By property name; a property that is missing here is not set. */
  readonly customProperties: Fact<Readonly<Record<string, PropertyValue>>>
  readonly branchProtection: Fact<BranchProtection>
  readonly basePermission: Fact<BasePermission>
  /** How settings at Claude are, by the names of the check `claudeSettings`; missing: Claude's side is not connected. */
  readonly claudeSettings?: Fact<Readonly<Record<string, string>>>
  readonly scan: Fact<ScanFact>
}

/** Completes facts: what is not given is unknown for the reason given. */
export function factsWith(given: Partial<Facts>, why: string): Facts {
  const missing = unknown(why)
  return {
    repository: given.repository ?? missing,
    visibility: given.visibility ?? missing,
    topics: given.topics ?? missing,
    customProperties: given.customProperties ?? missing,
    branchProtection: given.branchProtection ?? missing,
    basePermission: given.basePermission ?? missing,
    claudeSettings: given.claudeSettings ?? missing,
    scan: given.scan ?? missing,
  }
}
