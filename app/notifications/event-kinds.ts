import type { AuditKind } from '../enforcement/audit/event.ts'
import { z } from 'zod'
import type { NoticePhase } from './notice.ts'

/** What an event of the audit log, or a day that has come, says of itself. */
export interface EventFacts {
  /** `repository:17`, `organization:3` */
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** Whether an assistant reaches the repository for sure. */
  readonly isReached: boolean
  /** Grave findings that stand open in it. */
  readonly graveOpen: number
}

/** A kind of what people are told of. */
export interface EventKind {
  /** Permanent: settings and receivers name it. */
  readonly id: string
  /** Of which kind of audit event it is told; `clock`: a day has come, and no event tells of it. */
  readonly from: AuditKind | 'clock'
  /** Which of them; all, if left out. */
  readonly when?: (facts: EventFacts) => boolean
  readonly matter: (facts: EventFacts) => string
  readonly phase: NoticePhase
  /** It is told at once, whatever hour it is: held back it would come too late. */
  readonly isUrgent?: true
  /** It is told only where something is closed by it: by itself it is no news. */
  readonly onlyCloses?: true
  /** What so many of them are called. */
  readonly title: (count: number) => string
  readonly detail?: (data: EventFacts['data']) => string
}

const request = ({ data }: EventFacts): string => `request:${text(data['request'])}`
const approvalOf = ({ subject }: EventFacts): string => `approval-of-${subject}`
const emergency = ({ data }: EventFacts): string => `emergency:${text(data['approval'])}`
const hold = ({ data }: EventFacts): string => `hold:${text(data['hold'])}`
const matter = (name: string) => (): string => name
const finding = ({ data }: EventFacts): string =>
  `organization-finding:${text(data['finding'])}:${text(data['about'])}`
const isState =
  (state: string) =>
  ({ data }: EventFacts): boolean =>
    data['state'] === state
const isKind =
  (kind: string) =>
  ({ data }: EventFacts): boolean =>
    data['kind'] === kind
const among =
  (kinds: readonly string[]) =>
  ({ data }: EventFacts): boolean =>
    kinds.includes(text(data['kind']))
const isGrave = ({ data }: EventFacts): boolean => graveSeverities.includes(text(data['severity']))

/** Findings of these are grave. */
export const graveSeverities: readonly string[] = ['critical', 'high']
/** Changes that take access away, and such that give it. */
const taking = ['disconnect', 'drop-secret', 'disable-workflow', 'revoke-token', 'deny-token-request']
const giving = ['connect', 'give-secret', 'enable-workflow']

