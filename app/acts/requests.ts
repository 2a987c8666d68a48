import { approversOf } from '../../policies/judge-approvals.ts'
import { reasonOf } from '../../policies/reason-of.ts'
import type { Group } from '../../policies/resolve-policy.ts'
import { AppError } from '../../scanner/errors.ts'
import type { RequestsApi } from '../api/v1/resources/requests.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { findRepositories, findRepositoryById } from '../database/find-repository.ts'
import { createGovernanceReader } from '../database/policies.ts'
import { createRecords } from '../database/records.ts'
import {
  approvalsOfRequests,
  type InboxApproval,
  type InboxRow,
  listInbox,
  organizationOfRequest,
  readInbox,
} from '../database/request-inbox.ts'
import { judged } from '../enforcement/approvals/approval.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { InboxRequest, RuleProgress } from '../enforcement/reading/request-list.ts'
import type { Command } from '../enforcement/requests/command.ts'
import { peopleIn, withNames } from '../enforcement/requests/person-marks.ts'
import { readinessOf } from '../enforcement/requests/readiness.ts'
import type { KnownOrganization } from '../enforcement/records.ts'
import { actThrough, type Acted } from './act-through.ts'
import { type Acting, type Actor, actorIn, knownOrganization } from './acting.ts'
import { createApprovableGroups } from './approvable-groups.ts'
import type { KnownTeams } from './known-teams.ts'

const unseen = (): AppError => new AppError('not-there', 'There is no such repository here that you can see.')
const noRequest = (): AppError => new AppError('not-there', 'There is no such request that you can see.')

/** Requests as the API has them: read from the records, and acted upon by the rules of comments. */
export function createRequestsApi(acting: Acting, teamsOf: KnownTeams): RequestsApi {
  const { store, config, now } = acting
  const governanceOf = createGovernanceReader(store)
  const groupsOf = createApprovableGroups(teamsOf, governanceOf)
  const readerFor = async (viewer: Viewer, organization: string | undefined) => ({
    person: viewer.person,
    groups: await groupsOf(
      viewer,
      [...viewer.roles.keys()].filter((one) => organization === undefined || one === organization),
    ),
  })
  const told = async (viewer: Viewer, rows: readonly InboxRow[]): Promise<readonly InboxRequest[]> => {
    const approvals = await approvalsOfRequests(
      store,
      rows.map(({ id }) => id),
    )
    const organizations = [...new Set(rows.map(({ organization_id }) => organization_id))]
    const inForce = new Map(
      await Promise.all(organizations.map(async (id) => [id, (await governanceOf(id)).inForce] as const)),
    )
    return rows.map((row) => {
      const governing = inForce.get(row.organization_id)
      const group =
        row.policy_id === governing?.id
          ? governing.policy.groups.find(({ name }) => name === row.group_name)
          : undefined
      const own = approvals.filter(({ request }) => request === row.id)
      return toInbox(viewer, row, own, group, config.policyRepository, now())
    })
  }
  const read: RequestsApi['read'] = async (viewer, id) => {
    const row = await readInbox(store, viewer.scope, await readerFor(viewer, undefined), id)
    return row && (await told(viewer, [row]))[0]
  }
  return {
    read,
    list: async (viewer, query) => {
      const reader = await readerFor(viewer, query.organization)
      const rows = await listInbox(store, viewer.scope, reader, { ...query, limit: query.limit + 1 })
      const shown = rows.slice(0, query.limit)
      return {
        rows: await told(viewer, shown),
        next: rows.length > query.limit ? shown.at(-1)?.id : undefined,
      }
    },
    ask: async (viewer, { repository, reason, days }) => {
      const found = await findNamed(acting, repository)
      const organization = await knownOrganization(store, found.organization)
      // Whoever is nobody on that host does not learn what is there.
      const actor = await actorIn(store, viewer, organization).catch(() => {
        throw unseen()
      })
      const records = createRecords(store, askForWork)
      const github = await acting.open(organization)
      await demandInside(viewer, organization, found.id)
      const command = { kind: 'request', repository: found.name, days, reason: reasonOf(reason) } as const
      const source = viewer.via.kind === 'session' ? 'console' : 'api'
      const acted = await actThrough(partsOf(acting, organization, github), { command, actor }, source)
      if (acted.kind === 'refused' && acted.answer.outcome === 'no-such-repository') throw unseen()
      await done(acted, records)
      const request = await records.requests.openOf(found.id)
      return { request: request?.id ?? null, repository: found.name }

      /** A public repository the whole world sees, and the world has no business in an organization's requests. */
      async function demandInside(who: Viewer, of: KnownOrganization, id: string): Promise<void> {
        if (who.roles.has(of.id)) return
        const member = await github.requests.isOrganizationMember(actor.login)
        if (!member.known) throw new AppError('unavailable', 'GitHub did not say all that it depends on.')
        if (member.value) return
        const githubId = (await records.repository(id))?.githubId
        const visibility =
          githubId === undefined ? undefined : (await github.readSnapshot(githubId))?.visibility
        if (visibility === undefined || visibility === 'public') throw unseen()
      }
    },
    answer: async (viewer, id, command) => {
      const place = await organizationOfRequest(store, 'everything', id)
      if (!place) throw noRequest()
      const organization = await knownOrganization(store, place.organization)
      const shown = await read(viewer, id)
      if (!shown) throw noRequest()
      const actor = await actorIn(store, viewer, organization)
      const records = createRecords(store, askForWork)
      if (command.kind === 'withdraw' && !shown.isMine)
        throw new AppError('not-allowed', 'Only who asked can withdraw a request.')
      const request = await records.requests.byId(id)
      const acted = await actOn(acting, organization, actor, commandOf(command), {
        repository: place.repository,
        request,
      })
      await done(acted, records)
      return (await read(viewer, id)) ?? shown
    },
  }
}

