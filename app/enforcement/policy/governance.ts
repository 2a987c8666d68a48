import type { Allowlist } from '../../../policies/allowlist.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'

/** A file of a policy, as it was read. */
export interface PolicyFile {
  /** `acme/gatehouse` */
  readonly repository: string
  readonly path: string
  /** In hex. */
  readonly commit: string
  readonly text: string
}

/** Everything that a policy was made from. */
export interface PolicySource {
  readonly file: PolicyFile
  /** The text of the allowlist that counts: the policy's own, or that of one it extends (`allowlistHolder`); null: there is none. */
  readonly allowlist: string | null
  /** The policies that it extends, nearest first. */
  readonly parents: readonly PolicyFile[]
}

/**
 * What was found when the policy was last looked for. `refused`: the repository is public. `missing`: there is none.
 * `unreadable`: GitHub did not let it be read. Whatever it is, the last valid one stays in force.
 */
export interface PolicyState {
  readonly state: 'valid' | 'invalid' | 'refused' | 'missing' | 'unreadable'
  /** null where there was nothing to be read. */
  readonly source: PolicySource | null
  /** For people, with places. */
  readonly problems: readonly string[]
}

/** What an organization is governed by. */
export interface Governance {
  readonly inForce: {
    /** Our id of its version; null: none was ever valid, and a shipped one applies. */
    readonly id: string | null
    /** `acme/gatehouse@1a2b3c4`, or `observe-all`, which is shipped. */
    readonly name: string
    readonly policy: Policy
    /** `acme/gatehouse`, whose policy the organization's own extends: `policy` is what they say together. */
    readonly extends?: string
    readonly allowlist: Allowlist
  }
  /** What was found last; undefined: it was never looked for. */
  readonly found: (PolicyState & { readonly at: Date }) | undefined
}
