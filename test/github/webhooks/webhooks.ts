import type { Installation, Organization, Repository, User } from '../world/entities.ts'

/** What a delivery is about, for its payload and for who gets it. */
export interface EventSubject {
  readonly repository?: Repository
  readonly organization?: Organization
  readonly installation?: Installation
  readonly sender?: User
}

export interface Webhooks {
  /** Sends an event to every App that is to hear of it. `event` is `push`, or `repository.renamed` with its action. */
  readonly emit: (event: string, subject: EventSubject, rest?: Readonly<Record<string, unknown>>) => void
}

export const createWebhooks = (_world: unknown): Webhooks => ({ emit: () => {} })
