import type { Policy } from '../../../policies/resolve-policy.ts'
import { isStanding, type OwnsPlace } from '../effects/until-fixed.ts'
import type { KnownFinding } from '../findings/known-finding.ts'
import type { GitHubOrganization, RepositorySnapshot } from '../github.ts'
import { readCodeowners } from '../../../policies/codeowners/codeowners.ts'

/**
 * Whether a place in a repository has owners of its own, by CODEOWNERS. Read only where the policy makes a difference of it and something
 * stands in the repository.
 * @returns of each path undefined where the file could not be read
 */
export async function readOwnedPlaces(
  github: Pick<GitHubOrganization, 'readTexts'>,
  snapshot: RepositorySnapshot,
  { disconnectUntilFixed }: Pick<Policy, 'disconnectUntilFixed'>,
  findings: readonly Pick<KnownFinding, 'state'>[],
): Promise<OwnsPlace> {
  if (disconnectUntilFixed?.paths !== 'whole-repository' || !findings.some(isStanding)) return () => false
  const { codeowners } = snapshot
  if (!codeowners.known) return () => undefined
  if (codeowners.value === null) return () => false
  const { oid } = codeowners.value
  const texts = await github.readTexts(snapshot, [codeowners.value])
  const text = texts.known ? texts.value.get(oid) : undefined
  if (text === undefined) return () => undefined
  const { ownersOfPath, ownersOfAll } = readCodeowners(text)
  return (path) => {
    const owners = ownersOfPath(path) ?? []
    return owners.length > 0 && owners.join(' ') !== (ownersOfAll ?? []).join(' ')
  }
}
