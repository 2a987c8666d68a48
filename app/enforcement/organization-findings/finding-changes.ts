import type { NewAuditEvent } from '../audit/event.ts'
import type { OrganizationFinding } from '../findings-of-organization.ts'

/** What is another than when it was last looked. */
export interface OrganizationFindingChanges {
  readonly opened: readonly OrganizationFinding[]
  readonly changed: readonly OrganizationFinding[]
  readonly closed: readonly OrganizationFinding[]
}

/** Compares what is open with what is found now. Other words for the same thing are a change; other advice is none. */
export function findingChanges(
  open: readonly OrganizationFinding[],
  found: readonly OrganizationFinding[],
): OrganizationFindingChanges {
  const before = new Map(open.map((one) => [keyOf(one), one]))
  const now = new Set(found.map(keyOf))
  return {
    opened: found.filter((one) => !before.has(keyOf(one))),
    changed: found.filter((one) => {
      const known = before.get(keyOf(one))
      return known !== undefined && (known.found !== one.found || known.severity !== one.severity)
    }),
    closed: open.filter((one) => !now.has(keyOf(one))),
  }
}

/** What is recorded of it. @param organization our own id */
export function eventsOfFindings(
  organization: string,
  { opened, changed, closed }: OrganizationFindingChanges,
): readonly NewAuditEvent[] {
  const eventOf = (
    kind: Extract<NewAuditEvent['kind'], `organization-finding.${string}`>,
    { id, subject, severity, found }: OrganizationFinding,
  ): NewAuditEvent => ({
    kind,
    actor: null,
    subject: `organization:${organization}`,
    data: { finding: id, about: subject, severity, found },
  })
  return [
    ...opened.map((one) => eventOf('organization-finding.opened', one)),
    ...changed.map((one) => eventOf('organization-finding.changed', one)),
    ...closed.map((one) => eventOf('organization-finding.closed', one)),
  ]
}

const keyOf = ({ id, subject }: Pick<OrganizationFinding, 'id' | 'subject'>): string => `${id} ${subject}`
