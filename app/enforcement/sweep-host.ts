import type { NewAuditEvent } from './audit/event.ts'
import type { GitHubHost } from './github.ts'
import type { Records, Run } from './records.ts'
import { keyOf } from './work-keys.ts'

export interface HostSweep {
  readonly host: string
  readonly github: GitHubHost
  readonly records: Records
  readonly now: () => Date
}

/** Looks which organizations our App is installed on, and asks for a sweep of each. */
export async function sweepHost({ host, github, records, now }: HostSweep, run: Run): Promise<void> {
  const found = await github.listInstallations()
  const at = now()
  const all = await records.note(async (recorder) => {
    const changes = await recorder.organizations(host, found, at)
    for (const change of ['added', 'suspended', 'resumed', 'removed'] as const)
      for (const id of changes[change]) await recorder.audit(id, at, [eventOf(`organization.${change}`, id)])
    return changes.all
  })
  await run.finish((recorder) => recorder.want(all.map((id) => keyOf('organization', id))))
}

const eventOf = (
  kind: `organization.${'added' | 'suspended' | 'resumed' | 'removed'}`,
  id: string,
): NewAuditEvent => ({
  kind,
  actor: null,
  subject: `organization:${id}`,
  data: {},
})
