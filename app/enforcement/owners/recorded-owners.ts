import { known } from '../../../policies/facts.ts'
import type { Owners } from '../records.ts'
import { type FindOwners, usualProperty } from './find-owners.ts'
import { ownerOf } from './owner-of.ts'

export interface RecordedOwners extends Omit<FindOwners, 'github'> {
  /** As they were found last. */
  readonly before: Owners
  /** Whether somebody had to be told something then: else the teams were not asked for. */
  readonly wasNeeded: boolean
}

/** Who answers for a repository, by what is recorded. Pure. @returns and whether that is all that `findOwners` would find */
export function recordedOwners({
  snapshot,
  repository,
  ownership,
  isNeeded,
  before,
  wasNeeded,
}: RecordedOwners): { readonly owners: Owners; readonly isAll: boolean } {
  const byProperty = ownerOf({
    customProperties: repository.properties,
    propertyName: ownership?.property ?? usualProperty,
    codeowners: known(null),
    adminTeams: known([]),
  })
  if (byProperty.kind === 'property') return { owners: { ...byProperty, codeowners: null }, isAll: true }
  const file = snapshot.codeowners.known ? (snapshot.codeowners.value?.oid ?? null) : null
  const isSameFile = before.kind !== 'property' && before.codeowners === file
  return { owners: before, isAll: isSameFile && (before.kind !== 'unowned' || wasNeeded || !isNeeded) }
}
