import type { RequestSettings } from '../../../policies/policy-changes.ts'

/** What another system says of a ticket: neither yes nor no where it could not be read. */
export type TicketStatus =
  | {
      readonly known: true
      readonly isThere: true
      readonly status: string
      /** Whether it is of the project that the settings name. */
      readonly isOfProject: boolean
    }
  | { readonly known: true; readonly isThere: false }
  | { readonly known: false; readonly why: string }

/** Reads a ticket. Does not throw. @param system a target of the settings; one that is not there can be read by nobody */
export type ReadTicket = (system: string, ticket: string) => Promise<TicketStatus>

/** Whether the ticket lets somebody approve. */
export type TicketJudgment =
  | { readonly may: 'yes' }
  /** It could not be read: that is no approval, and no refusal. */
  | { readonly may: 'unknown' }
  | { readonly may: 'no'; readonly why: 'none' }
  | { readonly may: 'no'; readonly why: 'not-there' }
  | { readonly may: 'no'; readonly why: 'not-approved'; readonly status: string }

/** Pure. @param status undefined: it was not asked for */
export function judgeTicket(
  wanted: RequestSettings['ticket'],
  ticket: string | undefined,
  status: TicketStatus | undefined,
): TicketJudgment {
  if (!wanted) return { may: 'yes' }
  if (ticket === undefined) return { may: 'no', why: 'none' }
  if (status?.known !== true) return { may: 'unknown' }
  if (!status.isThere || !status.isOfProject) return { may: 'no', why: 'not-there' }
  const isApproved = wanted.approved.some((one) => one.toLowerCase() === status.status.toLowerCase())
  return isApproved ? { may: 'yes' } : { may: 'no', why: 'not-approved', status: status.status }
}
