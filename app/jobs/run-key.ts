import type { Mode } from '../../policies/policy-group.ts'
import { recordIn } from '../database/records.ts'
import { closeSweep } from '../enforcement/close-sweep.ts'
import { applyChanges } from '../enforcement/effects/apply-changes.ts'
import type { GitHubHost, GitHubOrganization } from '../enforcement/github.ts'
import type { Deployment } from '../enforcement/judge-organization.ts'
import type { OpenOther } from '../enforcement/policy/refresh-policy.ts'
import { reconcileRepository } from '../enforcement/reconcile-repository.ts'
import { scanRepository } from '../enforcement/scan-repository.ts'
import type { RepositoryScanner } from '../enforcement/scanning.ts'
import type { ReadTicket } from '../enforcement/requests/ticket.ts'
import { handleRequests } from '../enforcement/requests/handle-requests.ts'
import type { ScanScope } from '../enforcement/wants-scan.ts'
import type { KnownOrganization, Records, Run } from '../enforcement/records.ts'
import { sweepHost } from '../enforcement/sweep-host.ts'
import { decideAnew } from '../enforcement/policy/decide-anew.ts'
import { followPolicy } from '../enforcement/policy/follow-policy.ts'
import { sweepOrganization } from '../enforcement/sweep-organization.ts'
import { watchInstallations } from '../enforcement/effects/watch-installations.ts'
import { planOrganization } from '../enforcement/organization-plan/plan-organization.ts'
import { previewPulls } from '../enforcement/policy-pulls/preview-pulls.ts'
import { parseKey } from '../enforcement/work-keys.ts'
import type { RunContext } from './work-queue.ts'

/** What work is done with. */
export interface Works {
  readonly records: Records
  /** The GitHub hosts of this deployment, by our ids. */
  readonly hosts: ReadonlyMap<string, GitHubHost>
  readonly policyRepository: string
  readonly deployment: Deployment
  readonly scanScope: ScanScope
  readonly scanner: RepositoryScanner
  /** What may be done on GitHub at most. */
  readonly ceiling: Mode
  /** Reads tickets of other systems. */
  readonly readTicket?: ReadTicket | undefined
  /** Reads what Claude tells of an organization's tenant; undefined: this process does not. */
  readonly followClaude?: ((organization: string, context: RunContext) => Promise<void>) | undefined
  readonly now: () => Date
}

const nothing = async (): Promise<void> => {}

/** Does what a key of the queue stands for. What the key names may be gone by now: then nothing is to be done. */
export async function runKey(works: Works, key: string, context: RunContext): Promise<void> {
  const { kind, id } = parseKey(key)
  const { records, now } = works
  const run: Run = {
    signal: context.signal,
    finish: (write) => context.finish((unit, want) => recordIn(unit, (_, keys) => want(keys), write)),
  }
  if (kind === 'claude') return works.followClaude ? works.followClaude(id, context) : run.finish(nothing)
  if (kind === 'host') {
    const github = works.hosts.get(id)
    return github ? sweepHost({ host: id, github, records, now }, run) : run.finish(nothing)
  }
  const { deployment, ceiling, scanScope } = works
  const { policyRepository } = works
  if (
    kind === 'changes' ||
    kind === 'previews' ||
    kind === 'installations' ||
    kind === 'requests' ||
    kind === 'organization-plan'
  ) {
    const opened = await openOrganization(works, id)
    if (!opened) return run.finish(nothing)
    const acting = { ...opened, records, policyRepository, ceiling, now, readTicket: works.readTicket }
    if (kind === 'installations') return watchInstallations(acting, run)
    if (kind === 'requests') return handleRequests(acting, run)
    if (kind === 'organization-plan') return planOrganization(acting, run)
    return kind === 'changes' ? applyChanges(acting, run) : previewPulls(acting, run)
  }
  if (kind === 'decisions') {
    const organization = await records.organization(id)
    if (!organization) return run.finish(nothing)
    return decideAnew({ organization, records, scanScope, ceiling, now }, run)
  }
  if (kind === 'coverage') return closeSweep({ organization: id, records, deployment, ceiling, now }, run)
  if (kind === 'organization' || kind === 'policy') {
    const opened = await openOrganization(works, id)
    if (!opened) return run.finish(nothing)
    const openOther = opener(works, opened.organization.hostId)
    const sweep = { ...opened, openOther, records, policyRepository, deployment, ceiling, now }
    return kind === 'policy' ? followPolicy(sweep, run) : sweepOrganization(sweep, run)
  }
  const repository = await records.repository(id)
  const opened = repository && (await openOrganization(works, repository.organization))
  if (!repository || !opened) return run.finish(nothing)
  const { scanner } = works
  return kind === 'repository'
    ? reconcileRepository({ ...opened, repository, records, scanScope, ceiling, now }, run)
    : scanRepository({ ...opened, repository, records, scanner, now }, run)
}

interface Opened {
  readonly organization: KnownOrganization
  readonly host: GitHubHost
  readonly github: GitHubOrganization
}

/** undefined: our App is not on it any more, or may not look at it now. */
async function openOrganization({ records, hosts }: Works, id: string): Promise<Opened | undefined> {
  const organization = await records.organization(id)
  const host = organization && hosts.get(organization.hostId)
  if (!organization || !host || organization.installation.isSuspended) return undefined
  const { login, installation } = organization
  const { installationId } = installation
  return { organization, host, github: await host.openOrganization({ id, login, installationId }) }
}

const opener =
  (works: Works, hostId: string): OpenOther =>
  async (login, host) => {
    const [id] = [...works.hosts].find(([one, { name }]) => (host ? name === host : one === hostId)) ?? []
    const other = id === undefined ? undefined : await works.records.organizationNamed(id, login)
    return other && (await openOrganization(works, other.id))?.github
  }
