import type { Mode } from '../../../policies/policy-group.ts'
import { modeAt } from '../../../policies/mode-at.ts'
import type { GitHubHost } from '../github.ts'
import type { InstallationState } from '../github-writes.ts'
import type { InstallationFact } from '../inventory/facts.ts'
import { installationsOf } from '../inventory/installations-of.ts'
import { governedAssistants } from '../governed-assistants.ts'
import type { KnownOrganization, Records, Run } from '../records.ts'

export interface InstallationWatch {
  readonly organization: KnownOrganization
  readonly host: Pick<GitHubHost, 'openWriter'>
  readonly records: Records
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  readonly now: () => Date
}

/**
 * Looks between two sweeps whether somebody has given repositories to an assistant's App, or taken them: GitHub sends no webhook
 * about other Apps' installations. Where it is another set than the one that is known, those repositories are decided anew. Only
 * where connections are enforced; elsewhere the next sweep is soon enough.
 */
export async function watchInstallations(watch: InstallationWatch, run: Run): Promise<void> {
  const { organization, records, ceiling, now } = watch
  const facts = await records.organizationFacts(organization.id)
  const { policy } = (await records.governance(organization.id)).inForce
  const isEnforced =
    ceiling === 'enforce' &&
    policy.changes.connections &&
    policy.groups.some((group) => modeAt(group, now()) === 'enforce')
  if (!isEnforced || !facts?.reach.installations.known) return run.finish(async () => {})
  const { ownApps, installations } = facts.reach
  const watched = governedAssistants(policy).flatMap((one) =>
    installationsOf(one, installations.value, ownApps),
  )
  for (const known of new Set(watched)) await lookAt(watch, known)
  return run.finish(async () => {})
}

async function lookAt(
  { organization, host, records }: InstallationWatch,
  known: InstallationFact,
): Promise<void> {
  const { id, login, installation } = organization
  const opened = { id, login, installationId: installation.installationId }
  // It only reads; what would be a write is refused.
  const reader = await host.openWriter(opened, { mode: 'observe', check: async () => {} })
  const found = await reader.installations.read(known.id)
  if (!found.known) return
  const ids = new Set(found.value.repositories.map(({ githubId }) => githubId))
  const changed = changedIn(known, found.value, ids)
  if (changed.length === 0 && known.selection === found.value.selection) return
  await records.note((recorder) =>
    recorder.installation(id, known.id, { selection: found.value.selection, repositories: ids }),
  )
}

/** Ids of repositories that it reaches and did not, or the other way round. */
function changedIn(
  { selection, repositories }: InstallationFact,
  found: InstallationState,
  ids: ReadonlySet<number>,
): readonly number[] {
  // From all or to all: every repository is concerned, and the sweep is asked for by whoever sees the finding.
  if (selection !== found.selection || !repositories.known) return [...ids]
  const before = repositories.value
  return [...new Set([...before, ...ids])].filter((id) => before.has(id) !== ids.has(id))
}
