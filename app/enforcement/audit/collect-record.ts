import { collectApprovals, type ToldApproval } from '../approvals/approval-events.ts'
import { collectExceptions, type ToldException } from '../exceptions/exception-events.ts'
import {
  collectRecertification,
  type ToldRecertification,
} from '../recertification/recertification-events.ts'
import { collectRequests, type ToldRequest } from '../requests/request-events.ts'
import type { EventCollector, StillOpen } from './event-collector.ts'
import type { OrganizationLine, RecordLine } from './record-line.ts'

export interface ToldPerson {
  readonly host: string
  /** GitHub's numeric id. */
  readonly githubId: number
}

/** What of an organization can be rebuilt from a record. */
export interface ToldOrganization {
  readonly host: string
  readonly login: string
  readonly approvals: StillOpen<ToldApproval>
  readonly exceptions: StillOpen<ToldException>
  readonly requests: StillOpen<ToldRequest>
  /** undefined: none was open. */
  readonly recertification: ToldRecertification | undefined
  readonly unreadableReviews: number
}

export interface CollectedRecord {
  readonly organizations: () => readonly ToldOrganization[]
  /** The record's people by their opaque ids. */
  readonly people: ReadonlyMap<string, ToldPerson>
}

/** Collects what can be rebuilt from a record, as its lines pass by. */
export function collectRecord(): CollectedRecord & { readonly add: (line: RecordLine) => void } {
  const people = new Map<string, ToldPerson>()
  const all: ReturnType<typeof ofOrganization>[] = []
  return {
    people,
    add: (line) => {
      if (line.type === 'person') people.set(line.id, { host: line.host, githubId: line.githubId })
      if (line.type === 'organization') all.push(ofOrganization(line))
      if (line.type === 'event') all.at(-1)?.add(line)
    },
    organizations: () => all.map(({ collected }) => collected()),
  }
}

function ofOrganization({ host, login }: OrganizationLine): EventCollector<ToldOrganization> {
  const approvals = collectApprovals()
  const exceptions = collectExceptions()
  const requests = collectRequests()
  const recertification = collectRecertification()
  return {
    add: (line) => {
      for (const { add } of [approvals, exceptions, requests, recertification]) add(line)
    },
    collected: () => {
      const { open, unreadable } = recertification.collected()
      return {
        host,
        login,
        approvals: approvals.collected(),
        exceptions: exceptions.collected(),
        requests: requests.collected(),
        recertification: open,
        unreadableReviews: unreadable,
      }
    },
  }
}
