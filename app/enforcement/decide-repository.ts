import type { AssessedFinding } from '../../policies/assessed-finding.ts'
import { decide } from '../../policies/decide.ts'
import { type Facts, known, type ScanFact } from '../../policies/facts.ts'
import type { Fact } from '../../policies/facts.ts'
import { modeAt } from '../../policies/mode-at.ts'
import { judged, type RecordedApproval } from './approvals/approval.ts'
import { isQuarantine } from './effects/quarantine.ts'
import { type SeenTeam, teamNames, teamsIn } from './approvals/team-names.ts'
import type { RecordedException } from './exceptions/exception.ts'
import { waived } from './exceptions/waived.ts'
import type { OrganizationFacts, RepositoryReading, RepositorySnapshot } from './github.ts'
import type { Governance } from './policy/governance.ts'
import type { KnownRepository, MadeDecision } from './records.ts'

export interface RepositoryState {
  readonly organization: {
    readonly login: string
    readonly facts: Pick<OrganizationFacts, 'basePermission' | 'claudeSettings'>
  }
  readonly repository: Pick<KnownRepository, 'properties'>
  readonly snapshot: RepositorySnapshot
  readonly reading: Pick<RepositoryReading, 'branchProtection'>
  readonly scan: Fact<ScanFact>
  /** As `assess` marked them at `now`. */
  readonly findings: readonly AssessedFinding[]
  readonly approvals: readonly RecordedApproval[]
  readonly exceptions: readonly RecordedException[]
  /** Every name that a team was seen under; undefined: approvals count by the names that were recorded with them. */
  readonly teams?: readonly SeenTeam[]
}

/** What the policy says of a repository now, from everything that was read of it. Pure. */
export function decideRepository(
  state: RepositoryState,
  { inForce }: Governance,
  now: Date,
): Omit<MadeDecision, 'owners'> {
  const facts = factsOf(state)
  const { policy, id } = inForce
  const names = state.teams && teamNames(state.organization.login, state.teams, teamsIn(policy))
  const approvals = known(state.approvals.map((one) => judged(one, names)))
  if (isQuarantine(state.snapshot)) return quarantined(facts, id)
  const decision = decide({
    policy,
    facts,
    approvals,
    exceptions: state.exceptions.map(waived),
    findings: state.findings,
    now,
  })
  const group = policy.groups.find(({ name }) => name === decision.group)
  return {
    ...decision,
    // Where it is not settled which group decides, nothing may be done about it.
    mode: group === undefined ? 'observe' : modeAt(group, now),
    policy: id,
    facts,
  }
}

/** It is there so that everything else can be taken from an App, and nothing is in it: no group decides about it. */
const quarantined = (facts: Facts, policy: string | null): Omit<MadeDecision, 'owners'> => ({
  outcome: 'allowed',
  group: null,
  reasons: [
    {
      check: 'quarantine',
      state: 'met',
      wanted: 'what is left with an App that loses everything else is private and empty',
      found: 'it is private, and nothing was ever pushed to it',
    },
  ],
  changesAt: null,
  mode: 'observe',
  policy,
  facts,
})

function factsOf({ organization, repository, snapshot, reading, scan }: RepositoryState): Facts {
  return {
    repository: known(`${organization.login}/${snapshot.name}`),
    visibility: known(snapshot.visibility),
    topics: snapshot.topics,
    customProperties: repository.properties,
    branchProtection: reading.branchProtection,
    basePermission: organization.facts.basePermission,
    ...(organization.facts.claudeSettings && { claudeSettings: organization.facts.claudeSettings }),
    scan,
  }
}
