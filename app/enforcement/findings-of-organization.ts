import { appChecks } from './organization-findings/apps.ts'
import {
  type OrganizationCheck,
  organizationSeverities,
  type OrganizationSeverity,
  type OrganizationState,
} from './organization-findings/check.ts'
import { claudeChecks } from './organization-findings/claude.ts'
import { credentialChecks } from './organization-findings/credentials.ts'
import { ownChecks } from './organization-findings/ourselves.ts'
import { settingChecks } from './organization-findings/settings.ts'

/** Something about an organization as a whole that people should act on. */
export interface OrganizationFinding {
  /** Which check found it. Permanent. */
  readonly id: string
  readonly severity: OrganizationSeverity
  readonly title: string
  readonly found: string
  readonly todo: string
  /** What it is about; with the id, what it is known by. */
  readonly subject: string
}

/** Everything that is looked for. */
export const organizationChecks: readonly OrganizationCheck[] = [
  ...appChecks,
  ...settingChecks,
  ...credentialChecks,
  ...claudeChecks,
  ...ownChecks,
]

/** Judges an organization as a whole. Pure; gravest first, then in the order of the checks. */
export function findingsOfOrganization(state: OrganizationState): readonly OrganizationFinding[] {
  const found = organizationChecks.flatMap(({ id, severity, title, todo, find }) =>
    find(state).map((sighting) => ({ id, severity, title, todo, ...sighting })),
  )
  return found.toSorted((one, other) => rankOf(one.severity) - rankOf(other.severity))
}

const rankOf = (severity: OrganizationSeverity): number => organizationSeverities.indexOf(severity)
