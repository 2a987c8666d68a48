import type { Fact } from '../../../policies/facts.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { Assistant } from '../../../scanner/assistants/assistant.ts'
import type { AppliedAttestations } from '../attestations/apply-attestations.ts'
import type { Attestation } from '../attestations/attestation.ts'
import type { ClaudeTenantState } from '../claude/claude-tenant.ts'
import type { OurInstallation } from '../github.ts'
import type { InstallationFact } from '../inventory/facts.ts'
import type { PolicyState } from '../policy/governance.ts'
import type { ReachBounds } from '../inventory/reach-bounds.ts'

/** How sure it is that our check is ours where it is required. */
export interface OwnCheckState {
  /** In how many repositories it is required of whoever may write statuses. */
  readonly ofAnybody: number
  /** How often somebody else has set one that is called like it, within the last 30 days. */
  readonly imitated: number
}

/** Everything that is judged of an organization as a whole. */
export interface OrganizationState {
  /** `github.com` */
  readonly host: string
  readonly login: string
  readonly assistants: readonly Assistant[]
  /** The facts with what owners stated in them, and what became of the statements. */
  readonly applied: AppliedAttestations
  readonly attestations: readonly Attestation[]
  readonly policy: Pick<Policy, 'fineGrainedTokens' | 'ownApps'>
  /** What was found when the policy was last looked for; undefined: it was not looked for yet. */
  readonly policyFound:
    | { readonly state: PolicyState['state']; readonly problems: readonly string[] }
    | undefined
  readonly ourInstallation: OurInstallation
  /** What our App needs, as GitHub names it: `{ contents: 'read' }`. */
  readonly neededPermissions: Readonly<Record<string, string>>
  /** How many requests for fine-grained tokens wait. */
  readonly pendingTokenRequests: Fact<number>
  /** Whether this deployment was given a classic token, to read what no App may. */
  readonly usesClassicToken: boolean
  readonly bounds: readonly ReachBounds[]
  readonly ownCheck: OwnCheckState
  /** The organization's tenant at Claude; missing: none is connected. */
  readonly claude?: ClaudeTenantState | undefined
  /** What the policy in force requires of Claude's settings anywhere: by its names. */
  readonly claudeRequired?: ReadonlySet<string>
  readonly now: Date
}

/** Gravest first. */
export const organizationSeverities = ['critical', 'high', 'medium', 'low'] as const
export type OrganizationSeverity = (typeof organizationSeverities)[number]

/** What a check found, of one thing. */
export interface Sighting {
  /** `installation:7`, `token:12`, `secret:actions/NAME`, `setting:…`; '' for the organization itself. */
  readonly subject: string
  /** A sentence, without names of people. */
  readonly found: string
  /** Where it is graver or lighter than most. */
  readonly severity?: OrganizationSeverity
  /** Where more can be said than for all. */
  readonly todo?: string
}

/** One thing that is looked for in an organization. */
export interface OrganizationCheck {
  /** Permanent. */
  readonly id: string
  readonly severity: OrganizationSeverity
  readonly title: string
  readonly why: string
  readonly todo: string
  readonly find: (state: OrganizationState) => readonly Sighting[]
}

/** The installations that are an assistant's, with the assistant. */
export function assistantInstallations({
  assistants,
  applied: { facts },
}: Pick<OrganizationState, 'assistants' | 'applied'>): readonly {
  readonly assistant: Assistant
  readonly installation: InstallationFact
}[] {
  if (!facts.installations.known) return []
  return facts.installations.value.flatMap((installation) =>
    assistants
      .filter((assistant) => isOf(installation, assistant, facts.ownApps[assistant.id] ?? []))
      .map((assistant) => ({ assistant, installation })),
  )
}

const isOf = ({ appId, slug }: InstallationFact, { apps }: Assistant, own: readonly number[]): boolean =>
  own.includes(appId) || apps.some((app) => app.slug === slug || app.id === appId)
