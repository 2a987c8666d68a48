import type { ChangeSwitch } from '../../../policies/policy-changes.ts'
import type { Call } from '../../github/server/call.ts'
import type { Simulator } from '../../github/server/simulator.ts'
import { readDetails } from '../../github/world/details.ts'
import type { Repository } from '../../github/world/entities.ts'
import { repositoryByAnyName } from '../../github/world/lookups.ts'
import type { ChaosCompany } from './chaos-company.ts'

/** By what of the policy a write is let be: a switch, or that owners are told by issues. */
export type WriteSwitch = ChangeSwitch | 'issues' | 'always' | 'unknown'

/** Something that the program changed on GitHub, whether or not it heard so. */
export interface ProgramWrite {
  /** Milliseconds since 1970, by the program's clock. */
  readonly at: number
  readonly operation: string
  readonly switch: WriteSwitch
  /** The organization's login. */
  readonly organization: string
  /** GitHub's id; undefined: it is the organization's. */
  readonly repository: number | undefined
  readonly path: string
  /** What the token is called that was answered, or revoked. */
  readonly token?: string | undefined
  /** Whether anything is other than before; false where a workflow was switched as it was already. */
  readonly isChange: boolean
}

export interface WriteWatch {
  /** Every write that GitHub took, oldest first. */
  readonly writes: readonly ProgramWrite[]
  /** Who switched workflows of a repository last, by GitHub's id of it. */
  readonly lastSwitched: ReadonlyMap<number, 'program' | 'people'>
  /** Somebody switches workflows of a repository by hand. */
  readonly switchedByHand: (repository: Repository) => void
}

/** Which switch lets an operation of GitHub's description be. What is not here is told as something that nobody knows. */
const switches: Readonly<Record<string, WriteSwitch>> = {
  'enterprise-apps/change-installation-repository-access-selection': 'selection',
  'enterprise-apps/grant-repository-access-to-installation': 'connections',
  'enterprise-apps/remove-repository-access-to-installation': 'connections',
  'actions/add-selected-repo-to-org-secret': 'secrets',
  'actions/remove-selected-repo-from-org-secret': 'secrets',
  'actions/disable-workflow': 'workflows',
  'actions/enable-workflow': 'workflows',
  'actions/cancel-workflow-run': 'workflows',
  'orgs/review-pat-grant-request': 'tokens',
  'orgs/update-pat-access': 'tokens',
  'orgs/custom-properties-for-repos-create-or-update-organization-definition': 'property',
  'orgs/custom-properties-for-repos-create-or-update-organization-values': 'property',
  'orgs/custom-properties-for-repos-delete-organization-definition': 'always',
  'issues/delete-label': 'always',
  'repos/create-in-org': 'quarantine',
  'checks/create': 'status',
  'repos/create-commit-status': 'status',
  'repos/create-org-ruleset': 'ruleset',
  'repos/update-org-ruleset': 'ruleset',
  // What the policy does not want any more is taken away.
  'repos/delete-org-ruleset': 'always',
  'git/create-tree': 'remediation',
  'git/create-commit': 'remediation',
  'git/create-ref': 'remediation',
  'git/update-ref': 'remediation',
  'git/delete-ref': 'remediation',
  'pulls/create': 'remediation',
  'pulls/update': 'remediation',
  // In the policy's own repository people are answered, whatever owners are told.
  'issues/create': 'issues',
  'issues/update': 'issues',
  'issues/create-comment': 'always',
  'issues/update-comment': 'always',
}

/** Sees every write of the program that GitHub takes, when it happens. */
export function watchWrites(
  github: Simulator,
  { app }: Pick<ChaosCompany, 'app'>,
  now: () => number = Date.now,
): WriteWatch {
  const writes: ProgramWrite[] = []
  const { calls, world } = github
  const ours = new Set(
    [...world.installations.values()]
      .filter(({ appId, target }) => appId === app.id || target.type === 'Enterprise')
      .map(({ id }) => id),
  )
  const switchedOff = new Map<number, string>()
  /** @returns whether other workflows are switched off than when this was asked last */
  const isSwitched = (repository: Repository): boolean => {
    const now = [...readDetails(repository).disabledWorkflows].toSorted().join('\n')
    const before = switchedOff.get(repository.id) ?? ''
    switchedOff.set(repository.id, now)
    return now !== before
  }
  const lastSwitched = new Map<number, 'program' | 'people'>()
  const tokens = new Map<number, string>()
  const learnTokens = (): void => {
    for (const { tokenGrants, tokenRequests } of world.organizations.values())
      for (const { id, tokenName } of [...tokenGrants, ...tokenRequests]) tokens.set(id, tokenName)
  }
  const record = (call: Call): void => {
    const write = writeOf(github, call, now())
    const repository = world.repositories.get(write.repository ?? 0)
    const isSwitch = repository !== undefined && /^actions\/(?:dis|en)able-workflow$/.test(write.operation)
    const isChange = !isSwitch || isSwitched(repository)
    if (isSwitch && isChange) lastSwitched.set(repository.id, 'program')
    const token = tokens.get(Number(/\/personal-access-token[^/]*\/(\d+)$/.exec(call.path)?.[1]))
    writes.push({ ...write, isChange, token })
  }
  learnTokens()
  const push = calls.push.bind(calls)
  calls.push = (...added: Call[]): number => {
    for (const call of added) {
      const isOurs = call.installationId !== undefined && ours.has(call.installationId)
      if (isOurs && call.isWrite && call.status < 300) record(call)
    }
    learnTokens()
    return push(...added)
  }
  return {
    writes,
    lastSwitched,
    switchedByHand(repository) {
      if (isSwitched(repository)) lastSwitched.set(repository.id, 'people')
    },
  }
}

function writeOf(
  { world }: Simulator,
  { operationId, path }: Call,
  at: number,
): Omit<ProgramWrite, 'isChange'> {
  const [, first = '', owner = '', name = ''] = path.split('/')
  const given = /\/repositories\/(\d+)(?:\/|$)/.exec(path)?.[1]
  const repository =
    given === undefined && first === 'repos'
      ? repositoryByAnyName(world, owner, name)
      : world.repositories.get(Number(given))
  const enterprise = /^\/enterprises\/[^/]+\/apps\/organizations\/([^/]+)\//.exec(path)?.[1]
  const organization = enterprise ?? (repository ? world.organizations.get(repository.ownerId)!.login : owner)
  const operation = operationId ?? path
  // There people are answered, whatever else is told, and are told what another policy would change.
  const isAnswer = repository?.name === 'gatehouse' && /^(?:issues\/|checks\/create$)/.test(operation)
  return {
    at,
    operation,
    path,
    organization,
    repository: repository?.id,
    switch: isAnswer ? 'always' : (switches[operation] ?? 'unknown'),
  }
}
