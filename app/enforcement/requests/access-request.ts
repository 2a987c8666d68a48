/** Somebody asks that an assistant may reach a repository; people are opaque ids. */
export interface AccessRequest {
  readonly id: string
  readonly repository: string
  readonly requestedBy: string
  /** As it was written: never shown without being escaped. */
  readonly reason: string
  /** null: as long as the policy lets. */
  readonly days: number | null
  /** `gone`: its repository was, before anybody answered. */
  readonly state: 'open' | 'approved' | 'denied' | 'withdrawn' | 'gone'
  /** Number of the issue in the policy repository; null: none was made yet. */
  readonly issue: number | null
  readonly openedAt: Date
}

/** Where a request was made. */
export type RequestSource = 'issue' | 'comment' | 'api' | 'command' | 'button' | 'console'