/** Does what a command about something that is known already asks for. */
export async function actOn(
  acting: Acting,
  organization: KnownOrganization,
  actor: Actor,
  command: Command,
  about: NonNullable<Parameters<typeof actThrough>[1]['about']>,
): Promise<Acted> {
  const github = await acting.open(organization)
  return actThrough(partsOf(acting, organization, github), { command, actor, about }, 'console')
}

export const partsOf = (
  { store, config: { ceiling, policyRepository }, readTicket, now }: Acting,
  organization: KnownOrganization,
  github: Awaited<ReturnType<Acting['open']>>,
) => ({ store, organization, github, ceiling, policyRepository, readTicket, now })

/** @throws AppError with the sentence that a comment would be answered with */
export async function done(acted: Acted, records: ReturnType<typeof createRecords>): Promise<void> {
  if (acted.kind === 'done') return
  if (acted.kind === 'unknown')
    throw new AppError('unavailable', 'GitHub did not say all that it depends on.')
  const words = await saidTo(acted.answer, records)
  throw acted.answer.outcome === 'not-allowed'
    ? new AppError('not-allowed', words, { todo: 'Ask somebody of those who may.' })
    : new AppError('conflict', words)
}

/** An answer as people read it. */
export const saidTo = async (
  { text }: { readonly text: string },
  records: ReturnType<typeof createRecords>,
): Promise<string> => withNames(text, await records.requests.logins(peopleIn(text)))

type AnswerOfRequest = Parameters<RequestsApi['answer']>[2]

function commandOf(answer: AnswerOfRequest): Command {
  if (answer.kind === 'approve') {
    const { days, ticket } = answer
    const condition = reasonOf(answer.condition ?? '')
    return {
      kind: 'approve',
      days,
      ...(ticket !== undefined && { ticket }),
      ...(condition !== '' && { condition }),
    }
  }
  return { kind: 'deny', reason: reasonOf(answer.reason ?? '') }
}

async function findNamed(
  { store }: Acting,
  named: { readonly id: string } | { readonly owner: string; readonly name: string },
) {
  // Whether they see it, GitHub is asked before anything is done or said of it.
  if ('id' in named) {
    const found = await findRepositoryById(store, 'everything', named.id)
    if (!found) throw unseen()
    return found
  }
  const [found, other] = await findRepositories(store, 'everything', named)
  if (!found) throw unseen()
  if (other) throw new AppError('invalid-request', 'Several hosts have one of that name: send its id.')
  return found
}

function toInbox(
  { person }: Viewer,
  row: InboxRow,
  approvals: readonly InboxApproval[],
  group: Group | undefined,
  policyRepository: string,
  now: Date,
): InboxRequest {
  const { outcome, reasons } = row
  return {
    id: row.id,
    organization: { id: row.organization_id, login: row.organization, host: row.host },
    repository: { id: row.repository_id, name: row.repository },
    state: row.state,
    requestedBy: row.requester,
    isMine: person !== null && row.requested_by === person,
    reason: row.reason,
    days: row.days,
    source: row.source,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closer,
    closeReason: row.close_reason,
    issue:
      row.issue === null
        ? null
        : `https://${row.host}/${row.organization}/${policyRepository}/issues/${row.issue}`,
    group: group?.name ?? null,
    // What the request asks for is not what it lacks: approvals stand in `rules`.
    readiness:
      outcome !== null && reasons !== null
        ? readinessOf({ outcome, reasons: reasons.filter(({ check }) => check !== 'approval') })
        : null,
    rules: (group?.approvals ?? []).map((rule) => progressOf(rule, approvals, now)),
    approvals: approvals.map(
      ({ id, login: by, actsFor, grantedAt, expiresAt, endedAt, ticket, condition }) => ({
        id,
        by,
        actsFor: actsFor.map(({ name }) => name),
        grantedAt,
        expiresAt,
        endedAt,
        ticket,
        condition,
      }),
    ),
  }
}

function progressOf(
  rule: Group['approvals'][number],
  approvals: readonly InboxApproval[],
  now: Date,
): RuleProgress {
  const { by, count, maxDays, selfApproval } = rule
  const inForce = approvals.filter(({ endedAt }) => endedAt === null)
  const given = approversOf(
    rule,
    inForce.map((one) => judged(one)),
    now,
  )
  const logins = new Map(inForce.map((one) => [one.by, one.login]))
  return { by, count, maxDays, selfApproval, given: [...given].map((one) => logins.get(one) ?? null) }
}
