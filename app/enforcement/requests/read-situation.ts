import { modeAt } from '../../../policies/mode-at.ts'
import { type Mode, modes } from '../../../policies/policy-group.ts'
import type { Policy } from '../../../policies/resolve-policy.ts'
import { leastMode } from '../effects/least-mode.ts'
import type { GitHubOrganization } from '../github.ts'
import { findOwners } from '../owners/find-owners.ts'
import type { Owners } from '../records.ts'
import type { KnownOrganization, KnownRepository, Records } from '../records.ts'
import type { AccessRequest } from './access-request.ts'
import { standingsFor } from './act.ts'
import { detailsPage } from './details-page.ts'
import { readinessOf } from './readiness.ts'
import type { Situation } from './situation.ts'
import type { Command } from './command.ts'
import { answerBy } from './reminder.ts'
import type { LastDecision } from './request-records.ts'
import { organizationOwners, type Standing, type Standings } from './standing.ts'
import type { ReadTicket } from './ticket.ts'

export interface SituationInput {
  readonly organization: KnownOrganization
  readonly github: GitHubOrganization
  readonly records: Records
  readonly ceiling: Mode
  /** Name of the repository in each organization that holds its policy. */
  readonly policyRepository: string
  readonly now: () => Date
  /** Reads tickets of other systems; undefined: none can be read. */
  readonly readTicket?: ReadTicket | undefined
}

interface Actor {
  /** Their opaque id. */
  readonly id: string
  readonly login: string
}

export interface Asked {
  readonly command: Command
  /** null: it was not asked in an issue. */
  readonly issue: number | null
  readonly actor: Actor
  /** What it is about, where that was not said by an issue or a name: they were shown it here. */
  readonly about?: { readonly repository: string; readonly request: AccessRequest | undefined }
}

/** Who wrote in which issue. */
export interface Asking {
  readonly issue: number
  readonly actor: Actor
}

/** A command with all that it depends on, as it is now; or that it cannot be known now what it is about. */
export type ReadSituation =
  | {
      readonly known: true
      readonly situation: Situation
      readonly repository: KnownRepository | undefined
      /** Up to which mode may be written about it. */
      readonly mode: Mode
    }
  | { readonly known: false; readonly mode: Mode }

export async function readSituation(input: SituationInput, asked: Asked): Promise<ReadSituation> {
  const { organization, records, now } = input
  const { requests } = records
  const { inForce } = await records.governance(organization.id)
  const { policy } = inForce
  const at = now()
  const { about, issue } = asked
  const request =
    about?.request ?? (issue === null ? undefined : await requests.ofIssue(organization.id, issue))
  const found = await findTarget(input, asked, about?.repository ?? request?.repository)
  const mode = leastMode(input.ceiling, loudest(policy, at))
  if (found === 'unknown') return { known: false, mode }
  const [open, approvals, decision] =
    found === undefined
      ? [undefined, [], undefined]
      : await Promise.all([
          requests.openOf(found.id),
          records.approvals(found.id),
          requests.lastDecision(found.id),
        ])
  // By another policy than the one in force nothing may be approved; it will have decided in a moment.
  const group = decision?.policy === inForce.id ? groupOf(policy, decision) : undefined
  const settings = policy.requests
  const names = standingsFor({ command: asked.command, group, settings })
  const situation: Situation = {
    command: asked.command,
    actor: asked.actor.id,
    issue: asked.issue,
    target: found && {
      id: found.id,
      name: `${organization.login}/${found.name}`,
      page: await detailsPage(records, {
        host: input.github.host,
        login: organization.login,
        repository: found,
      }),
    },
    request,
    open,
    isOpenLost: await isLost(input, asked.command, open),
    approvals,
    group,
    standings: await readStandings(input, names, asked.actor.login, found, policy),
    settings,
    readiness: decision && readinessOf(decision),
    ...(await readNamedTicket(input, asked.command, settings.ticket)),
    answerBy: answerBy(at, policy.notifications.remindAfterDays),
    now: at,
  }
  return {
    known: true,
    situation,
    repository: found,
    mode: group ? leastMode(input.ceiling, modeAt(group, at)) : mode,
  }
}

/** Only where the policy wants one: else nobody is asked for what people happen to write. */
async function readNamedTicket(
  { readTicket }: SituationInput,
  command: Command,
  wanted: Policy['requests']['ticket'],
): Promise<Pick<Situation, 'ticket'>> {
  if (command.kind !== 'approve' || command.ticket === undefined || !wanted) return {}
  const ticket = await readTicket?.(wanted.system, command.ticket)
  return ticket ? { ticket } : {}
}

/** Unreadable is not lost: then it stays as it is. */
async function isLost(
  { github, policyRepository }: SituationInput,
  { kind }: Command,
  open: AccessRequest | undefined,
): Promise<boolean> {
  const issue = open?.issue ?? null
  if (issue === null || (kind !== 'request' && kind !== 'renew')) return false
  const there = await github.requests.isIssueThere(policyRepository, issue)
  return there.known && !there.value
}

