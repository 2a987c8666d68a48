import type { RepositorySnapshot } from './github.ts'
import type { Reach } from './inventory/reach.ts'
import type { Governance } from './policy/governance.ts'
import type { KnownContent } from './records.ts'
import { scanVersion } from './scanning/scan-version.ts'

/** What is scanned: what an assistant reaches or may reach, or everything. */
export type ScanScope = 'reachable' | 'all'

/** After a failure that does not pass by itself; a push makes it worth trying at once. */
const againAfterMs = 24 * 60 * 60 * 1000

/** Whether a repository's content should be looked at now. */
export function wantsScan(
  scope: ScanScope,
  known: {
    readonly reaches: readonly Pick<Reach, 'state'>[]
    readonly snapshot: RepositorySnapshot
    readonly content: KnownContent
    readonly governance: Governance
  },
  now: Date,
): boolean {
  const { reaches, snapshot, content, governance } = known
  const isReached = reaches.some(({ state }) => state === 'connected' || state === 'possible')
  if (scope === 'reachable' && !isReached) return false
  if (isScannedAsItIs(snapshot, content, governance)) return false
  const { failedAt } = content
  if (failedAt === undefined) return true
  const pushed = Date.parse(snapshot.pushedAt ?? '')
  return pushed > failedAt.getTime() || now.getTime() - failedAt.getTime() > againAfterMs
}

/** Whether the last scan saw what is there now, by the rules that hold now. */
export function isScannedAsItIs(
  { headCommit, pushedAt }: RepositorySnapshot,
  { scanned }: KnownContent,
  { inForce }: Governance,
): boolean {
  if (!scanned) return false
  return (
    scanned.commit === headCommit &&
    scanned.pushedAt === pushedAt &&
    scanned.version === scanVersion(inForce.policy.scanning)
  )
}