/** Everything that people can be told of, in the order in which it stands in summaries: what presses comes first. */
export const eventKinds: readonly EventKind[] = [
  {
    id: 'emergency.used',
    from: 'approval.given',
    when: isKind('emergency'),
    matter: emergency,
    phase: 'opens',
    isUrgent: true,
    title: counted('Emergency access was used', (n) => `Emergency access was used ${n} times`),
    detail: (data) => `It ends at ${onMinute(data['expiresAt'])}. Somebody has to review it.`,
  },
  {
    id: 'sign-on.recovered',
    from: 'recovery-code.used',
    matter: ({ subject }) => `recovery-of-${subject}`,
    phase: 'opens',
    isUrgent: true,
    title: counted(
      'An owner came in by a recovery code, past single sign-on',
      (n) => `Recovery codes were used ${n} times, past single sign-on`,
    ),
    detail: () => 'If nobody of you did, sign that owner out, and make new codes.',
  },
  {
    id: 'finding.grave',
    from: 'finding.opened',
    when: ({ data, isReached }) => isReached && graveIn(data) > 0,
    matter: ({ subject }) => `findings-of-${subject}`,
    phase: 'opens',
    title: counted(
      'Claude can read grave new findings in a repository',
      (n) => `Claude can read grave new findings in ${n} repositories`,
    ),
    detail: (data) => `${some(graveIn(data), 'new finding')} of high or critical severity.`,
  },
  {
    id: 'finding.cleared',
    from: 'finding.changed',
    when: ({ graveOpen }) => graveOpen === 0,
    matter: ({ subject }) => `findings-of-${subject}`,
    phase: 'closes',
    onlyCloses: true,
    title: counted(
      'Nothing grave stands open in a repository any more',
      (n) => `Nothing grave stands open in ${n} repositories any more`,
    ),
  },
  {
    id: 'governance.paused',
    from: 'changes.paused',
    matter: matter('pause'),
    phase: 'opens',
    isUrgent: true,
    title: counted('All changes are paused', (n) => `All changes were paused ${n} times`),
    detail: (data) =>
      data['of'] === 'deployment' ? 'In every organization of this deployment.' : 'In this organization.',
  },
  {
    id: 'governance.resumed',
    from: 'changes.resumed',
    matter: matter('pause'),
    phase: 'closes',
    isUrgent: true,
    title: counted('Changes go on', (n) => `Changes were let go on ${n} times`),
  },
  {
    id: 'governance.voided',
    from: 'enforcement.voided',
    matter: matter('acceptance'),
    phase: 'opens',
    isUrgent: true,
    title: counted('Nothing is enforced until somebody accepts it', (n) => `Enforcement stopped ${n} times`),
    detail: () =>
      'The database is older than what was kept of it. A Gatehouse owner looks at `gatehouse plan`.',
  },
  {
    id: 'governance.accepted',
    from: 'enforcement.accepted',
    matter: matter('acceptance'),
    phase: 'closes',
    title: counted('Enforcement was accepted', (n) => `Enforcement was accepted ${n} times`),
  },
  {
    id: 'plan.held',
    from: 'hold.opened',
    matter: hold,
    phase: 'opens',
    isUrgent: true,
    title: counted(
      'A plan that takes much away at once waits for a Gatehouse owner',
      (n) => `${n} plans that take much away at once wait for a Gatehouse owner`,
    ),
    detail: (data) => `${some(number(data['effects']), 'change')} would be made. See \`gatehouse plan\`.`,
  },
  {
    id: 'plan.released',
    from: 'hold.closed',
    matter: hold,
    phase: 'closes',
    title: counted('A plan waits no more', (n) => `${n} plans wait no more`),
  },
  {
    id: 'policy.invalid',
    from: 'policy.invalid',
    matter: matter('policy'),
    phase: 'opens',
    title: counted(
      'The policy cannot be used; the last valid one stays in force',
      (n) => `The policy could not be used ${n} times; the last valid one stays in force`,
    ),
    detail: (data) => `It is ${text(data['state']) || 'not valid'}.`,
  },
  {
    id: 'policy.changed',
    from: 'policy.changed',
    matter: matter('policy'),
    phase: 'closes',
    title: counted('A new policy is in force', (n) => `The policy was changed ${n} times`),
  },
  {
    id: 'sweep.incomplete',
    from: 'sweep.finished',
    when: ({ data }) => number(data['failed']) > 0,
    matter: matter('sweep'),
    phase: 'opens',
    title: counted(
      'A re-check could not look at everything',
      (n) => `${n} re-checks could not look at everything`,
    ),
    detail: (data) =>
      `${number(data['failed']).toLocaleString('en-US')} of ${number(data['repositories']).toLocaleString('en-US')} repositories could not be looked at.`,
  },
  {
    id: 'sweep.complete',
    from: 'sweep.finished',
    when: ({ data }) => number(data['failed']) === 0,
    matter: matter('sweep'),
    phase: 'closes',
    onlyCloses: true,
    title: counted('A re-check looked at everything', (n) => `${n} re-checks looked at everything`),
  },
  {
    id: 'organization.finding',
    from: 'organization-finding.opened',
    when: isGrave,
    matter: finding,
    phase: 'opens',
    title: counted(
      'A setting of the organization is grave',
      (n) => `${n} settings of the organization are grave`,
    ),
    detail: (data) => `Found: ${text(data['finding'])}.`,
  },
  {
    id: 'organization.finding-closed',
    from: 'organization-finding.closed',
    when: isGrave,
    matter: finding,
    phase: 'closes',
    title: counted(
      'A setting of the organization is right again',
      (n) => `${n} settings of the organization are right again`,
    ),
    detail: (data) => `It was: ${text(data['finding'])}.`,
  },
  {
    id: 'request.opened',
    from: 'request.opened',
    matter: request,
    phase: 'opens',
    title: counted(
      'A request for Claude waits for an answer',
      (n) => `${n} requests for Claude wait for an answer`,
    ),
    detail: (data) =>
      number(data['days']) > 0 ? `It is asked for ${some(number(data['days']), 'day')}.` : '',
  },
  {
    id: 'request.overdue',
    from: 'clock',
    matter: request,
    phase: 'opens',
    title: counted('A request for Claude is overdue', (n) => `${n} requests for Claude are overdue`),
    detail: (data) => `It waits since ${onDay(data['since'])}.`,
  },
  {
    id: 'request.approved',
    from: 'request.closed',
    when: isState('approved'),
    matter: request,
    phase: 'closes',
    title: counted('A request for Claude is approved', (n) => `${n} requests for Claude are approved`),
  },
  {
    id: 'request.denied',
    from: 'request.closed',
    when: isState('denied'),
    matter: request,
    phase: 'closes',
    title: counted('A request for Claude is denied', (n) => `${n} requests for Claude are denied`),
  },
  {
    id: 'request.withdrawn',
    from: 'request.closed',
    when: ({ data }) => data['state'] === 'withdrawn' || data['state'] === 'gone',
    matter: request,
    phase: 'closes',
    title: counted('A request for Claude is withdrawn', (n) => `${n} requests for Claude are withdrawn`),
  },
  {
    id: 'approval.expiring',
    from: 'clock',
    matter: approvalOf,
    phase: 'opens',
    title: counted('An approval ends soon', (n) => `${n} approvals end soon`),
    detail: (data) => `It ends on ${onDay(data['until'])}. \`/gatehouse renew\` in its issue asks for more.`,
  },
  {
    id: 'approval.expired',
    from: 'clock',
    matter: approvalOf,
    phase: 'closes',
    title: counted('An approval has ended', (n) => `${n} approvals have ended`),
    detail: (data) => `It ended on ${onDay(data['until'])}.`,
  },
  {
    id: 'approval.given',
    from: 'approval.given',
    when: isKind('approval'),
    matter: approvalOf,
    phase: 'closes',
    title: counted('An approval was given', (n) => `${n} approvals were given`),
    detail: (data) => `It lasts until ${onDay(data['expiresAt'])}.`,
  },
  {
    id: 'approval.revoked',
    from: 'approval.ended',
    matter: approvalOf,
    phase: 'closes',
    title: counted('An approval was ended', (n) => `${n} approvals were ended`),
  },
  {
    id: 'emergency.review-overdue',
    from: 'clock',
    matter: emergency,
    phase: 'opens',
    title: counted(
      'The review of an emergency is overdue',
      (n) => `The reviews of ${n} emergencies are overdue`,
    ),
    detail: (data) => `It was due on ${onDay(data['since'])}.`,
  },
  {
    id: 'emergency.reviewed',
    from: 'emergency.reviewed',
    matter: emergency,
    phase: 'closes',
    title: counted('An emergency was reviewed', (n) => `${n} emergencies were reviewed`),
  },
  {
    id: 'connection.taken',
    from: 'effect.applied',
    when: among(taking),
    matter: ({ subject }) => `connection-of-${subject}`,
    phase: 'opens',
    title: counted('Claude was disconnected from a repository', (n) => `Claude was disconnected ${n} times`),
  },
  {
    id: 'connection.given',
    from: 'effect.applied',
    when: among(giving),
    matter: ({ subject }) => `connection-of-${subject}`,
    phase: 'closes',
    title: counted('Claude was connected to a repository', (n) => `Claude was connected ${n} times`),
  },
  {
    id: 'change.failed',
    from: 'effect.failed',
    matter: ({ data }) => `change:${text(data['effect'])}`,
    phase: 'opens',
    title: counted('A change could not be made', (n) => `${n} changes could not be made`),
  },
  {
    id: 'change.by-hand',
    from: 'effect.waiting',
    when: isState('manual'),
    matter: ({ data }) => `change:${text(data['effect'])}`,
    phase: 'opens',
    title: counted(
      'A change waits for a person to make it',
      (n) => `${n} changes wait for a person to make them`,
    ),
  },
  {
    id: 'recertification.opened',
    from: 'recertification.opened',
    matter: ({ data }) => `recertification:${text(data['recertification'])}`,
    phase: 'opens',
    title: counted('Approvals are to be confirmed', (n) => `Approvals are to be confirmed, ${n} times`),
    detail: (data) =>
      `${some(number(data['approvals']), 'approval')}, within ${some(number(data['dueDays']), 'day')}.`,
  },
  {
    id: 'recertification.closed',
    from: 'recertification.closed',
    matter: ({ data }) => `recertification:${text(data['recertification'])}`,
    phase: 'closes',
    title: counted(
      'The confirmation of approvals is over',
      (n) => `${n} confirmations of approvals are over`,
    ),
  },
  {
    id: 'exception.given',
    from: 'exception.given',
    matter: ({ data }) => `exception:${text(data['exception'])}`,
    phase: 'opens',
    title: counted('An exception was granted', (n) => `${n} exceptions were granted`),
    detail: (data) => `It lasts until ${onDay(data['expiresAt'])}.`,
  },
  {
    id: 'exception.ended',
    from: 'exception.ended',
    matter: ({ data }) => `exception:${text(data['exception'])}`,
    phase: 'closes',
    title: counted('An exception has ended', (n) => `${n} exceptions have ended`),
  },
]

