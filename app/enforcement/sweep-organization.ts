import type { Fact, PropertyValue } from '../../policies/facts.ts'
import { known } from '../../policies/facts.ts'
import type { GitHubOrganization, OrganizationFacts, RepositorySnapshot } from './github.ts'
import { type OpenOther, refreshPolicy } from './policy/refresh-policy.ts'
import { recordGone } from './record-gone.ts'
import type { KnownOrganization, RecordedSnapshot, Records, Run } from './records.ts'
import { keyOf } from './work-keys.ts'

export interface OrganizationSweep {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  readonly openOther: OpenOther
  readonly records: Records
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  readonly now: () => Date
}

/**
 * Looks at an organization as a whole, and asks for a look at each of its repositories. What is found is written as it comes, so
 * that a sweep of 50,000 repositories that is interrupted has lost nothing but its place.
 */
export async function sweepOrganization(sweep: OrganizationSweep, run: Run): Promise<void> {
  const { organization, github, records, now } = sweep
  const { id } = organization
  const startedAt = now()
  await records.note(async (recorder) => {
    if (!(await recorder.beginSweep(id, startedAt))) return
    const started = { kind: 'sweep.started', actor: null, subject: `organization:${id}`, data: {} } as const
    await recorder.audit(id, startedAt, [started])
  })
  await refreshPolicy(sweep)
  const facts = await readFacts(sweep)
  await records.note((recorder) => recorder.organizationFacts(id, facts, now()))
  for await (const batch of github.listRepositories()) {
    run.signal.throwIfAborted()
    const ids = await records.note((recorder) =>
      recorder.snapshots(
        id,
        batch.map((snapshot) => withProperties(snapshot, facts)),
        now(),
      ),
    )
    // Apart from the above: who holds a repository's row and waits for its work would wait for who has it the other way round.
    await records.note((recorder) => recorder.want(ids.map((one) => keyOf('repository', one))))
  }
  // Webhooks may be lost: what people wrote is looked at as well. What waits for people may be of what is gone.
  const others = (['previews', 'requests', 'organization-plan', 'changes'] as const).map((kind) =>
    keyOf(kind, id),
  )
  await records.note((recorder) => recorder.want(others))
  await run.finish(async (recorder) => {
    const gone = await recorder.goneSince(id, startedAt)
    await recordGone(recorder, id, gone, now())
  })
}

async function readFacts({ organization, github, records }: OrganizationSweep): Promise<OrganizationFacts> {
  const { inForce } = await records.governance(organization.id)
  return github.readOrganization({
    ownApps: inForce.policy.ownApps ?? {},
    personOf: (githubId, login) => records.person(organization.hostId, githubId, login),
  })
}

const withProperties = (snapshot: RepositorySnapshot, facts: OrganizationFacts): RecordedSnapshot => ({
  snapshot,
  properties: propertiesOf(snapshot, facts),
})

function propertiesOf(
  { githubId }: RepositorySnapshot,
  { customProperties }: OrganizationFacts,
): Fact<Readonly<Record<string, PropertyValue>>> {
  return customProperties.known ? known(customProperties.value.get(githubId) ?? {}) : customProperties
}
