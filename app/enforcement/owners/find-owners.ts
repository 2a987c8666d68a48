import { known } from '../../../policies/facts.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import type { KnownRepository, Owners } from '../records.ts'
import { ownerOf } from './owner-of.ts'

/** Custom property that names who answers for a repository, where the policy names none. */
export const usualProperty = 'owner'

export interface FindOwners {
  readonly github: Pick<GitHubOrganization, 'readTexts' | 'readAdminTeams'>
  readonly snapshot: RepositorySnapshot
  readonly repository: Pick<KnownRepository, 'properties' | 'owners'>
  readonly ownership: Policy['ownership']
  /** Whether somebody will have to be told something: only then the teams are worth a request. */
  readonly isNeeded: boolean
}

/**
 * Who answers for a repository: its custom property, CODEOWNERS, the teams that administer it. Each is asked only where nothing
 * before it names anybody, and CODEOWNERS only where it is another file than the last time.
 */
export async function findOwners(find: FindOwners): Promise<Owners> {
  const { github, snapshot, repository, ownership, isNeeded } = find
  const facts = {
    customProperties: repository.properties,
    propertyName: ownership?.property ?? usualProperty,
  }
  const unasked = known(null)
  const byProperty = ownerOf({ ...facts, codeowners: unasked, adminTeams: known([]) })
  if (byProperty.kind === 'property') return { ...byProperty, codeowners: null }
  const file = snapshot.codeowners.known ? (snapshot.codeowners.value?.oid ?? null) : null
  const before = repository.owners
  if (file !== null && before?.kind === 'codeowners' && before.codeowners === file) return before
  const text = await readCodeowners(find)
  const byFile = ownerOf({ ...facts, codeowners: text, adminTeams: known([]) })
  if (byFile.kind === 'codeowners' || !isNeeded) return { ...byFile, codeowners: file }
  const adminTeams = await github.readAdminTeams(snapshot)
  return { ...ownerOf({ ...facts, codeowners: text, adminTeams }), codeowners: file }
}

async function readCodeowners({ github, snapshot }: FindOwners) {
  const { codeowners } = snapshot
  if (!codeowners.known || codeowners.value === null) return codeowners.known ? known(null) : codeowners
  const { oid } = codeowners.value
  const texts = await github.readTexts(snapshot, [codeowners.value])
  return texts.known ? known(texts.value.get(oid) ?? null) : texts
}