/** Our ids, for settings. */
export const eventIds: readonly string[] = eventKinds.map(({ id }) => id)

const byId: ReadonlyMap<string, EventKind> = new Map(eventKinds.map((kind) => [kind.id, kind]))

/** undefined: a newer version has recorded it, and this one does not know it. */
export const eventKindOf = (id: string): EventKind | undefined => byId.get(id)

function counted(one: string, many: (count: string) => string): (count: number) => string {
  return (count) => (count === 1 ? one : many(count.toLocaleString('en-US')))
}

const severityCounts = z.record(z.string(), z.number())

function graveIn(data: EventFacts['data']): number {
  const parsed = severityCounts.safeParse(data['severities'])
  return parsed.success ? graveSeverities.reduce((sum, one) => sum + (parsed.data[one] ?? 0), 0) : 0
}

// Events of other versions may lack what this one says: then less is said.
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''
const number = (value: unknown): number => (typeof value === 'number' ? value : 0)
const some = (count: number, what: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? what : `${what}s`}`

const instant = (value: unknown): string | undefined => {
  const at = new Date(text(value))
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
const onDay = (value: unknown): string => {
  const at = instant(value)
  return at === undefined ? 'a day that is not known' : `${at.slice(0, 10)} (UTC)`
}
const onMinute = (value: unknown): string => {
  const at = instant(value)
  return at === undefined ? 'a time that is not known' : `${at.slice(0, 16).replace('T', ' ')} UTC`
}
