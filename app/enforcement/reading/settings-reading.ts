import type { OrganizationSeverity } from '../organization-findings/check.ts'

/** How an organization is set up, and how the work on it goes. */
export interface SettingsReading {
  /** What people have to see to on GitHub. */
  readonly checks: readonly {
    readonly id: string
    readonly subject: string
    readonly severity: OrganizationSeverity
    readonly title: string
    readonly found: string
    readonly todo: string
    readonly since: Date
  }[]
  /** How commands that people write on GitHub come in, and after how many seconds they are dealt with at the latest, where nothing else waits. */
  readonly commands: { readonly arrive: 'by-webhook' | 'by-polling'; readonly afterSeconds: number }
  readonly work: {
    /** What waits to be looked at. */
    readonly open: number
    readonly failing: number
    /** How long what is due has been due at most. */
    readonly oldestWaitSeconds: number
    /** The first of what fails. */
    readonly errors: readonly {
      readonly key: string
      /** `acme/shop`; null: it is the organization itself. */
      readonly repository: string | null
      readonly attempts: number
      readonly error: string | null
      readonly nextAt: Date
    }[]
  }
  /** Where notifications go, of this deployment. */
  readonly targets: readonly {
    readonly name: string
    readonly failures: number
    readonly lastError: string | null
    readonly lastFailedAt: Date | null
    readonly lastSentAt: Date | null
  }[]
}

/** Where somebody is signed in. */
export interface ListedSession {
  readonly id: string
  /** As the browser names itself. */
  readonly agent: string | null
  readonly signedInAt: Date
  readonly seenAt: Date
}
