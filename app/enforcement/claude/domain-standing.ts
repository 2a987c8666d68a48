/** What is kept of a look at a domain's record; `app/domains` makes it. */
export interface TxtStanding {
  readonly state: 'found' | 'partly' | 'other' | 'missing' | 'unknown'
  /** ISO 8601 */
  readonly since: string
  readonly lastFoundAt?: string
  readonly views: readonly {
    readonly resolver: string
    readonly state: 'found' | 'other' | 'nothing' | 'no-name' | 'failed'
    readonly records: readonly string[]
    readonly why?: string
    readonly since: string
  }[]
}
