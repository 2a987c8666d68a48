import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { Governance } from '../policy/governance.ts'
import type { KnownOrganization } from '../records.ts'

/** What a switch of the policy takes, where nothing can be planned without it. */
const needed: readonly {
  readonly policySwitch: ChangeSwitch
  readonly permission: string
  readonly level: string
  readonly title: string
}[] = [
  { policySwitch: 'status', permission: 'checks', level: 'write', title: 'Checks' },
  { policySwitch: 'status', permission: 'statuses', level: 'write', title: 'Commit statuses' },
]

/** Permissions that the policy's switches take and our App lacks: told of once, and not of each repository. Pure. */
export const wantedPermissions = ({
  organization,
  inForce,
  isTold,
}: {
  readonly organization: Pick<KnownOrganization, 'installation'>
  readonly inForce: Pick<Governance['inForce'], 'policy' | 'id'>
  /** Whether anything may be written now. */
  readonly isTold: boolean
}): readonly WantedEffect[] =>
  needed
    .filter(
      ({ policySwitch, permission, level }) =>
        isTold &&
        inForce.policy.changes[policySwitch] &&
        organization.installation.permissions[permission] !== level,
    )
    .map(({ policySwitch, permission, level, title }) => ({
      action: { kind: 'need-permission', permission, level, title },
      reason: `The policy switches \`${policySwitch}\` on, and our App lacks a permission for it.`,
      policy: inForce.id,
    }))
