import { csvRow } from '../../../report/csv-rows.ts'
import type { Json } from '../audit/event.ts'
import type { RepositoryState } from './repository-states.ts'
import type { Who } from './source.ts'
import type { ThingRow } from './things.ts'

export interface EventRow {
  readonly organization: string
  readonly event: number
  readonly at: string
  readonly kind: string
  readonly by: Who | null
  readonly subject: string
  readonly repository: string | null
  readonly data: { readonly [name: string]: Json }
}

export interface StateRow extends RepositoryState {
  readonly organization: string
  readonly repository: {
    readonly id: string
    readonly githubId: number | null
    readonly name: string | null
    readonly visibility: string | null
  }
  readonly at: string
}

export const csvHeaders = {
  thing: csvRow([
    'organization',
    'repository',
    'id',
    'begun',
    'by',
    'event',
    'ended',
    'endedBy',
    'endEvent',
    'outcome',
    'details',
  ]),
  event: csvRow(['organization', 'event', 'at', 'kind', 'by', 'about', 'details']),
  state: csvRow([
    'organization',
    'repository',
    'githubId',
    'visibilityNow',
    'at',
    'outcome',
    'group',
    'mode',
    'decidedAt',
    'event',
    'connections',
    'approvals',
    'reasons',
    'goneSince',
  ]),
} as const

export const nameOfWho = (by: Who | null): string => (by === null ? 'Gatehouse' : (by.login ?? by.id))

export const csvOfThing = (row: ThingRow): string =>
  csvRow([
    row.organization,
    row.repository ?? row.subject,
    row.id,
    row.begun.at,
    nameOfWho(row.begun.by),
    row.begun.event,
    row.ended?.at ?? '',
    row.ended ? nameOfWho(row.ended.by) : '',
    row.ended?.event ?? '',
    row.outcome ?? '',
    JSON.stringify(row.data),
  ])

export const csvOfEvent = (row: EventRow): string =>
  csvRow([
    row.organization,
    row.event,
    row.at,
    row.kind,
    nameOfWho(row.by),
    row.repository ?? row.subject,
    JSON.stringify(row.data),
  ])

export const csvOfState = ({ decision, connections, approvals, repository, ...row }: StateRow): string =>
  csvRow([
    row.organization,
    repository.name ?? `repository:${repository.id}`,
    repository.githubId ?? '',
    repository.visibility ?? '',
    row.at,
    decision?.outcome ?? '',
    decision?.group ?? '',
    decision?.mode ?? '',
    decision?.since ?? '',
    decision?.event ?? '',
    connections
      .map(({ assistant, path, state, control }) => `${assistant} ${path} ${state} ${control}`)
      .join('\n'),
    approvals.map(({ approval, until }) => `${approval} until ${until}`).join('\n'),
    decision ? JSON.stringify(decision.reasons) : '',
    row.goneSince ?? '',
  ])
