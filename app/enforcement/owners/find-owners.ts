import type { RepositorySnapshot } from '../github.ts'
import type { KnownRepository, Owners } from '../records.ts'

/** Custom property that names who answers for a repository. */
const propertyName = 'owner'

/** Who answers for a repository: its custom property, else nobody is known. */
export async function findOwners(
  { properties }: Pick<KnownRepository, 'properties'>,
  _snapshot: RepositorySnapshot,
): Promise<Owners> {
  const value = properties.known ? properties.value[propertyName] : undefined
  if (typeof value === 'string' && value !== '')
    return { kind: 'property', owners: [value], why: `the property ${propertyName} says so` }
  return { kind: 'unowned', owners: [], why: 'nothing says who answers for it' }
}
