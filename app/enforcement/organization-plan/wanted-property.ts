import { accessPropertyName } from '../../../policies/access-property.ts'
import { fits } from '../access-property/access-property.ts'
import type { WantedEffect } from '../effects/effect.ts'
import type { GitHubWriter } from '../github-writes.ts'
import type { Governance } from '../policy/governance.ts'
import type { KnownOrganization, Records } from '../records.ts'

export interface KeptReading {
  readonly organization: KnownOrganization
  readonly records: Pick<Records, 'madeFor'>
  readonly reader: GitHubWriter
  readonly inForce: Governance['inForce']
  /** Whether anything may be enforced now. */
  readonly isEnforced: boolean
}

/** Whether our App may set values of custom properties; where GitHub did not say, it is tried. */
export const maySetProperties = ({ installation }: Pick<KnownOrganization, 'installation'>): boolean =>
  installation.permissions['organization_custom_properties'] !== 'read'

/** Whether our property has to be defined, by us or by a person. */
export async function wantedProperty(reading: KeptReading): Promise<readonly WantedEffect[]> {
  const { organization, records, reader, inForce, isEnforced } = reading
  if (!isEnforced || !inForce.policy.changes.property) return []
  const definition = await reader.properties.readDefinition(accessPropertyName)
  const isOurs = (await records.madeFor(organization.id, 'property', accessPropertyName)) !== undefined
  const isSo = definition.known && definition.value !== null && fits(definition.value)
  if (isSo && isOurs && maySetProperties(organization)) return []
  return [
    {
      action: { kind: 'define-property' },
      reason: `The property ${accessPropertyName} is not there as Gatehouse keeps it.`,
      policy: inForce.id,
    },
  ]
}
