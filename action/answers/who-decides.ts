import type { Codeowners } from '../../policies/codeowners/codeowners.ts'
import { thresholdSeverities } from '../../policies/fields.ts'
import type { AllowlistDecisions } from '../../policies/policy-allowlist.ts'
import type { Severity } from '../../scanner/engine/rule.ts'

/** Stands for whoever administers the repository. */
export const administrators = '$administrators'

/** A finding as far as it matters for who decides about it. */
export interface Weighed {
  readonly severity: Severity
  /** Every place where it is. */
  readonly paths: readonly string[]
}

export interface Deciders {
  /** `@login`, `organization/team` or `administrators`; whoever is one of them may decide. */
  readonly names: readonly string[]
  /** Whom to tell when nobody does in time. */
  readonly escalateTo: readonly string[]
}

/** Who may say of a finding that it can pass. Pure. */
export function decidersOf(
  finding: Weighed,
  decisions: AllowlistDecisions,
  codeowners: Codeowners | undefined,
): Deciders {
  const resolved = resolveOwners(decisions.by, codeowners)
  const ofPath = mayPathOwners(finding.severity, decisions) ? pathOwners(finding.paths, codeowners) : []
  return {
    names: [...new Set([...ofPath, ...resolved])],
    escalateTo: decisions.escalateTo ? resolveOwners(decisions.escalateTo, codeowners) : resolved,
  }
}

function mayPathOwners(severity: Severity, { pathOwners: most }: AllowlistDecisions): boolean {
  if (most === 'none') return false
  if (severity === 'info') return true
  return thresholdSeverities.indexOf(severity) <= thresholdSeverities.indexOf(most)
}

/** Who owns one of several places does not decide about the others. */
function pathOwners(paths: readonly string[], codeowners: Codeowners | undefined): readonly string[] {
  const [first = [], ...others] = paths.map((path) => named(codeowners?.ownersOfPath(path)))
  return first.filter((name) => others.every((owners) => owners.includes(name)))
}

function resolveOwners(names: readonly string[], codeowners: Codeowners | undefined): readonly string[] {
  const owners = named(codeowners?.ownersOfAll)
  return names.flatMap((name) => {
    if (name !== '$owners') return [name.toLowerCase()]
    return owners.length > 0 ? owners : [administrators]
  })
}

/** As a policy writes them. Whose address it is GitHub tells nobody. */
const named = (owners: readonly string[] = []): readonly string[] =>
  owners
    .filter((owner) => owner.startsWith('@'))
    .map((owner) => (owner.includes('/') ? owner.slice(1) : owner).toLowerCase())
