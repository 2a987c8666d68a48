import { ocsfEvent } from '../enforcement/audit/ocsf/event.ts'
import type { EventLine, OrganizationLine } from '../enforcement/audit/record-line.ts'
import type { SinkFormat } from './settings.ts'
import type { SinkEvent } from './sink.ts'

/** Whose record events are of. */
export interface SinkOrganization {
  /** Our id. */
  readonly id: string
  readonly host: string
  readonly login: string
}

export interface RenderOptions {
  readonly format: SinkFormat
  /** Whether logins of people are sent, besides the opaque ids that the record has. */
  readonly logins: boolean
  /** `repeated`: the receiver may have it already. `test`: nothing happened. */
  readonly labels: readonly SinkLabel[]
}

export type SinkLabel = 'repeated' | 'test'

/** An event in the form of a sink. Pure. */
export function renderEvent(
  event: EventLine,
  organization: SinkOrganization,
  { format, logins, labels }: RenderOptions,
): SinkEvent {
  const { actorLogin: _, ...anonymous } = event
  const sent = logins ? event : anonymous
  const { host, login } = organization
  const rendered = ocsfEvent(sent, lineOf(organization), labels)
  const value = format === 'ocsf' ? rendered : { ...sent, host, login, ...(labels.length > 0 && { labels }) }
  const severity = rendered['severity_id']
  return {
    id: `${event.organization}-${event.sequence}`,
    at: new Date(Date.parse(event.at) || 0),
    kind: event.kind,
    severity: typeof severity === 'number' ? severity : 0,
    text: JSON.stringify(value),
  }
}

const lineOf = ({ id, host, login }: SinkOrganization): OrganizationLine => ({
  type: 'organization',
  id,
  host,
  login,
  first: 1,
  last: 0,
  isWhole: false,
})

const digits = 12

/** A batch's name: the same for the same events, and in their order by its letters. */
export const batchName = (organization: string, first: number, last: number): string =>
  `${organization}-${padded(first)}-${padded(last)}`

const padded = (sequence: number): string => String(sequence).padStart(digits, '0')