/** Where it is not certain which group is meant, the most that any of them lets. */
export const loudest = ({ groups }: Pick<Policy, 'groups'>, now: Date): Mode =>
  groups
    .map((group) => modeAt(group, now))
    .reduce((most, mode) => (modes.indexOf(mode) > modes.indexOf(most) ? mode : most), 'observe')

const groupOf = ({ groups }: Policy, { group }: LastDecision): Policy['groups'][number] | undefined =>
  groups.find(({ name }) => name === group)

/**
 * The repository that is meant. One that they cannot see is answered as one that is not there; who approves need not see it.
 */
async function findTarget(
  { organization, github, records }: SituationInput,
  { command, actor }: Asked,
  ofIssue: string | undefined,
): Promise<KnownRepository | undefined | 'unknown'> {
  const named = 'repository' in command ? command.repository : undefined
  const id = named === undefined ? ofIssue : await findNamed(records, organization, named)
  const repository = id === undefined ? undefined : await records.repository(id)
  if (!repository || repository.isGone) return undefined
  const isUnseen = named !== undefined || ['request', 'renew', 'emergency'].includes(command.kind)
  if (!isUnseen) return repository
  const sees = await github.requests.reader(repository.githubId, actor.login)
  if (!sees.known) return 'unknown'
  return sees.value.canRead ? repository : undefined
}

async function findNamed(
  records: Records,
  { id, login }: KnownOrganization,
  named: string,
): Promise<string | undefined> {
  const [owner = '', name = ''] = named.split('/')
  return owner.toLowerCase() === login.toLowerCase() ? records.requests.repositoryNamed(id, name) : undefined
}

/** What somebody is to teams and owners, as GitHub says now. @param names as rules write them, or `@login` */
export async function readStandings(
  input: Pick<SituationInput, 'github'>,
  names: readonly string[],
  login: string,
  repository: KnownRepository | undefined,
  policy: Policy,
): Promise<Standings> {
  const standings = new Map<string, Standing>()
  for (const name of names) {
    const standing =
      name === '$owners'
        ? await standingOfOwner(input, login, repository, policy)
        : name === organizationOwners
          ? await standingAsOrganizationOwner(input, login)
          : name.startsWith('@')
            ? standingAsPerson(name, login)
            : await standingIn(input, name, login)
    standings.set(name.toLowerCase(), standing)
  }
  return standings
}

async function standingIn(
  { github }: Pick<SituationInput, 'github'>,
  team: string,
  login: string,
): Promise<Standing> {
  const read = await github.requests.membership(team, login)
  if (!read.known) return { is: 'unknown' }
  const { isMember, teamId } = read.value
  return isMember ? { is: 'yes', actsFor: { name: team, githubId: teamId } } : { is: 'no' }
}

const standingAsPerson = (name: string, login: string): Standing =>
  name.toLowerCase() === `@${login.toLowerCase()}`
    ? { is: 'yes', actsFor: { name: '$owners' } }
    : { is: 'no' }

async function standingAsOrganizationOwner(
  { github }: Pick<SituationInput, 'github'>,
  login: string,
): Promise<Standing> {
  const read = await github.requests.isOrganizationOwner(login)
  if (!read.known) return { is: 'unknown' }
  return read.value ? { is: 'yes', actsFor: { name: organizationOwners } } : { is: 'no' }
}

/** As they are written now, not as they were when it was last decided. */
async function standingOfOwner(
  input: Pick<SituationInput, 'github'>,
  login: string,
  repository: KnownRepository | undefined,
  { ownership }: Policy,
): Promise<Standing> {
  const snapshot = repository && (await input.github.readSnapshot(repository.githubId))
  if (!repository || !snapshot) return { is: 'unknown' }
  const { github } = input
  const owners = await findOwners({ github, snapshot, repository, ownership, isNeeded: true })
  return isAmong(input, owners, login)
}

async function isAmong(
  input: Pick<SituationInput, 'github'>,
  owners: Owners,
  login: string,
): Promise<Standing> {
  const yes: Standing = { is: 'yes', actsFor: { name: '$owners' } }
  // Who is an owner only perhaps may be told, and never approves.
  if (!owners.isSure) return { is: 'unknown' }
  const named = owners.owners.map((one) => one.replace(/^@/, ''))
  if (owners.owners.some((one) => one.toLowerCase() === `@${login.toLowerCase()}`)) return yes
  let isOpen = false
  for (const team of named.filter((one) => /^[A-Za-z0-9-]+\/[A-Za-z0-9_.-]+$/.test(one))) {
    const { is } = await standingIn(input, team, login)
    if (is === 'yes') return yes
    if (is === 'unknown') isOpen = true
  }
  return { is: isOpen ? 'unknown' : 'no' }
}
