import type { EventLine } from '../audit/record-line.ts'

/** Something that begins and ends, each by an event that names it: one row for each, and not one for each event. */
export interface ThingPopulation {
  readonly file: string
  readonly title: string
  readonly says: string
  /** Under which name its events hold its id. */
  readonly id: string
  readonly begins: (event: EventLine) => boolean
  readonly ends: (event: EventLine) => boolean
  /** How it ended, in a word. */
  readonly outcome: (event: EventLine) => string
}

/** Events that are given one by one. */
export interface EventPopulation {
  readonly file: string
  readonly title: string
  readonly says: string
  readonly prefixes: readonly string[]
}

const isKind =
  (...kinds: readonly string[]) =>
  ({ kind }: EventLine): boolean =>
    kinds.includes(kind)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an auditor draws samples from. */
export const things: readonly ThingPopulation[] = [
  {
    file: 'access-requests',
    title: 'Requests for access',
    says: 'Every request that was open in the period, with what became of it: approved, denied, withdrawn, or its repository gone.',
    id: 'request',
    begins: isKind('request.opened'),
    ends: isKind('request.closed'),
    outcome: ({ data }) => text(data['state']),
  },
  {
    file: 'approvals',
    title: 'Approvals',
    says: 'Every approval that was in force at any time of the period: who gave it to whom, until when, and how it ended. One that ran out has no event of its end.',
    id: 'approval',
    begins: isKind('approval.given'),
    ends: isKind('approval.ended'),
    outcome: ({ data }) => text(data['why']),
  },
  {
    file: 'emergencies',
    title: 'Emergency access',
    says: 'Every use of emergency access, and the review that has to follow. Without an end: nobody has reviewed it.',
    id: 'approval',
    begins: ({ kind, data }) => kind === 'approval.given' && data['kind'] === 'emergency',
    ends: isKind('emergency.reviewed'),
    outcome: ({ data }) => (data['isLate'] === true ? 'reviewed late' : 'reviewed'),
  },
  {
    file: 'exceptions',
    title: 'Exceptions from conditions',
    says: 'Every exception that was in force at any time of the period. One that ran out has no event of its end.',
    id: 'exception',
    begins: isKind('exception.given'),
    ends: isKind('exception.ended'),
    outcome: ({ data }) => text(data['why']) || 'ended',
  },
  {
    file: 'changes',
    title: 'Changes on GitHub',
    says: 'Every change that was planned, and what became of it. Without an end: it is planned, held or under way.',
    id: 'effect',
    begins: isKind('effect.planned'),
    ends: isKind('effect.applied', 'effect.already-so', 'effect.failed', 'effect.withdrawn'),
    outcome: ({ kind }) => kind.slice('effect.'.length),
  },
]

/** Every event of the period is in one of these, the last takes what no other does. */
export const eventPopulations: readonly EventPopulation[] = [
  {
    file: 'decisions',
    title: 'Decisions',
    says: 'Every decision that differed from the one before, with its reasons.',
    prefixes: ['decision.'],
  },
  {
    file: 'connections',
    title: 'Connections',
    says: 'Connections that were found and those that were gone, with whether they can be changed.',
    prefixes: ['connection.', 'repository.', 'claude.'],
  },
  {
    file: 'reviews',
    title: 'Recertifications and access reviews',
    says: 'Each that was begun, each answer, and each end.',
    prefixes: ['recertification.', 'campaign.'],
  },
  {
    file: 'policies',
    title: 'Policy versions',
    says: 'Every version of the policy that came into force, was proposed or could not be read.',
    prefixes: ['policy.'],
  },
  {
    file: 'findings',
    title: 'Findings and verdicts',
    says: 'Secrets, risky files and settings that were found, what changed of them, and what people said of them.',
    prefixes: ['finding.', 'organization-finding.', 'verdict.', 'setting.'],
  },
  {
    file: 'roles',
    title: 'Who may do what in Gatehouse',
    says: 'Roles, sessions, tokens and identities.',
    prefixes: ['role.', 'token.', 'session.', 'identity', 'scim', 'sso', 'group.', 'member'],
  },
  {
    file: 'brakes',
    title: 'Brakes',
    says: 'Changes that were held, paused, accepted or undone.',
    prefixes: ['hold.', 'changes.', 'enforcement.', 'wave.', 'switch.'],
  },
  {
    file: 'deletions',
    title: 'Deletions',
    says: 'What was deleted because of its age, erased on somebody’s request, or kept from that by a legal hold.',
    prefixes: ['retention.', 'person.', 'erasure.', 'deletion.', 'data.', 'legal-hold'],
  },
  {
    file: 'sweeps',
    title: 'Looks at everything',
    says: 'Every look at all repositories, as it began and ended.',
    prefixes: ['sweep.'],
  },
  {
    file: 'steps',
    title: 'Steps of requests, approvals, exceptions and changes',
    says: 'The events that the rows of requests, approvals, emergencies, exceptions and changes are made of.',
    prefixes: ['request.', 'approval.', 'emergency.', 'exception.', 'effect.'],
  },
  { file: 'other-events', title: 'Other events', says: 'Everything else of the period.', prefixes: [''] },
]

/** In which of these an event is given. */
export const populationOf = ({ kind }: Pick<EventLine, 'kind'>): EventPopulation =>
  eventPopulations.find(({ prefixes }) => prefixes.some((prefix) => kind.startsWith(prefix)))!
